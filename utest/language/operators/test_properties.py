"""Rules of the operators for all values; Hypothesis searches for a value that breaks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.json_values import JSON, Match, same
from QuashLibrary.language.operators.model import Found
from QuashLibrary.language.operators.table import OPERATORS, evaluate, parse_conditions
from utest.language.json_strategies import JSONS

_ARGUMENTS: dict[str, st.SearchStrategy[object]] = {
    "not equals": JSONS,
    "not contains": JSONS,
    "not matches": st.sampled_from(["a", "^b", "[0-9]+$"]),
}


@pytest.mark.parametrize("name", _ARGUMENTS)
@given(data=st.data(), value=JSONS)
def test_negations_are_exact_opposites(name: str, data: st.DataObject, value: JSON) -> None:
    """An operator or its negation holds, unless neither applies."""
    argument = data.draw(_ARGUMENTS[name])
    positive = name.removeprefix("not ")
    held = [evaluate(parse_conditions({one: argument}).conditions, Found.one(value)).holds for one in (name, positive)]
    text = isinstance(value, str) and isinstance(argument, str)
    applies = name == "not equals" or text or (name == "not contains" and isinstance(value, list))
    assert sum(held) == applies or (name == "not contains" and isinstance(value, dict) and sum(held) == 1)


@given(JSONS, JSONS)
def test_equals_is_equality_by_json_types(expected: JSON, actual: JSON) -> None:
    """`equals` holds exactly if both are the same JSON value, `one of` if a member is."""
    assert evaluate(parse_conditions({"equals": expected}).conditions, Found.one(actual)).holds == same(
        expected, actual
    )
    assert evaluate(parse_conditions({"one of": [expected]}).conditions, Found.one(actual)).holds == same(
        expected, actual
    )


@given(
    st.integers() | st.floats(allow_nan=False),
    st.integers() | st.floats(allow_nan=False, allow_infinity=False),
)
def test_order_is_the_order_of_numbers(value: int | float, limit: int | float) -> None:
    """The four comparisons agree with the numbers, and exactly one of each opposite pair holds."""
    names = ("greater than", "at most", "less than", "at least")
    held = [evaluate(parse_conditions({name: limit}).conditions, Found.one(value)).holds for name in names]
    if value in (float("inf"), float("-inf")):
        assert held == [False] * 4
    else:
        assert held == [value > limit, value <= limit, value < limit, value >= limit]


_ANY_ARGUMENT = JSONS | st.sampled_from(
    ["string", "2 min", "2024-05-01T10:00:00Z", {"value": 1, "tolerance": 2}, [{"exists": True}]]
)
_CONDITIONS = st.recursive(
    st.dictionaries(st.sampled_from([*OPERATORS, "as", "=="]), _ANY_ARGUMENT, max_size=3),
    lambda inner: (
        st.dictionaries(st.sampled_from(["each", "any", "count"]), inner, min_size=1)
        | st.lists(inner, min_size=1, max_size=2).map(lambda members: {"all": members})
    ),
    max_leaves=4,
)


@given(
    _CONDITIONS | JSONS,
    st.lists(JSONS | st.sampled_from(["2024-05-01", 1e300, 10**400, "9" * 5000]), max_size=3),
    st.booleans(),
)
def test_whatever_is_asked_and_found_is_judged(conditions: object, values: list[JSON], definite: bool) -> None:
    """No registry and no answer raises an error, and every text can be encoded."""
    parsed = parse_conditions(conditions)
    for problem in parsed.problems:
        f"{problem.message}{problem.suggestion}".encode()
    if parsed.problems:
        return
    matches = tuple(Match(f"$[{at}]", value) for at, value in enumerate(values[:1] if definite else values))
    result = evaluate(parsed.conditions, Found(matches, definite))
    for text in (result.sentence("$.x"), result.hint, *map(str, result.differences)):
        text.encode()
        assert "\n" not in text
    assert result.should.startswith("should ")
