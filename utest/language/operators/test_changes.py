"""`changed` and `changed by` compare with the value found at the same place before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.json_values import JSON, same
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.operators.model import Context, Found, Result
from QuashLibrary.language.operators.table import evaluate, parse_conditions
from utest.language.json_strategies import JSONS


def compared(path: str, conditions: object, now: JSON, before: JSON) -> Result:
    """Judge the values that a path finds in a document against those in another document."""
    parsed = parse_conditions(conditions)
    assert parsed.problems == ()
    compiled = compile_path(path)
    found, known = (Found(tuple(compiled.find(document)), compiled.definite) for document in (now, before))
    return evaluate(parsed.conditions, found, Context(before=known))


@pytest.mark.parametrize(
    ("path", "conditions", "now", "before", "sentence"),
    [
        ("$.a", {"changed": True}, {"a": "1"}, {"a": "1"}, '$.a should have changed, was "1", as before'),
        ("$.a", {"changed": True}, {}, {}, "$.a should have changed, was not found, as before"),
        ("$.a", {"changed": True}, {"a": 1}, {"a": 1.0}, "$.a should have changed, was 1, as before"),
        ("$.a", {"changed": False}, {"a": 1}, {"a": "1"},
         '$.a should not have changed, was the number 1, before the text "1"'),
        ("$.a", {"changed": False}, {"a": 1}, {}, "$.a should not have changed, was 1, not found before"),
        ("$.a", {"changed": False}, {}, {"a": 1}, "$.a should not have changed, was not found, before 1"),
        ("$.a[*]", {"changed": True}, {"a": [1]}, {"a": [1]}, "$.a[*] should have changed, was [1], as before"),
        ("$.a", {"changed by": 2}, {"a": 4}, {"a": 3}, "$.a should have changed by 2, was 4, before 3 (+1)"),
        ("$.a", {"changed by": 2}, {"a": 4}, {}, "$.a should have changed by 2, was 4, not found before"),
        ("$.a", {"changed by": 2}, {}, {}, "$.a should have changed by 2, was not found, as before"),
        ("$.a", {"changed by": 1}, {"a": "4"}, {"a": "3"},
         '$.a should have changed by 1, was "4", before "3", not two numbers'),
        ("$.a", {"count": {"changed by": 1}}, {"a": [1]}, {"a": [1]},
         "$.a should have a count that has changed by 1, was 1, before 1 (+0) ([1])"),
        ("$.a[*]", {"each": {"changed": False}}, {"a": [1, 2]}, {"a": [1, 3]},
         "$.a[*] should not have changed for each element, failed for 1 of 2: $.a[1] was 2, before 3"),
    ],
)  # fmt: skip
def test_failure_shows_now_and_before(path: str, conditions: object, now: JSON, before: JSON, sentence: str) -> None:
    """The message contains the values found now and before."""
    result = compared(path, conditions, now, before)
    assert not result.holds
    assert result.sentence(path) == sentence


@pytest.mark.parametrize(
    ("path", "conditions", "now", "before"),
    [
        ("$.a", {"changed": True}, {"a": "new"}, {}),
        ("$.a", {"changed": True}, {}, {"a": "old"}),
        ("$.a", {"changed": True}, {"a": None}, {}),
        ("$.a", {"changed": False}, {"a": [1, {"b": 2.0}]}, {"a": [1.0, {"b": 2}]}),
        ("$.a[*]", {"changed": True}, {"a": [1, 2]}, {"a": [1]}),
        ("$.a", {"changed by": -0.2}, {"a": 0.1}, {"a": 0.3}),
        ("$.a", {"as": "number", "changed by": 1}, {"a": "4.5"}, {"a": "3.50"}),
        ("$.a", {"as": "time", "changed": False}, {"a": "2026-01-01T10:00:00Z"}, {"a": "2026-01-01T11:00:00+01:00"}),
        ("$.a", {"count": {"changed by": 1}}, {"a": [1, 2]}, {"a": [1]}),
        ("$.a[*]", {"count": {"changed by": -1}}, {"a": [1]}, {"a": [1, 2]}),
        ("$.a[*]", {"any": {"changed": True}}, {"a": [1, 5]}, {"a": [1, 2]}),
        ("$.a", {"each": {"changed by": 1}}, {"a": {"x": 1, "y": 2}}, {"a": {"y": 1, "x": 0}}),
        ("$.a", {"all": [{"changed": True}, {"changed by": 1}]}, {"a": 2}, {"a": 1}),
    ],
)  # fmt: skip
def test_what_holds(path: str, conditions: object, now: JSON, before: JSON) -> None:
    """A missing value counts as a value, and elements are compared by place."""
    result = compared(path, conditions, now, before)
    assert result.holds, result.sentence(path)


@given(JSONS, JSONS)
def test_changed_is_the_opposite_of_the_same_value(now: JSON, before: JSON) -> None:
    """For every pair of JSON values, `true` and `false` exclude each other."""
    expected = not same(now, before)
    assert compared("$", {"changed": True}, now, before).holds is expected
    assert compared("$", {"changed": False}, now, before).holds is not expected


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_changed_by_is_exact(before: int, change: int) -> None:
    """`changed by` calculates exactly, without a lost or added cent."""
    known, now = before / 100, (before + change) / 100
    assert compared("$", {"changed by": change / 100}, now, known).holds


def test_differences_of_documents_are_listed() -> None:
    """Every changed place of a document is listed."""
    result = compared("$.a", {"changed": False}, {"a": {"x": 1, "y": 2}}, {"a": {"x": 1, "y": 3}})
    assert [str(difference) for difference in result.differences] == ["$.a.y should be 3, was 2"]


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        ({"changed": "yes"}, '"changed" needs true or false, not the text "yes"'),
        ({"changed by": "1"}, '"changed by" needs a number, not the text "1"'),
        ({"changed by": True}, '"changed by" needs a number, not true'),
    ],
)
def test_other_arguments_are_refused(conditions: object, told: str) -> None:
    """Wrong arguments are refused when the registry is loaded."""
    assert [problem.message for problem in parse_conditions(conditions).problems] == [told]


def test_without_a_snapshot_nothing_holds() -> None:
    """Without a snapshot, neither `changed: true` nor `changed: false` holds."""
    for conditions in ({"changed": True}, {"changed": False}, {"changed by": 0}):
        assert not evaluate(parse_conditions(conditions).conditions, Found.one(1)).holds
