"""A variable file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


class _Raising:
    """Cannot be converted to a text."""

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError("no text")

    __repr__ = __str__


def get_variables(name: str = "nobody") -> dict[str, Any]:
    """Return variables."""
    return {
        "NAME_GIVEN": name,
        "LIST__NUMBERS": [1, 2, 3],
        "DICT__PERSON": {"name": "Änne", "age": 7},
        "PAGE": SimpleNamespace(button="id=pay"),
        "RAISING": _Raising(),
        "ÜBER": "über\x01",
    }
