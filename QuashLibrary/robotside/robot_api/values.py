"""Convert foreign values to texts without running their code, which may raise, be slow, or have side effects.

Even `isinstance` and `==` may run code of an object, so only its type is used. Robot's own: `robot.utils.DotDict`.
"""

from __future__ import annotations

import inspect
import sys
from collections import OrderedDict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import MemberDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from robot.utils import DotDict

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = (bool, int, float, complex, Decimal)
_TIMES = (date, datetime, time, timedelta)
_SCALARS = frozenset([*_NUMBERS, *_TIMES, bytes, bytearray, type(Path()), type(None)])
_LISTS = frozenset([list, tuple])
_DICTIONARIES = frozenset([dict, DotDict, OrderedDict])

_OF_OTHER_MODULES = (("fractions", "Fraction"), ("uuid", "UUID"))
"""Scalars whose modules are not imported here: unless they are already loaded, no such value exists."""


def is_text(value: object) -> bool:
    """Return whether a value is a text, or derived from one."""
    return issubclass(type(value), str)


def plain_text(text: str) -> str:
    """Return a text as a plain `str`, without the behaviour of a derived class."""
    return text if type(text) is str else str.__str__(text)


def text_of(value: Any) -> str | None:
    """Return a value as a text; None if that would run foreign code."""
    if is_text(value):
        return plain_text(value)
    try:
        return str(value) if _is_scalar(type(value)) else None
    except ValueError:  # Python refuses numbers of more than 4,300 digits.
        return None


def _is_scalar(kind: type) -> bool:
    return kind in _SCALARS or any(
        kind is getattr(sys.modules.get(module), name, None) for module, name in _OF_OTHER_MODULES
    )


def is_list(value: object) -> bool:
    """Return whether a value is one of Python's own lists."""
    return type(value) in _LISTS


def is_dictionary(value: object) -> bool:
    """Return whether a value is one of Python's own dictionaries, or Robot's."""
    return type(value) in _DICTIONARIES


def attribute_of(value: Any, name: str, otherwise: object) -> Any:
    """Return a stored attribute or a dictionary's value; `otherwise` if it must be computed."""
    if is_dictionary(value):
        return dict.get(value, name, otherwise)
    if type(type.__getattribute__(type(value), "__getattribute__")) is not WrapperDescriptorType:
        return otherwise  # A foreign class looks up attributes with its own code.
    found = inspect.getattr_static(value, name, otherwise)
    # Slots contain values as well. Python would have to call anything else.
    return found.__get__(value) if type(found) is MemberDescriptorType else found


def texts_in(value: Any) -> Iterator[str]:
    """Yield the items of a list, or of a dictionary as `name=value`; other objects by Python's default name."""
    if is_list(value):
        yield from map(_text_or_name, value)
    elif is_dictionary(value):
        for name, item in dict.items(value):
            yield f"{_text_or_name(name)}={_text_or_name(item)}"
    else:
        yield _text_or_name(value)


def _text_or_name(value: Any) -> str:
    text = text_of(value)
    return object.__repr__(value) if text is None else text
