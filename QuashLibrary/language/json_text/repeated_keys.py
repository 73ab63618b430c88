"""Keys that occur twice in an object; JSON readers differ in which one they use (RFC 8259, 4).

In: the text of a document, and the values that expectations find in it. Out: the repeated key that they depend on.
A repeated key that no expectation reads does no harm.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import join_index, join_key, show
from QuashLibrary.language.json_values import JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_TWICE = 2


@dataclass(frozen=True, slots=True)
class RepeatedKey:
    """The place of a key that occurs at least twice in its object, and all its values."""

    path: str
    values: tuple[JSON, ...]

    def sentence(self, with_values: bool = True) -> str:
        """Return the message: `$.state occurs twice in the body: "failed", then "paid"`."""
        times = "twice" if len(self.values) == _TWICE else f"{len(self.values)} times"
        listed = f": {', then '.join(show(value, 40) for value in self.values)}" if with_values else ""
        return f"{self.path} occurs {times} in the body{listed}"

    def is_read_at(self, path: str) -> bool:
        """Return whether a path leads to the key, through it, or to something that contains it."""
        return _is_below(path, self.path) or _is_below(self.path, path)


@dataclass(frozen=True, slots=True)
class RepeatedKeys:
    """The repeated keys of a document, and the version of the document in which the first of equal keys counts."""

    keys: tuple[RepeatedKey, ...]
    first: JSON

    def read_at(self, paths: Iterable[str]) -> RepeatedKey | None:
        """Return a repeated key on which one of these places depends; None if there is none."""
        wanted = list(paths)
        return next((key for key in self.keys if any(map(key.is_read_at, wanted))), None)

    def read_by(self, found: Iterable[str], found_in_first: Iterable[str]) -> RepeatedKey | None:
        """Return a repeated key on which a search depends, given the paths found in both versions; None if none."""
        last, first = set(found), set(found_in_first)
        if read := self.read_at(last | first):
            return read
        # A filter that reads the key finds different values in the two versions, beside the key.
        beside = sorted(last ^ first)
        return max(self.keys, key=lambda key: _shared(key.path, beside[0])) if beside else None


class _Object(dict[str, JSON]):
    """An object with all values of its repeated keys."""

    repeated: dict[str, tuple[JSON, ...]]


def read_repeated_keys(text: str, parse_float: Callable[[str], float]) -> RepeatedKeys | None:
    """Return the repeated keys of a text that is JSON; None if there are none."""
    keys = tuple(_keys_in(json.loads(text, object_pairs_hook=_object, parse_float=parse_float), "$"))
    if not keys:
        return None
    first: JSON = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)), parse_float=parse_float)
    return RepeatedKeys(keys, first)


def repeated_in_list(found: Sequence[RepeatedKeys | None], values: list[JSON]) -> RepeatedKeys | None:
    """Return the repeated keys of a list, given those of its elements; None if no element has any."""
    keys = [
        RepeatedKey(f"{join_index('$', index)}{key.path.removeprefix('$')}", key.values)
        for index, repeated in enumerate(found)
        for key in (repeated.keys if repeated else ())
    ]
    first: JSON = [repeated.first if repeated else value for repeated, value in zip(found, values, strict=True)]
    return RepeatedKeys(tuple(keys), first) if keys else None


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    marked = _Object(made)
    counts = Counter(key for key, _ in pairs)
    marked.repeated = {key: tuple(item for name, item in pairs if name == key) for key in made if counts[key] > 1}
    return marked


def _keys_in(value: JSON, path: str) -> Iterator[RepeatedKey]:
    if isinstance(value, _Object):
        yield from (RepeatedKey(join_key(path, key), values) for key, values in value.repeated.items())
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _keys_in(item, join_key(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _keys_in(item, join_index(path, index))


def _is_below(path: str, above: str) -> bool:
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _shared(one: str, other: str) -> int:
    """Return the length of the common start of two paths."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
