"""Convert the values of a test to JSON: libraries and variables may provide any Python object.

In: any value. Out: JSON, with all digits of a Decimal. Objects that have no value are refused, such as a screen element
instead of its text: as a text it would be `<WebElement …>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from QuashLibrary.errors import UnreadableNumberError, UnusableValueError
from QuashLibrary.language.exact_numbers import ExactFraction, exact_number

if TYPE_CHECKING:
    from QuashLibrary.engine.redactor import Redactor

_DEEPEST = 200
_NO_VALUE = re.compile(r"<.*>", re.DOTALL)
"""The text that Python shows for objects without a readable form."""


def plain(value: object, redactor: Redactor, what: str = "a value", levels: int = _DEEPEST) -> object:
    """Return any Python value as JSON; Robot's Secret is unwrapped, and the redactor learns it.

    Raises:
        UnusableValueError: the object has no value; the message says `what` it is, and its type.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return _number(value, what)
    if isinstance(value, Mapping | list | tuple | set | frozenset) and not levels:
        raise UnusableValueError(f"{what} contains itself, or is nested more than {_DEEPEST} levels deep")
    if isinstance(value, Mapping):
        return {str(key): plain(item, redactor, what, levels - 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item, redactor, what, levels - 1) for item in value]
    if type(value).__name__ == "Secret" and isinstance(secret := getattr(value, "value", None), str):
        redactor.add(secret)
        return secret
    return _text(value, what)


def _number(value: Decimal, what: str) -> float | str:
    """Return a decimal as a number that keeps its spelling: 23.50 in a text is not 23.5."""
    if not value.is_finite():
        return str(value)
    try:
        number = exact_number(value)
    except UnreadableNumberError as error:
        raise UnusableValueError(f"{what}: the number {error}") from None
    if str(value).lstrip("-").isdigit():
        return int(value)
    return number if repr(number) == str(value) else ExactFraction(value)


def _text(value: object, what: str) -> str:
    """Return the text of dates, paths, identifiers and the like."""
    kind = type(value).__name__
    if isinstance(value, bytes | bytearray | memoryview):
        raise UnusableValueError(f"{what} is {kind}, not a text; decode it first: ${{value.decode()}}")
    try:
        text = str(value)
    except Exception:  # foreign objects may raise anything
        text = "<>"
    if _NO_VALUE.fullmatch(text):
        raise UnusableValueError(f"{what} is an object of type {kind}, which has no value; pass its text or number")
    return text
