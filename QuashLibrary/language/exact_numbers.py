"""Fractions with more digits than a float keeps.

In: the digits of a number as a text has them. Out: a float if that is the same number, else an ExactFraction. It is a
float so that everybody who compares numbers (operators, jsonpath-ng, jsonschema) takes it for one; it compares by its
digits. Only those who write numbers must know it: `json.dumps` would round it.
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
"""Characters of a fraction that a float always keeps: at most 15 digits and a point or an exponent."""
_SMALLEST, _LARGEST = 1e-300, 1e300
_MOST_DIGITS = 4300
"""Digits of a number, before or after the point, as of whole numbers in Python."""


class ExactFraction(float):
    """A number that no float is equal to, such as 1.000000000000000001."""

    __slots__ = ("exact",)
    exact: Decimal

    def __new__(cls, number: Decimal | ExactFraction) -> ExactFraction:
        """Take the number; as a float it is the nearest one."""
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
        """Return whether there is nothing behind the point."""
        return exact(self).denominator == 1


def exact(number: float) -> Fraction:
    """Return the number as it is written: 0.1 is a tenth."""
    if isinstance(number, int):
        return Fraction(number)
    return Fraction(number.exact) if isinstance(number, ExactFraction) else Fraction(float.__repr__(number))


def read_fraction(digits: str) -> float:
    """Return the number that digits with a point or an exponent stand for.

    Raises:
        UnreadableNumberError: it is too large, too close to 0 or too long.
    """
    value = float(digits)
    if len(digits) <= _ALWAYS_KEPT and _SMALLEST < value < _LARGEST:  # the plain case, for each fraction of an answer
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
    except InvalidOperation:  # an exponent of many digits
        raise UnreadableNumberError("is too close to 0") from None


def _compared(compare: Callable[[Any, Any], Any], one: ExactFraction, other: object) -> bool:
    if not isinstance(other, int | float):
        return NotImplemented  # type: ignore[no-any-return]
    if isinf(other) or isnan(other):
        return bool(compare(float(one), float(other)))
    return bool(compare(exact(one), exact(other)))
