"""The failure message: one line of at most 120 characters, then all failed checks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Attempt, Check, CheckState, Fault, Outcome, UiContext
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.views.message import (
    FIRST_LINE,
    WHOLE_LINE,
    attempt_line,
    failure_message,
    holding_table,
    numbers,
    several,
    summary,
)
from utest.views.outcomes import STATE, STATUS, UI, outcome

NOTHING_SECRET = Redactor()
ANY = st.text(st.characters(exclude_categories=()), max_size=300)
REFUSED = Fault("refused", "connection refused by 127.0.0.1:8080")


def test_the_first_line_of_a_silent_failure() -> None:
    """It has the slug, the verdict, the check and the note."""
    line = summary(outcome("failed", STATUS, STATE, ui=UI), NOTHING_SECRET)
    assert line == '@order-created failed: $.state should be "paid", was "pending" (UI showed no failure)'


@pytest.mark.parametrize("ui", [None, UiContext(0, False, ""), UiContext(3, True, "Click Element    pay")])
def test_what_the_ui_showed_is_said_only_where_it_ran_well(ui: UiContext | None) -> None:
    """Without UI steps before, or with a failed one, a failure is not silent."""
    assert summary(outcome("failed", STATE, ui=ui), NOTHING_SECRET).endswith('was "pending"')


def test_the_first_line_of_an_error() -> None:
    """An error is never a silent failure."""
    line = summary(outcome("error", answer=REFUSED, ui=UI), NOTHING_SECRET)
    assert line == "@order-created error: connection refused by 127.0.0.1:8080"


def test_the_first_line_without_a_request() -> None:
    """It has the problem with the value."""
    made = outcome("error", attempts=(), problem="${n} is not set; set it before this step")
    assert summary(made, NOTHING_SECRET) == "@order-created error: ${n} is not set; set it before this step"


def test_the_first_line_of_what_could_not_be_read() -> None:
    """It says why the answer could not be read."""
    unread = Check("$.state", "not evaluated", 'should be "paid"', "the body is empty, not JSON")
    line = summary(outcome("error", STATUS, unread), NOTHING_SECRET)
    assert line == "@order-created error: the body is empty, not JSON"


def test_the_first_line_of_what_passed() -> None:
    """It mentions the wait if there was one."""
    made = outcome("passed", STATUS)
    assert summary(made, NOTHING_SECRET) == "@order-created passed"
    last = replace(made.attempts[0], first=4, number=4)
    waited = replace(made, attempts=(last,), waited=True, elapsed=3.4)
    assert summary(waited, NOTHING_SECRET) == "@order-created passed: attempt 4, true after 3.4 s"


WHOLE = """\
@order-created failed: $.state should be "paid", was "pending" (UI showed no failure)
  $.items[0].quantity should be the number 2, was the text "2"
    write 2 without quotes
  $.lines should be [1, 2], was [1]
    $.lines[1] should be 2, was missing
  $.total was not evaluated: the body was cut
  GET http://127.0.0.1:8080/api/orders/A-17 -> 200 in 12 ms, attempt 9, gave up after 10 s
  last UI step: Click Element    accessibility_id=pay"""


def test_the_whole_message() -> None:
    """It has the failed checks, the hints, the exchange, the wait and the last UI step."""
    made = outcome(
        "failed",
        STATUS,
        STATE,
        Check("$.items[0].quantity", "failed", "should be the number 2", 'was the text "2"', "write 2 without quotes"),
        Check("$.lines", "failed", "should be [1, 2]", "was [1]", "", ("$.lines[1] should be 2, was missing",)),
        Check("$.total", "not evaluated", "should be 1", "the body was cut"),
        ui=UI,
        waited=True,
        gave_up="gave up after 10 s",
    )
    made = replace(made, attempts=(replace(made.attempts[0], first=2, number=9),))
    assert failure_message(made, NOTHING_SECRET) == WHOLE


def test_an_error_names_the_validations_line() -> None:
    """There is no check that could have a line."""
    lines = failure_message(outcome("error", answer=REFUSED), NOTHING_SECRET).splitlines()
    assert lines[-1] == "  defined in validations.yaml:31"


def test_checks_that_hold_are_aligned() -> None:
    """The log shows them in a fixed-width font."""
    checks = [STATUS, Check("$.total", "holds", "should be greater than 0", "was 12.5")]
    assert holding_table(checks, NOTHING_SECRET) == ["  status   200", "  $.total  12.5"]


def test_several_at_once() -> None:
    """Their number and names come first, then the message of each that did not pass."""
    passed = outcome("passed", STATUS, slug="login")
    stock = outcome("error", slug="stock", answer=REFUSED)
    message = several([outcome("failed", STATE), passed, stock], NOTHING_SECRET)
    assert message.startswith("2 of 3 validations failed: @order-created, @stock\n\n@order-created failed: ")
    assert "\n\n@stock error: connection refused" in message
    assert "@login" not in message


def test_one_alone_has_its_own_message() -> None:
    """There is nothing to count."""
    made = outcome("failed", STATE)
    assert several([made], NOTHING_SECRET) == failure_message(made, NOTHING_SECRET)


def test_as_many_names_are_listed_as_fit() -> None:
    """No slug is cut; the others are counted."""
    missed = [outcome("failed", STATE, slug=f"a-slug-of-some-length-{number}") for number in range(10)]
    line = several(missed, NOTHING_SECRET).split("\n")[0]
    reason = "@a-slug-of-some-length-0, @a-slug-of-some-length-1, @a-slug-of-some-length-2"
    assert line == f"10 of 10 validations failed: {reason} and 7 more"


def test_long_values_are_shortened_before_the_path() -> None:
    """The slug and the note about the UI stay complete."""
    check = Check("$.order.lines[0].description", "failed", f'should be "{"x" * 90}"', f'was "{"y" * 90}"')
    line = summary(outcome("failed", check, ui=UI), NOTHING_SECRET)
    assert len(line) <= FIRST_LINE
    assert line.startswith("@order-created failed: $.order.lines[0].description should be ")
    assert line.endswith(" (UI showed no failure)")
    assert "…" in line


def test_a_long_path_is_shortened_in_its_middle() -> None:
    """Its beginning and its end say most."""
    check = Check(f"$.order{'.deeper' * 30}.quantity", "failed", "should be 2", "was 3")
    line = summary(outcome("failed", check), NOTHING_SECRET)
    assert len(line) == FIRST_LINE
    assert line.startswith("@order-created failed: $.order")
    assert line.endswith(".quantity should be 2, was 3")


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """Draw an outcome with any texts in it."""
    states: list[CheckState] = ["failed", "holds", "not evaluated"]
    checks = draw(st.lists(st.builds(Check, ANY, st.sampled_from(states), ANY, ANY, ANY, st.tuples(ANY)), max_size=3))
    made = outcome(
        draw(st.sampled_from(["failed", "error", "passed"])),
        *checks,
        answer=draw(st.one_of(st.just(REFUSED), st.builds(Fault, st.just("reset"), ANY))),
        problem=draw(ANY),
        gave_up=draw(ANY),
        waited=draw(st.booleans()),
        ui=draw(st.one_of(st.none(), st.builds(UiContext, st.integers(0, 3), st.booleans(), ANY))),
        slug=draw(st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,3}", fullmatch=True)),
    )
    return made if draw(st.booleans()) else replace(made, attempts=())


@given(outcomes())
def test_the_first_line_is_short_and_has_the_slug(made: Outcome) -> None:
    """This holds for any response, and the message can be written as XML."""
    message = failure_message(made, NOTHING_SECRET)
    line = message.split("\n")[0]
    assert len(line) <= FIRST_LINE
    assert line.startswith(f"{made.name} {made.verdict}")
    message.encode("utf-8")
    assert not any(ord(character) < 32 for character in message.replace("\n", ""))


def test_a_difference_appears_once() -> None:
    """A comparison's hint repeats its first difference, in case none are listed."""
    check = Check(
        "$.a[*]", "failed", "should be [1]", "was [2]", "$.a[0] should be 1, was 2", ("$.a[0] should be 1, was 2",)
    )
    assert failure_message(outcome("failed", check), NOTHING_SECRET).count("$.a[0] should be 1, was 2") == 1


@given(st.text(alphabet="a-", min_size=100, max_size=300))
def test_an_absurd_slug_is_cut(slug: str) -> None:
    """Otherwise the line would be too long."""
    assert len(summary(outcome("failed", STATE, slug=slug, ui=UI), NOTHING_SECRET)) <= FIRST_LINE


@given(outcomes(), st.sampled_from(["s3cr3t", "s3\u00e9 &<\"'>\\", "x7"]))
def test_nothing_secret_is_shown(made: Outcome, secret: str) -> None:
    """No text of an outcome contains a secret, wherever a response put it."""
    redactor = Redactor()
    redactor.add(secret)
    echo = f" {secret} "
    check = Check(f"$.a{echo}", "failed", f"should be{echo}", f"was{echo}", f"hint{echo}", (f"difference{echo}",))
    made = replace(made, problem=made.problem and echo, gave_up=echo, ui=UiContext(1, False, f"Input Text{echo}"))
    if made.last:
        made = replace(made, attempts=(replace(made.last, checks=(check, *made.last.checks)),))
    for text in (failure_message(made, redactor), several([made, made], redactor)):
        assert echo not in text


@pytest.mark.parametrize("value", ["\ud800", "\x00\x1b[31m\x07", "*HTML* <b>x</b>", "a\nb\r\nc", "\ufffe\x85"])
def test_odd_values_do_no_harm(value: str) -> None:
    """A message begins with the slug, repeats nothing, and can be encoded."""
    message = failure_message(outcome("failed", Check("$.a", "failed", "should be 1", f"was {value}")), NOTHING_SECRET)
    message.encode("utf-8")
    assert message.startswith("@order-created failed: $.a should be 1, was ")
    assert len(message.split("\n")) == 2
    assert not set(message) & set("\x00\x1b\x07\r\x85\ufffe")


def test_the_line_of_an_attempt() -> None:
    """It has the request, the answer and the time; a password in the address is never shown."""
    request = replace(outcome().attempts[0].exchange.request, url="http://u:s3cr3t@127.0.0.1/x?a=b@c")
    (attempt,) = outcome("failed", request=request).attempts
    assert attempt_line(attempt, NOTHING_SECRET) == "GET http://***@127.0.0.1/x?a=b@c -> 200 in 12 ms"


def test_the_numbers_of_an_attempt() -> None:
    """One attempt may represent several equal ones."""
    (attempt,) = outcome().attempts
    assert numbers(attempt) == "attempt 1"
    several_alike: Attempt = replace(attempt, first=2, number=9)
    assert numbers(several_alike) == "attempts 2 to 9"


def test_a_failure_of_a_single_look_names_eventually() -> None:
    """The most common failure of beginners is about timing."""
    advice = "  checked once; if the backend needs a moment, add  eventually: 10s"
    failed = outcome("failed", STATE, asks_once=True)
    assert failure_message(failed, NOTHING_SECRET).splitlines()[2] == advice
    for other in (
        replace(failed, asks_once=False),
        replace(failed, waited=True),
        outcome("error", STATE, asks_once=True, answer=REFUSED),
        outcome("failed", STATE, asks_once=True, answer=http_answer(403, "Forbidden", (), b"")),
    ):
        assert advice not in failure_message(other, NOTHING_SECRET)


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ((("Age", "3600"), ("X-Cache", "HIT from cdn")), "Age: 3600, X-Cache: HIT from cdn"),
        ((("CF-Cache-Status", "HIT"),), "CF-Cache-Status: HIT"),
        ((("Age", "0"), ("X-Cache", "MISS")), ""),
    ],
)
def test_a_wait_that_failed_on_answers_of_a_cache(headers: tuple[tuple[str, str], ...], named: str) -> None:
    """Retrying cannot help as long as the cache answers."""
    failed = outcome("failed", STATE, answer=http_answer(200, "OK", headers, b"{}"), waited=True)
    message = failure_message(failed, NOTHING_SECRET)
    assert (f"  the answer came from a cache ({named}), which may be behind the backend" in message) is bool(named)
    assert "from a cache" not in failure_message(replace(failed, waited=False), NOTHING_SECRET)


def test_a_console_shows_the_whole_reason_once() -> None:
    """The console does not cut lines; Robot's log does."""
    why = f"the environment variable BACKEND_TOKEN is not set (auth of connection backend, {'folder/' * 12}v.yaml:5)"
    made = replace(outcome("error"), attempts=(), problem=why)
    message = failure_message(made, NOTHING_SECRET, width=WHOLE_LINE)
    assert message.splitlines()[0] == f"@order-created error: {why}"
    assert message.count("BACKEND_TOKEN") == 1
    assert failure_message(made, NOTHING_SECRET).splitlines()[1].strip() == why


def test_several_problems_have_a_line_each_on_a_console() -> None:
    """The first line repeats none of them."""
    made = replace(outcome("error"), attempts=(), problem="2 problems:\nfirst\nsecond")
    lines = failure_message(made, NOTHING_SECRET, width=WHOLE_LINE).splitlines()
    assert lines[:3] == ["@order-created error: 2 problems:", "  first", "  second"]


def test_no_waiting_is_advised_for_a_misspelt_path() -> None:
    """Waiting will not fix it."""
    check = replace(STATE, hint='did you mean "$.state"?')
    failed = replace(outcome("failed", check), waited=False, asks_once=True)
    assert "eventually" not in failure_message(failed, NOTHING_SECRET)
    assert "eventually" in failure_message(
        replace(outcome("failed", STATE), waited=False, asks_once=True), NOTHING_SECRET
    )
