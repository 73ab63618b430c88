"""Checks that do not hold are shown with their line in the registry."""

import pytest

from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.problems import Position
from QuashLibrary.views.frames import frames, sentence

REGISTRY = """\
validations:
  order-created:
    expect:
      $.state: paid
      $.total: {greater than: "${least}"}
      $.items[0]:
        quantity: 2
    fetch: {number: $.number}
"""
NOTHING_SECRET = Redactor()


def at(line: int) -> Position:
    """Return a position in the registry."""
    return Position("validations.yaml", line, source=REGISTRY.splitlines()[line - 1])


def test_a_line_shows_what_should_be_and_the_message_what_was() -> None:
    """An expectation on its own line needs no other words."""
    check = Check("$.state", "failed", 'should be "paid"', 'was "pending"', position=at(4))
    assert frames([check], NOTHING_SECRET) == ['validations.yaml:4 | $.state: paid   <- was "pending"']


@pytest.mark.parametrize(
    ("check", "frame"),
    [
        (Check("$.total", "failed", "should be greater than 5", "was 3", position=at(5)),
         'validations.yaml:5 | $.total: {greater than: "${least}"}   <- should be greater than 5, was 3'),
        (Check("$.items[0]", "failed", 'should be {"quantity": 2}', "was 1", position=at(6)),
         'validations.yaml:6 | $.items[0]:   <- should be {"quantity": 2}, was 1'),
    ],
)  # fmt: skip
def test_what_should_be_follows_if_the_line_does_not_have_it(check: Check, frame: str) -> None:
    """The value was looked up, or is written over several lines."""
    assert frames([check], NOTHING_SECRET) == [frame]


def test_an_expectation_without_a_line_of_its_own_is_a_sentence() -> None:
    """A line with several expectations would say little about the failed one."""
    check = Check(
        "fetch number ($.number)",
        "failed",
        "should be found once",
        "was not found",
        position=at(8),
    )
    assert frames([check], NOTHING_SECRET) == [
        "validations.yaml:8 | fetch number ($.number) should be found once, was not found"
    ]


def test_what_is_masked_by_its_place_is_not_shown_as_written() -> None:
    """The registry may contain it in plain text."""
    check = Check("$.state", "failed", 'should be "***"', 'was "***"', position=at(4))
    assert frames([check], NOTHING_SECRET) == ['validations.yaml:4 | $.state should be "***", was "***"']


def test_a_secret_is_masked_in_the_line() -> None:
    """Lines of a registry are redacted like any other text."""
    redactor = Redactor()
    redactor.add("paid")
    check = Check("$.state", "failed", "should be text", "was 1", position=at(4))
    [line] = frames([check], redactor)
    assert "paid" not in line


def test_a_position_without_its_line_leaves_the_sentence() -> None:
    """Nothing else is known about it."""
    check = Check("$.state", "failed", 'should be "paid"', 'was "pending"', position=Position("x.yaml", 4))
    assert frames([check], NOTHING_SECRET) == ['x.yaml:4 | $.state should be "paid", was "pending"']


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("$.state: paid  # the admin's password is test", '$.state: paid   <- was "pending"'),
        ('$.state: "a # b, c" # d', '$.state: "a # b, c"   <- should be "paid", was "pending"'),
        ("$.state: paid, $.customer.pin: 4711", '$.state should be "paid", was "pending"'),
        ("$.state: paid}", '$.state should be "paid", was "pending"'),
    ],
)
def test_nothing_but_the_expectation_is_shown(source: str, line: str) -> None:
    """Comments and other expectations are left out, because their values may be redacted."""
    position = Position("v.yaml", 4, source=source)
    check = Check("$.state", "failed", 'should be "paid"', 'was "pending"', position=position)
    assert frames([check], NOTHING_SECRET) == [f"v.yaml:4 | {line}"]


def test_checks_beyond_the_third_are_sentences() -> None:
    """Ten lines of a registry would bury the rest."""
    check = Check("$.state", "failed", 'should be "paid"', 'was "pending"', position=at(4))
    assert frames([check] * 5, NOTHING_SECRET)[2:] == [
        'validations.yaml:4 | $.state: paid   <- was "pending"',
        *['$.state should be "paid", was "pending"'] * 2,
    ]


def test_checks_that_hold_are_left_out() -> None:
    """The evidence in the log contains them."""
    assert frames([Check("status", "holds", "should be 200", "was 200")], NOTHING_SECRET) == []


def test_each_hint_appears_once() -> None:
    """Ten checks on a completely different answer do not repeat the hint ten times."""
    hint = "the answer has the keys id, state"
    checks = [Check(f"$.{name}", "failed", "should be 1", "was not found", hint) for name in "abc"]
    assert frames(checks, NOTHING_SECRET).count(f"  {hint}") == 1


def test_why_a_check_was_not_evaluated() -> None:
    """The reason replaces the expected value."""
    check = Check("$.total", "not evaluated", "should be 1", "the body was cut")
    assert sentence(check) == "$.total was not evaluated: the body was cut"


def test_checks_that_were_not_reached_take_one_line() -> None:
    """A wrong status is the cause; a wrong body next to it is not a separate finding."""
    status = Check("status", "failed", "should be 200", "was 404")
    others = [Check.not_reached(Check(f"$.{name}", "failed", "should be 1", "was not found")) for name in "ab"]
    assert frames([status, *others], NOTHING_SECRET) == ["status should be 200, was 404", "not reached: $.a, $.b"]


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        (Check("$.state", "failed", 'should be "paid"', 'was "pending"', position=at(4)),
         ["validations.yaml:4 | $.state: paid",
          '                   |          ^^^^ was "pending"']),
        (Check("$.total", "failed", "should be greater than 5", "was 3", position=at(5)),
         ['validations.yaml:5 | $.total: {greater than: "${least}"}',
          "                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^ should be greater than 5, was 3"]),
        (Check("fetch number ($.number)", "failed", "should be found once", "was not found",
               position=Position("validations.yaml", 8, 21, REGISTRY.splitlines()[7])),
         ["validations.yaml:8 | fetch: {number: $.number}",
          "                   |                 ^ fetch number ($.number) should be found once, was not found"]),
        (Check("$.state", "failed", 'should be "***"', 'was "***"', position=at(4)),
         ['validations.yaml:4 | $.state should be "***", was "***"']),
        (Check("$.state", "failed", 'should be "paid"', "was 1"), ['$.state should be "paid", was 1']),
    ],
)  # fmt: skip
def test_a_caret_points_at_what_does_not_hold(check: Check, lines: list[str]) -> None:
    """In a fixed-width font it points at the value, or at the key if the line has several."""
    assert frames([check], NOTHING_SECRET, carets=True) == lines


def test_no_caret_points_into_a_masked_line() -> None:
    """It would point at the wrong place."""
    redactor = Redactor()
    redactor.add("paid")
    check = Check("$.state", "failed", "should be text", "was 1", position=at(4))
    _, pointer = frames([check], redactor, carets=True)
    assert pointer == "                   | ^ $.state should be text, was 1"
