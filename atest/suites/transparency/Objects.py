"""Objects with odd behaviour: their methods raise, count calls, or never return the same object."""

from __future__ import annotations

import enum
import types
from collections import OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple
from collections.abc import Iterator
from typing import Any

ACCESSES: list[str] = []
"""The accesses that the counting object has counted."""


class OddError(Exception):
    """An error that no other module knows."""


class RaisesInStr:
    """Cannot be converted to a text."""

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError("no str")

    def __repr__(self) -> str:
        """Refuse."""
        raise RuntimeError("no repr")


class RaisesInEq:
    """Cannot be compared."""

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise OddError("no ==")

    __ne__ = __eq__
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return a text."""
        return "<incomparable>"


class RaisesInGetattr:
    """Refuses every attribute."""

    def __getattr__(self, name: str) -> Any:
        """Refuse."""
        raise OddError(f"no {name}")

    def __repr__(self) -> str:
        """Return a text."""
        return "<no attributes>"


class RaisesInClass:
    """Refuses to name its class."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Refuse."""
        raise OddError("no class")

    def __repr__(self) -> str:
        """Return a text."""
        return "<classless>"


class RaisesInBool:
    """Refuses to be true or false."""

    def __bool__(self) -> bool:
        """Refuse."""
        raise OddError("no bool")

    def __len__(self) -> int:
        """Refuse."""
        raise OddError("no len")

    def __repr__(self) -> str:
        """Return a text."""
        return "<undecided>"


class RaisesInIter:
    """Looks like a list but is not one."""

    def __iter__(self) -> Iterator[Any]:
        """Refuse."""
        raise OddError("no iter")

    def __repr__(self) -> str:
        """Return a text."""
        return "<no list>"


class RaisingProperty:
    """Has an attribute that raises."""

    fine = "fine"

    @property
    def broken(self) -> str:
        """Refuse."""
        raise OddError("no property")

    def __repr__(self) -> str:
        """Return a text."""
        return "<broken property>"


class Counting:
    """Counts every access, as a lazy object would notice it."""

    def __str__(self) -> str:
        """Count."""
        ACCESSES.append("str")
        return "counted"

    def __repr__(self) -> str:
        """Count."""
        ACCESSES.append("repr")
        return "<counted>"

    def __eq__(self, other: object) -> bool:
        """Count."""
        ACCESSES.append("eq")
        return self is other

    def __hash__(self) -> int:
        """Count."""
        ACCESSES.append("hash")
        return 1

    @property
    def attribute(self) -> str:
        """Count."""
        ACCESSES.append("attribute")
        return "value"


class OddText(str):
    """A text that cannot be compared."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise OddError("no == of a text")

    def __ne__(self, other: object) -> bool:
        """Refuse."""
        raise OddError("no != of a text")

    __hash__ = str.__hash__


class Colour(enum.Enum):
    """An enumeration."""

    RED = "red"


Pair = namedtuple("Pair", "left right")
_RECURSIVE: list[Any] = [1]
_RECURSIVE.append(_RECURSIVE)

_MADE = {
    "none": lambda: None,
    "str": RaisesInStr,
    "eq": RaisesInEq,
    "getattr": RaisesInGetattr,
    "class": RaisesInClass,
    "bool": RaisesInBool,
    "iter": RaisesInIter,
    "property": RaisingProperty,
    "counting": Counting,
    "text": lambda: OddText("odd text"),
    "enum": lambda: Colour.RED,
    "pair": lambda: Pair(1, "two"),
    "recursive": lambda: _RECURSIVE,
    "deque": lambda: deque([1, 2]),
    "user list": lambda: UserList([1, 2]),
    "user dict": lambda: UserDict(a=1),
    "user text": lambda: UserString("user text"),
    "ordered": lambda: OrderedDict(a=1),
    "default": lambda: defaultdict(list, a=[1]),
    "generator": lambda: (item for item in "abc"),
    "module": lambda: types,
    "function": lambda: len,
    "type": lambda: Counting,
    "error": lambda: ValueError("a value"),
    "huge": lambda: 10**5000,
    "nan": lambda: float("nan"),
    "mixed": lambda: [RaisesInStr(), {"a": RaisesInEq()}, None],
    "dict of odd": lambda: {"a": RaisesInStr(), "b": RaisesInIter()},
}


def odd(name: str) -> Any:
    """Return an object."""
    make: Any = _MADE[name]
    return make()


def take(*arguments: Any, **named: Any) -> int:
    """Accept any arguments."""
    return len(arguments) + len(named)


def accesses() -> str:
    """Return the accesses that the counting object has counted."""
    counted = ",".join(ACCESSES)
    ACCESSES.clear()
    return counted


def several() -> tuple[Any, ...]:
    """Return several values."""
    return RaisesInStr(), "two", RaisesInEq()


def fail_with(item: Any) -> None:
    """Fail with an object instead of a message."""
    raise AssertionError(item)
