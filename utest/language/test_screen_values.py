"""A screen's text is read by rules, without guesses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import UnreadableScreenError
from QuashLibrary.language.screen_values import Reading, agree, screen_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("-7", "-7"),
        ("\u22127", "-7"),
        ("+7", "7"),
        (" 23.00 ", "23"),
        ("23,00", "23"),
        ("1,234.50", "1234.5"),
        ("1.234,50", "1234.5"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1'234.50", "1234.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.234.567,891", "1234567.891"), ("1,2345", "1.2345"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_both_ways_of_writing(text: str, number: str) -> None:
    """If there are two marks, the last one is the decimal mark."""
    assert screen_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "-999.000"])
def test_a_number_that_may_be_two_is_not_guessed(text: str) -> None:
    """The message says that the number is ambiguous, and what to do."""
    with pytest.raises(UnreadableScreenError, match=r'"\S+" is ambiguous: \S+ or \S+; compare it as text'):
        screen_number(text)


@pytest.mark.parametrize(
    "text", ["", "abc", "23.00 EUR", "1,234,56", "12.34.56", "1.2,3,4", "1,23.45", ".", "1.", "--1", "1 23", "1,,2"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    """Texts with misplaced signs or marks are not numbers."""
    with pytest.raises(UnreadableScreenError, match="is not a number"):
        screen_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_what_is_written_with_thousands_is_read_back(number: Decimal) -> None:
    """Numbers with thousands separators are read back in English and German notation."""
    english = f"{number:,.2f}"
    assert screen_number(english) == number
    assert screen_number(english.translate(str.maketrans(",.", ".,"))) == number


@pytest.mark.parametrize(
    ("screen", "backend", "reading"),
    [
        ("paid ", "paid", "text"), ("7", 7, "text"), ("true", True, "text"),
        ("1,234.50", 1234.5, "number"),
        ("23,00", "23.00", "number"),
        ("0,30", 0.3, "number"),
        ("1.234,00", "1234", "number"),
        ("€23.00", 23, "money"),
        ("23,00 €", "23.00 EUR", "money"),
        ("EUR 23.00", {"amount": "23", "currency": "EUR"}, "money"),
        ("$5.00", "USD 5.00", "money"), ("-$5.00", -5, "money"), ("¥500", {"amount": 500, "currency": "JPY"}, "money"),
        ("₹1,23,450.00", {"amount": "123450", "currency": "INR"}, "money"), ("12,34,56,789", 123456789, "number"),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660 €", "1234.50 EUR", "money"),
        ("\u200f\u200eEUR\u2066 5.00\u2069", 5, "money"), ("\u200e-7,5\u200f", -7.5, "number"),
        ("7.00", Decimal("7"), "number"),
        ("23.00", "23.00 EUR", "money"), ("1.234,50 €", {"amount": 1234.5}, "money"),
    ],
)  # fmt: skip
def test_both_sides_agree(screen: str, backend: object, reading: Reading) -> None:
    """Both sides agree although each has its own notation."""
    assert agree(screen, backend, reading)


@pytest.mark.parametrize(
    ("screen", "backend", "reading"),
    [
        ("Paid", "paid", "text"), ("7.0", 7, "text"), ("23.01", 23, "number"), ("€23.00", "23.00 USD", "money"),
        ("€23.00", "24.00 EUR", "money"), ("£5.00", {"amount": 5, "currency": "EUR"}, "money"), ("-5.00 €", 5, "money"),
    ],
)  # fmt: skip
def test_both_sides_differ(screen: str, backend: object, reading: Reading) -> None:
    """The amounts differ, or the currencies if both have one."""
    assert not agree(screen, backend, reading)


@pytest.mark.parametrize(
    ("screen", "backend", "reading", "told"),
    [
        ("7", True, "number", "the backend's true is not a number"),
        ("7", "seven", "number", "the backend's \"seven\" is not a number"),
        ("7", None, "number", "the backend's null is not a number"),
        ("7", "NaN", "number", "the backend's \"NaN\" is not a number"),
        ("free", 7, "money", 'the screen\'s "free" is not an amount of money'),
        (
            "7 points", 7, "money",
            'the screen\'s "7 points" has "points" beside the amount, which is not a known currency',
        ),
        ("€1,234", 7, "money", 'the screen\'s "1,234" is ambiguous: 1234 or 1.234; compare it as text'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(screen: str, backend: object, reading: Reading, told: str) -> None:
    """The message names the side that cannot be read."""
    with pytest.raises(UnreadableScreenError) as caught:
        agree(screen, backend, reading)
    assert str(caught.value) == told
