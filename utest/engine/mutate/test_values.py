"""Tests of the wrong variants of a value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.mutate.values import another_text, other_values
from QuashLibrary.language.exact_numbers import ExactFraction
from QuashLibrary.language.hidden_values import hidden, is_hidden
from QuashLibrary.language.json_values import JSON, same
from utest.language.json_strategies import JSONS

CHANGES: list[tuple[JSON, dict[str, JSON]]] = [
    ("paid", {"null": None, "empty": "", "another text": "qbje", "a number": 1}),
    ("", {"null": None, "a number": 1}),
    (17, {"null": None, "+ 1": 18, "a text": "17"}),
    (17.5, {"null": None, "+ 1": 18.5, "a text": "17.5"}),
    (1e300, {"null": None, "a text": "1e+300"}),
    (True, {"null": None, "inverted": False, "a text": "text"}),
    (None, {"a text": "text"}),
    ([1, 2], {"null": None, "empty": [], "one less": [1], "one more": [1, 2, 2], "an object": {}}),
    ([1], {"null": None, "empty": [], "one more": [1, 1], "an object": {}}),
    ([], {"null": None, "one more": [None], "an object": {}}),
    ({"a": 1}, {"null": None, "empty": {}, "a list": []}),
    ({}, {"null": None, "a list": []}),
]


@pytest.mark.parametrize(("value", "others"), CHANGES, ids=str)
def test_each_kind_of_value_has_its_changes(value: JSON, others: dict[str, JSON]) -> None:
    """Each kind has all its variants, each of them once."""
    assert dict(other_values(value)) == others


def test_a_number_of_many_digits_keeps_them() -> None:
    """Adding one changes the number by exactly one."""
    others = dict(other_values(ExactFraction(Decimal("1.000000000000000001"))))
    assert same(others["+ 1"], ExactFraction(Decimal("2.000000000000000001")))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("482913", "593024"),
        ("ann@shop.example", "boo@tipq.fybnqmf"),
        ("Zz9", "Aa0"),
        ("--", "text--"),
        ("茶", "text茶"),
    ],
)
def test_another_text_has_the_same_shape(text: str, other: str) -> None:
    """A regular expression that only describes the characters does not notice it."""
    assert another_text(text) == other


@given(JSONS)
def test_a_change_is_never_none(value: JSON) -> None:
    """A copy that equals the answer would never be noticed."""
    assert not any(same(value, other) for _, other in other_values(value))


@given(st.text(min_size=1) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_what_was_made_of_a_hidden_value_is_hidden(value: JSON) -> None:
    """Otherwise a message would show a redacted value."""
    for what, other in other_values(hidden(value)):
        assert is_hidden(other) or what in ("null", "empty", "a number")
