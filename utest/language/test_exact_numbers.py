"""A fraction keeps all its digits and compares by them."""

import copy
import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import UnreadableNumberError
from QuashLibrary.language.exact_numbers import ExactFraction, exact, exact_number, read_fraction
from QuashLibrary.language.hidden_values import hidden, is_hidden, revealed
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.json_values import same, type_name
from QuashLibrary.language.operators.model import Found
from QuashLibrary.language.operators.table import evaluate, parse_conditions
from QuashLibrary.language.printable import MASK

LONG = "1.000000000000000001"
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=25, min_value=-(10**12), max_value=10**12) | (
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Decimal(repr(number)))
)


@pytest.mark.parametrize("digits", ["0.1", "1.10000000000000000000000", "0.00", "-0.0", "1e2", "1E-7", "5e-324"])
def test_what_a_float_keeps_is_a_float(digits: str) -> None:
    """A number that a float can hold is a float."""
    assert type(read_fraction(digits)) is float
    assert exact(read_fraction(digits)) == Fraction(digits)


@pytest.mark.parametrize("digits", [LONG, "1e-400", "12345678901234567890.12", "0.30000000000000000001"])
def test_what_a_float_does_not_keep_is_exact(digits: str) -> None:
    """Any other number is shown as it is written and equals no float."""
    number = read_fraction(digits)
    assert isinstance(number, ExactFraction)
    assert exact(number) == Fraction(digits)
    assert Decimal(show(number)) == Decimal(digits)
    assert number != float(number)
    assert number == copy.deepcopy(number)
    assert hash(number) == hash(Decimal(digits))


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("1e400", "is too large"),
        ("1e999999999999999999999", "is too large"),
        ("1e-5000", "is too close to 0"),
        ("1e-999999999999999999999", "is too close to 0"),
        ("0." + "1" * 5000, "has too many digits (5,002)"),
    ],
)
def test_limits_are_told(digits: str, why: str) -> None:
    """Nothing is silently rounded to 0 or infinity, and no exponent exhausts the memory."""
    with pytest.raises(UnreadableNumberError) as raised:
        read_fraction(digits)
    assert str(raised.value) == why


@given(NUMBERS, NUMBERS)
def test_numbers_compare_as_they_are_written(left: Decimal, right: Decimal) -> None:
    """Numbers compare by their digits, whether a float can hold them or not."""
    one, other = exact_number(left), exact_number(right)
    assert same(one, other) == (left == right)
    for name, compare in (("less than", operator.lt), ("at least", operator.ge)):
        conditions = parse_conditions({name: other}).conditions
        assert evaluate(conditions, Found.one(one)).holds == compare(left, right)


@pytest.mark.parametrize("compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("other", [1, 1.0, 2, 0.5, float("inf"), read_fraction(LONG)])
def test_it_compares_by_its_digits_for_everybody(compare: object, other: float) -> None:
    """Python's operators, which filters and schemas use, compare by digits on either side."""
    assert callable(compare)
    expected = Decimal(str(other))
    assert compare(read_fraction(LONG), other) == compare(Decimal(LONG), expected)
    assert compare(other, read_fraction(LONG)) == compare(expected, Decimal(LONG))


def test_it_is_no_text_list_or_truth() -> None:
    """It is a number, and never the same as a value of another type."""
    number = read_fraction(LONG)
    assert not any(same(number, other) for other in (LONG, [number], True, None))
    assert bool(read_fraction("1e-400")) is True


@pytest.mark.parametrize(("digits", "kind"), [(LONG, "number"), ("12345678901234567890.0", "integer")])
def test_its_type(digits: str, kind: str) -> None:
    """A number without a fraction is an integer, like 1.0."""
    assert type_name(read_fraction(digits)) == kind
    assert show_typed(read_fraction(digits)) == f"the number {digits}"


def test_hidden_it_is_still_exact() -> None:
    """A hidden number is judged by its digits, masked in texts, and passed to the test as a Decimal."""
    value = hidden(read_fraction(LONG))
    assert is_hidden(value)
    assert (show(value), f"{value}", repr(value)) == (MASK, MASK, MASK)
    assert same(value, read_fraction(LONG))
    assert not same(value, 1)
    assert revealed(value) == Decimal(LONG)  # type: ignore[comparison-overlap]
    assert isinstance(revealed(value), Decimal)


@pytest.mark.parametrize(
    ("expect", "holds"),
    [
        (1, False),
        ({"not equals": 1}, True),
        ({"greater than": 1}, True),
        ({"at most": 1}, False),
        ({"one of": [1, 2]}, False),
        ({"close to": {"value": 1, "tolerance": 0}}, False),
        ({"close to": {"value": 1, "tolerance": 0.1}}, True),
        ({"type": "number"}, True),
        ({"type": "integer"}, False),
        ({"as": "text", "equals": LONG}, True),
        (read_fraction(LONG), True),
    ],
)
def test_operators_see_all_digits(expect: object, holds: bool) -> None:
    """No operator confuses 1.000000000000000001 with 1."""
    assert evaluate(parse_conditions(expect).conditions, Found.one(read_fraction(LONG))).holds is holds


def test_a_text_is_read_as_a_number_with_all_its_digits() -> None:
    """`as: number` does not round."""
    for expected, holds in ((1, False), (read_fraction(LONG), True)):
        conditions = parse_conditions({"as": "number", "equals": expected}).conditions
        assert evaluate(conditions, Found.one(LONG)).holds is holds
