"""Fractions with more digits than a float can hold.

In: the digits of a number as a text. Out: a float if that is the same number, else an ExactFraction. This subclass of
float is accepted by all code that compares numbers (operators, jsonpath-ng, jsonschema), and compares by its digits.
Only code that writes numbers must handle it, because `json.dumps` would round it.
"""

from __future__ import annotations

import operator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import isinf, isnan
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import UnreadableNumberError

if TYPE_CHECKING:
    from collections.abc import Callable

_ALWAYS_KEPT = 16
"""The length of a fraction that a float can always hold: at most 15 digits and a point or an exponent."""
_SMALLEST, _LARGEST = 1e-300, 1e300
_MOST_DIGITS = 4300
"""The maximum number of digits before or after the point; Python has the same limit for whole numbers."""


class ExactFraction(float):
    """A number that no float equals, such as 1.000000000000000001."""

    __slots__ = ("exact",)
    exact: Decimal

    def __new__(cls, number: Decimal | ExactFraction) -> ExactFraction:
        """Take the number; its float value is the nearest float."""
        made = super().__new__(cls, number)
        made.exact = number.exact if isinstance(number, ExactFraction) else number
        return made

    def __repr__(self) -> str:
        return str(self.exact)

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(self.exact, spec)

    def __hash__(self) -> int:
        return hash(self.exact)

    def __bool__(self) -> bool:
        return bool(self.exact)

    def __eq__(self, other: object) -> bool:
        return _compared(operator.eq, self, other)

    def __ne__(self, other: object) -> bool:
        return _compared(operator.ne, self, other)

    def __lt__(self, other: object) -> bool:
        return _compared(operator.lt, self, other)

    def __le__(self, other: object) -> bool:
        return _compared(operator.le, self, other)

    def __gt__(self, other: object) -> bool:
        return _compared(operator.gt, self, other)

    def __ge__(self, other: object) -> bool:
        return _compared(operator.ge, self, other)

    def __reduce__(self) -> tuple[object, ...]:
        return ExactFraction, (self.exact,)

    def is_integer(self) -> bool:
        """Return whether there are no digits after the point."""
        return exact(self).denominator == 1


def exact(number: float) -> Fraction:
    """Return the number as it is written: 0.1 is a tenth."""
    if isinstance(number, int):
        return Fraction(number)
    return Fraction(number.exact) if isinstance(number, ExactFraction) else Fraction(float.__repr__(number))


def read_fraction(digits: str) -> float:
    """Return the number of digits with a point or an exponent.

    Raises:
        UnreadableNumberError: it is too large, too close to 0 or too long.
    """
    value = float(digits)
    if len(digits) <= _ALWAYS_KEPT and _SMALLEST < value < _LARGEST:  # the usual case for the fractions of an answer
        return value
    if isinf(value):
        raise UnreadableNumberError("is too large")
    if len(digits) > _MOST_DIGITS:
        raise UnreadableNumberError(f"has too many digits ({len(digits):,})")
    return exact_number(_decimal_of(digits))


def exact_number(number: Decimal) -> float:
    """Return a finite decimal as a float if that is the same number, else as an ExactFraction.

    Raises:
        UnreadableNumberError: it is too close to 0 or too large.
    """
    value = float(number)
    if isinf(value):
        raise UnreadableNumberError("is too large")
    if number == Decimal(repr(value)):
        return value
    if number.adjusted() < -_MOST_DIGITS:
        raise UnreadableNumberError("is too close to 0")
    return ExactFraction(number)


def _decimal_of(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent with many digits
        raise UnreadableNumberError("is too close to 0") from None


def _compared(compare: Callable[[Any, Any], Any], one: ExactFraction, other: object) -> bool:
    if not isinstance(other, int | float):
        return NotImplemented  # type: ignore[no-any-return]
    if isinf(other) or isnan(other):
        return bool(compare(float(one), float(other)))
    return bool(compare(exact(one), exact(other)))
