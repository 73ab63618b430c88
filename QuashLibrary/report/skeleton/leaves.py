"""Find the values of a JSON document, with their places and kinds.

In: a document. Out: its leaves; `$.items[0].sku` is the path `("items", 0, "sku")`. Form and name decide the kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.sent import is_masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.language.json_values import JSON

Path = tuple[str | int, ...]

_MOST_LEAVES = 300
_DEEPEST = 6
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTABLE_KEY = re.compile(r"[\w .:@/-]{1,60}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?|\w{3}, \d\d \w{3} \d{4} .*")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"[-+]?\d+[.,]\d+|[-+]?\d{1,3}")
_WORD = re.compile(r"[A-Za-z][A-Za-z _-]{0,29}")
_ID_KEY = re.compile(r"(?:.*_)?(?:id|uuid|guid|number|no|key|ref|reference|sku)")
_STATE_KEY = re.compile(r"(?:.*_)?(?:state|status|phase|stage|currency)")
_MONEY_KEY = re.compile(r"(?:.*_)?(?:total|price|amount|sum|balance|fee|cost)")
_LONGEST_IDENTIFIER = 64


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is not an object, or a whole list, with its place."""

    path: Path
    value: JSON

    @property
    def key(self) -> str:
        """The name of the nearest member in snake case; empty for a document that is a list."""
        return snake(next((part for part in reversed(self.path) if isinstance(part, str)), ""))

    @property
    def is_listed(self) -> bool:
        """Whether it is inside a list."""
        return any(isinstance(part, int) for part in self.path)

    @property
    def is_identifier(self) -> bool:
        """Whether it is an identifier: a text with a digit, or the value of a member such as `id`."""
        return self.has_id_key or (
            isinstance(self.value, str)
            and any(map(str.isdigit, self.value))
            and _is_one_word(self.value)
            and not (self.is_moment or self.is_contact or _NUMBER.fullmatch(self.value))
        )

    @property
    def has_id_key(self) -> bool:
        """Whether the member's name says that it is an identifier."""
        fits = isinstance(self.value, int) or (isinstance(self.value, str) and _is_one_word(self.value))
        return fits and not isinstance(self.value, bool) and _ID_KEY.fullmatch(self.key) is not None

    @property
    def is_contact(self) -> bool:
        """Whether it is an e-mail address or a phone number."""
        return isinstance(self.value, str) and _is_one_word(self.value) and ("@" in self.value or self.value[:1] == "+")

    @property
    def is_moment(self) -> bool:
        """Whether it is a date or a time."""
        return isinstance(self.value, str) and _MOMENT.fullmatch(self.value) is not None

    @property
    def is_uuid(self) -> bool:
        """Whether it is a UUID."""
        return isinstance(self.value, str) and _UUID.fullmatch(self.value) is not None

    @property
    def is_state(self) -> bool:
        """Whether it is a word for a state, such as `paid` or `EUR`."""
        return (
            isinstance(self.value, str) and bool(_WORD.fullmatch(self.value)) and bool(_STATE_KEY.fullmatch(self.key))
        )

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return is_number(self.value) and _MONEY_KEY.fullmatch(self.key) is not None


def leaves(document: JSON) -> list[Leaf]:
    """Return the leaves of a document, those near the top first, without redacted values."""
    found = list(islice(_leaves(document, ()), _MOST_LEAVES))
    return sorted(found, key=lambda leaf: len(leaf.path))


def is_number(value: JSON) -> bool:
    """Return whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def json_path(path: Path, root: str = "$") -> str:
    """Return the path in registry notation."""
    return root + "".join(_step(part) for part in path)


def snake(name: str) -> str:
    """Return a name in snake case: `orderId` becomes `order_id`."""
    return re.sub(r"\W+", "_", _HUMP.sub("_", name).lower()).strip("_")


def _leaves(value: JSON, path: Path) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for key, item in value.items():
            if len(path) < _DEEPEST and _QUOTABLE_KEY.fullmatch(key):
                yield from _leaves(item, (*path, key))
        return
    if isinstance(value, list):
        yield Leaf(path, value)
        for number, item in enumerate(value if len(path) < _DEEPEST else []):
            yield from _leaves(item, (*path, number))
    elif value is not None and not is_masked(value):
        yield Leaf(path, value)


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return part if part == "[*]" else f".{part}" if _PLAIN_KEY.fullmatch(part) else f"['{part}']"


def _is_one_word(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_IDENTIFIER and not any(map(str.isspace, text))
