"""Operators hold as designed, and explain a failure in one sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given

from QuashLibrary.language.durations import Seconds
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.operators.model import Condition, Context, Found, Result
from QuashLibrary.language.operators.table import OPERATORS, evaluate, operator_table, parse_conditions, resolve
from utest.language.json_strategies import JSONS

NOW = 1714557600.0 + 400
DOCUMENT: JSON = {
    "state": "pending",
    "total": -3,
    "tenth": 0.3,
    "price": "23.00",
    "empty": [],
    "none": None,
    "yes": True,
    "order": {"id": 7, "state": "open"},
    "lines": [{"q": 1, "s": "A"}, {"q": "2", "s": "B"}, {"q": 0, "s": "C"}],
    "tags": ["x", "y"],
    "time": "2024-05-01T10:00:00Z",
    "local": "2024-05-01T10:00:00",
    "epoch": 1714557600,
    "millis": 1714557600000,
}


def check(path: str, conditions: object) -> Result:
    """Judge the values that a path finds in the document."""
    parsed = parse_conditions(conditions)
    assert parsed.problems == ()
    compiled = compile_path(path)
    matches = tuple(compiled.find(DOCUMENT))
    found = Found(matches, compiled.definite, "" if matches else compiled.hint(DOCUMENT))
    return evaluate(parsed.conditions, found, Context(now=lambda: NOW))


_HOLD: list[tuple[str, object]] = [
    ("$.state", "pending"),
    ("$.total", -3.0),
    ("$.order", {"equals": {"state": "open", "id": 7}}),
    ("$.state", {"not equals": "paid"}),
    ("$.total", {"not equals": "-3"}),
    ("$.total", {"less than": 0, "at least": -3, "at most": -3, "greater than": -4}),
    ("$.time", {"greater than": "2024-05-01T11:59:59+02:00", "at most": "2024-05-01T10:00Z"}),
    ("$.local", {"greater than": "2024-04-30", "less than": "2024-05-02"}),
    ("$.state", {"contains": "end", "starts": "pen", "ends": "ing", "matches": "^p.*g$", "not matches": "x"}),
    ("$.tags", {"contains": "x", "not contains": "z", "count": 2}),
    ("$.order", {"contains": "id", "count": 2, "includes": {"id": 7}}),
    ("$.lines", {"includes": [{"s": "C"}, {"s": "A"}]}),
    ("$.state", {"one of": ["paid", "pending"]}),
    ("$.state", {"not one of": ["paid", "lost"]}),
    ("$.total", {"not one of": ["-3"]}),
    ("$.total", {"type": "number"}),
    ("$.total", {"type": ["null", "integer"]}),
    ("$.none", {"type": None, "exists": True, "equals": None}),
    ("$.nothing", {"exists": False}),
    ("$.empty", {"is empty": True, "each": {"greater than": 0}}),
    ("$.state", {"is empty": False, "count": {"greater than": 6}}),
    ("$.tenth", {"close to": {"value": 0.2, "tolerance": 0.1}}),
    ("$.state", {"all": [{"contains": "p"}, {"contains": "g"}]}),
    ("$.price", {"as": "number", "equals": 23, "greater than": 22.99}),
    ("$.total", {"as": "text", "matches": "^-3$"}),
    ("$.epoch", {"as": "time", "equals": "2024-05-01T10:00:00Z"}),
    ("$.time", {"as": "time", "equals": "2024-05-01T12:00:00+02:00", "not equals": "2024-05-01T10:00:00+01:00"}),
    ("$.price", {"as": "number", "equals": "23", "one of": ["7", "23.000"], "not one of": [24, "24"]}),
    ("$.yes", {"as": "text", "equals": True, "one of": ["true", 1]}),
    ("$.lines[*].q", {"as": "text", "any": {"equals": 2}, "each": {"not equals": 3}, "count": {"equals": 3}}),
    ("$.millis", {"newer than": "7 min"}),
    ("$.time", {"newer than": 400}),
    ("$.lines[*].s", ["A", "B", "C"]),
    ("$.lines[?(@.s == 'A')].q", 1),
    ("$.lines[?(@.s == 'A')]", {"count": 1}),
    ("$.lines[?(@.s == 'Z')]", {"count": 0}),
    ("$.lines[?(@.s == 'Z')]", []),
    ("$.lines[?(@.s == 'Z')]", {"exists": False}),
    ("$.lines[*].s", {"contains": "B", "includes": ["C", "A"], "any": "C", "each": {"type": "string"}}),
    ("$.lines[*].s", {"not contains": "D"}),
    ("$.lines[*].q", {"as": "number", "each": {"at least": 0}}),
    ("$.order", {"any": "open"}),
    ("$..tags", ["x", "y"]),
]


@pytest.mark.parametrize(("path", "conditions"), _HOLD)
def test_conditions_that_hold(path: str, conditions: object) -> None:
    """All these conditions hold for the document."""
    assert check(path, conditions).holds, check(path, conditions).sentence(path)


_ZONE = 'a zone is "Z" or "+02:00" at its end'
_FAIL: list[tuple[str, object, str, str]] = [
    ("$.state", "paid", 'should be "paid", was "pending"', ""),
    ("$.lines[1].q", 2, 'should be the number 2, was the text "2"', ""),
    ("$.yes", "true", 'should be the text "true", was true', ""),
    ("$.total", {"greater than": 0}, "should be greater than 0, was -3", ""),
    (
        "$.total",
        {"greater than": 0, "type": "string"},
        "should be greater than 0 and be of type string, was -3 (type integer)",
        "",
    ),
    (
        "$.price",
        {"greater than": 0},
        'should be greater than 0, was the text "23.00", not a number',
        "write {as: number, greater than: 0}",
    ),
    (
        "$.price",
        {"as": "number", "greater than": 30},
        'should be greater than 30, was 23.0 (read from the text "23.00")',
        "",
    ),
    ("$.state", {"as": "number", "equals": 1}, 'should be readable as a number, was the text "pending"', ""),
    (
        "$.x",
        {"exists": True},
        "should exist, was not found",
        "the answer has the keys state, total, tenth, price, empty, none, yes, order, lines, tags, time, local "
        "and 2 more",
    ),
    (
        "$.order.stat",
        "x",
        'should be "x", was not found',
        '$.order has the keys id, state; did you mean "state"?',
    ),
    ("$.state", {"exists": False}, 'should not exist, was "pending"', ""),
    ("$.empty", {"count": {"at least": 1}}, "should have a count of at least 1, was 0 (an empty list)", ""),
    ("$.tags", {"count": 3}, 'should have a count of 3, was 2 (["x", "y"])', ""),
    ("$.total", {"count": 3}, "should have a count of 3, was the number -3, not a list, text or object", ""),
    (
        "$.lines[*].q",
        {"each": {"greater than": 0}},
        "should be greater than 0 for each element, failed for 2 of 3: "
        '$.lines[1].q was the text "2", not a number, $.lines[2].q was 0',
        "write {as: number, greater than: 0}",
    ),
    (
        "$.lines[*].s",
        {"any": "D"},
        'should be "D" for at least one element, failed for all 3: '
        '$.lines[0].s was "A", $.lines[1].s was "B", $.lines[2].s was "C"',
        "",
    ),
    ("$.empty", {"any": "D"}, 'should be "D" for at least one element, was empty', ""),
    (
        "$.nothing[*]",
        {"each": {"greater than": 0}},
        "should be greater than 0 for each element, was not found",
        "the answer has the keys state, total, tenth, price, empty, none, yes, order, lines, tags, time, local "
        "and 2 more",
    ),
    (
        "$.lines[*].s",
        "A",
        'should be "A", found 3 values: $.lines[0].s was "A", $.lines[1].s was "B", $.lines[2].s was "C"',
        "the path may find several values: use each, any, count or contains, or compare with a list",
    ),
    (
        "$.lines[*].s",
        ["A", "B"],
        'should be ["A", "B"], was ["A", "B", "C"]',
        'matches[2] should not exist, was "C"',
    ),
    ("$.lines[*].s", {"contains": "D"}, 'should contain "D", was ["A", "B", "C"]', ""),
    (
        "$..tags",
        {"contains": "x"},
        'should contain "x", was [["x", "y"]]',
        "the only match contains it; to search inside each match, write {each: {contains: …}}",
    ),
    (
        "$..tags",
        {"count": 2},
        'should have a count of 2, was 1 ([["x", "y"]])',
        "the path found one list of 2; to count its elements, write {each: {count: …}}",
    ),
    (
        "$.order",
        {"equals": {"id": 8, "state": "open", "z": 1}},
        'should be {"id": 8, "state": "open", "z": 1}, was {"id": 7, "state": "open"}',
        "$.order.id should be 8, was 7, and 1 more difference",
    ),
    (
        "$.order",
        {"includes": {"id": 8}},
        'should include {"id": 8}, was {"id": 7, "state": "open"}',
        "id was 7",
    ),
    ("$.tags", {"includes": ["x", "z"]}, 'should include ["x", "z"], was ["x", "y"]', 'missing: "z"'),
    (
        "$.time",
        {"greater than": "2024-06-01"},
        'should be greater than "2024-06-01", was "2024-05-01T10:00:00Z"',
        f"the time expected has no zone, so it cannot be compared; {_ZONE}",
    ),
    (
        "$.time",
        {"newer than": "5 min"},
        'should be newer than 5 min, was "2024-05-01T10:00:00Z" (6 min 40 s old)',
        "",
    ),
    (
        "$.local",
        {"newer than": "5 min"},
        'should be newer than 5 min, was "2024-05-01T10:00:00"',
        f"the time found has no zone, so its age is unknown; {_ZONE}",
    ),
    (
        "$.total",
        {"matches": "^-3$"},
        'should match "^-3$", was the number -3, not a text',
        'write {as: text, matches: "^-3$"}',
    ),
    (
        "$.total",
        {"not matches": "x"},
        'should not match "x", was the number -3, not a text',
        'write {as: text, matches: "x"}',
    ),
    (
        "$.state",
        {"contains": 5},
        'should contain 5, was the text "pending"',
        'a part of a text must be a text: write "5" in quotes',
    ),
    (
        "$.total",
        {"close to": {"value": -2.9, "tolerance": 0.05}},
        "should be within 0.05 of -2.9, was -3",
        "",
    ),
    (
        "$.none",
        {"is empty": True},
        "should be empty, was null, not a text, list or object",
        "null is not an empty value: write {equals: null}",
    ),
    ("$.state", {"one of": ["paid"]}, 'should be one of ["paid"], was "pending"', ""),
    ("$.total", {"not one of": [1, -3.0]}, "should not be one of [1, -3.0], was -3", ""),
    (
        "$.order.id",
        {"type": ["string", "null"]},
        "should be of type string or null, was 7 (type integer)",
        "",
    ),
    (
        "$.state",
        {"all": [{"starts": "x"}, {"ends": "y"}, {"matches": "p"}]},
        'should start with "x" and end with "y", was "pending"',
        "",
    ),
]


@pytest.mark.parametrize(("path", "conditions", "sentence", "hint"), _FAIL)
def test_failures_are_explained_in_a_sentence(path: str, conditions: object, sentence: str, hint: str) -> None:
    """The sentence contains the expected and the actual value, and the hint says what to do."""
    result = check(path, conditions)
    assert not result.holds
    assert result.sentence(path) == f"{path} {sentence}"
    assert result.hint == hint


_ASSERTION_ENGINE = {
    "equals": ["==", "equal", "equals", "should be"],
    "not equals": ["inequal", "!=", "should not be"],
    "less than": ["<"],
    "greater than": [">"],
    "at most": ["<="],
    "at least": [">="],
    "contains": ["contains", "*="],
    "not contains": ["not contains"],
    "starts": ["starts", "^=", "should start with"],
    "ends": ["ends", "should end with", "$="],
    "matches": ["matches"],
}


@pytest.mark.parametrize(("name", "aliases"), _ASSERTION_ENGINE.items())
def test_names_of_assertion_engine_are_accepted(name: str, aliases: list[str]) -> None:
    """The names of AssertionEngine are aliases of the operators."""
    argument = 1 if "than" in name or "at " in name else "x"
    for alias in aliases:
        assert parse_conditions({alias: argument}).conditions.items == (Condition(name, argument),)


def test_every_operator_has_a_row_for_the_documentation() -> None:
    """The table contains each operator once, with at least one sentence and a schema; `as` is last."""
    rows = operator_table()
    names = [name for row in rows for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))
    assert [row.name for row in rows] == [*OPERATORS, "as"]
    assert all(row.meaning.endswith(".") and row.argument for row in rows)


class Open:
    """A placeholder for a value that becomes known only when the registry is used."""


def _is_open(value: object) -> bool:
    return isinstance(value, Open)


def _fill(by: object) -> Callable[[object], object]:
    return lambda value: by if isinstance(value, Open) else value


def test_open_arguments_are_checked_when_they_are_filled() -> None:
    """An unknown value is not a problem; once it is known, it is checked like any argument."""
    parsed = parse_conditions({"greater than": Open(), "count": {"at least": Open()}}, _is_open)
    assert parsed.problems == ()
    assert resolve(parsed.conditions, _fill(5)).problems == ()
    told = resolve(parsed.conditions, _fill("x")).problems
    assert [one.keys for one in told] == [("greater than",), ("count", "at least")]


@given(JSONS)
def test_filled_values_are_never_read_as_operators(value: JSON) -> None:
    """A looked-up value is compared with, even if it looks like operators."""
    looks_like_operators: JSON = {"greater than": 0}
    for filled in (value, looks_like_operators):
        for conditions in (Open(), {"each": Open()}):
            parsed = parse_conditions(conditions, _is_open)
            again = resolve(parsed.conditions, _fill(filled))
            assert again.problems == ()
            subject: JSON = [filled] if isinstance(conditions, dict) else filled
            assert evaluate(again.conditions, Found.one(subject)).holds


def test_durations_compare_with_durations() -> None:
    """For a duration, arguments are read and shown as durations."""
    parsed = parse_conditions({"less than": "2s"}, durations=True)
    result = evaluate(parsed.conditions, Found.one(Seconds(3.42)))
    assert result.sentence("time") == "time should be less than 2 s, was 3.4 s"
    assert parse_conditions({"less than": "soon"}, durations=True).problems != ()


def test_long_texts_are_not_searched() -> None:
    """A regular expression is not searched for in more than a million characters."""
    result = evaluate(parse_conditions({"matches": "x"}).conditions, Found.one("x" * 1_000_001))
    assert result.was == "was a text of 1,000,001 characters"
    assert not result.holds


def test_limit_shortens_values() -> None:
    """The context limits the shown part of a value."""
    result = evaluate(parse_conditions("a" * 50).conditions, Found.one("b" * 50), Context(limit=5))
    assert result.sentence("$.x") == '$.x should be "aaaaa…" (50 characters), was "bbbbb…" (50 characters)'


@pytest.mark.parametrize("number", [800, 0.5, "800", "1.5"])
def test_a_number_is_no_duration_to_compare_with(number: object) -> None:
    """A bare number is refused; as milliseconds of other tools, `less than: 800` would always hold."""
    assert parse_conditions({"less than": number}, durations=True).problems != ()


def test_a_duration_that_is_looked_up_has_a_unit_as_well() -> None:
    """A looked-up duration needs a unit, too; a duration that is already read is unchanged."""
    conditions = parse_conditions({"less than": "${most}", "at least": "1ms"}, lambda value: value == "${most}", True)
    filled = resolve(conditions.conditions, lambda value: "800" if value == "${most}" else value, durations=True)
    assert [problem.message for problem in filled.problems] == [
        '"less than" needs a duration with a unit, not the text "800"'
    ]


@pytest.mark.parametrize(
    ("conditions", "value", "sentence"),
    [
        ("Café", "Cafe\u0301", r'$ should be "Café", was "Cafe\u0301"'),
        ("12 EUR", "12\u00a0EUR", r'$ should be "12 EUR", was "12\u00a0EUR"'),
        ("A-1", "A\u200b-1", r'$ should be "A-1", was "A\u200b-1"'),
        ({"contains": "12 EUR"}, "pay 12\u00a0EUR", r'$ should contain "12 EUR", was "pay 12\u00a0EUR"'),
        ({"starts": "Anna Meier"}, "Anna\u00a0Meier!", r'$ should start with "Anna Meier", was "Anna\u00a0Meier!"'),
        ({"ends": "ok"}, "is o\u2060k", r'$ should end with "ok", was "is o\u2060k"'),
    ],
)
def test_texts_that_look_the_same_are_told_apart(conditions: object, value: str, sentence: str) -> None:
    """Texts with an invisible difference are shown with escapes and a hint."""
    result = evaluate(parse_conditions(conditions).conditions, Found.one(value))
    assert not result.holds
    assert result.sentence("$") == sentence
    assert result.hint.startswith("the texts only look the same")


@pytest.mark.parametrize(
    ("conditions", "value"),
    [("a", "b"), ({"matches": "^12 EUR$"}, "12\u00a0EUR"), ({"contains": "x"}, "y\u00a0"), (["a"], ["\u200ba"])],
)
def test_other_texts_have_no_such_hint(conditions: object, value: JSON) -> None:
    """Texts with a visible difference, and patterns, have no such hint."""
    result = evaluate(parse_conditions(conditions).conditions, Found.one(value))
    assert "look the same" not in result.hint
