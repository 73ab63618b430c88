"""Values of others as texts, without running a line of their code: they may raise, be slow, or count who asks.

Even `isinstance` and `==` ask an object, so only its type is looked at. Robot's own: `robot.utils.DotDict`.
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
"""Scalars whose modules are not loaded for this: before somebody loads them, there is no such value."""


def is_text(value: object) -> bool:
    """Return whether a value is a text, or derived from one."""
    return issubclass(type(value), str)


def plain_text(text: str) -> str:
    """Return a text without what a class derived from `str` adds to it."""
    return text if type(text) is str else str.__str__(text)


def text_of(value: Any) -> str | None:
    """Return a value as a text; None if that would run code of others."""
    if is_text(value):
        return plain_text(value)
    try:
        return str(value) if _is_scalar(type(value)) else None
    except ValueError:  # Python writes no number of more than 4,300 digits.
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
    """Return an attribute, or a dictionary's value, that is stored as it is; `otherwise` if it has to be computed."""
    if is_dictionary(value):
        return dict.get(value, name, otherwise)
    if type(type.__getattribute__(type(value), "__getattribute__")) is not WrapperDescriptorType:
        return otherwise  # A class of others looks up attributes by code of its own.
    found = inspect.getattr_static(value, name, otherwise)
    # Slots hold values as well. Whatever else Python would call has no text that is known.
    return found.__get__(value) if type(found) is MemberDescriptorType else found


def texts_in(value: Any) -> Iterator[str]:
    """Give what a list contains, or what a dictionary does as `name=value`; odd objects as Python names them."""
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
