"""Collect the known values of a write from its path, its body and its answer, each with its fetch for `app_sent`.

In: a write. Out: KnownValues; of several with the same value, the first is the one to use. Values inside lists and
redacted values are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from QuashLibrary.report.skeleton.leaves import Leaf, json_path, leaves, snake
from QuashLibrary.report.skeleton.names import is_identifier, singular, value_name
from QuashLibrary.report.skeleton.yaml_text import quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.report.skeleton.leaves import Path
    from QuashLibrary.report.skeleton.sent import Sent

LAST = "$.requests[-1]"
"""The newest request that `app_sent` finds."""

Origin = Literal["path", "body", "answer"]


@dataclass(frozen=True, order=True, slots=True)
class Fetch:
    """A fetched value: its name, and its source as YAML."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value of a write, with its place."""

    leaf: Leaf
    origin: Origin
    fetch: Fetch

    @property
    def text(self) -> str:
        """The value as text in a path or a query."""
        return str(self.leaf.value)

    @property
    def reference(self) -> str:
        """The reference to the value in an expectation."""
        return f"${{{self.fetch.name}}}"


@dataclass(frozen=True, eq=False)
class Write:
    """A write of the app with its known values."""

    sent: Sent

    @cached_property
    def known(self) -> tuple[KnownValue, ...]:
        """The values: first from the path, then from the body, then from the answer."""
        found: list[KnownValue] = []
        names: dict[str, KnownValue] = {}
        for value in self._values():
            other = names.get(value.fetch.name)
            if other is None:
                names[value.fetch.name] = value
                found.append(value)
            elif other.leaf.value != value.leaf.value:
                found.append(self._renamed(value, names))
        return tuple(found)

    @property
    def identifiers(self) -> list[KnownValue]:
        """The identifiers."""
        return [value for value in self.known if value.leaf.is_identifier or value.origin == "path"]

    @property
    def contacts(self) -> list[KnownValue]:
        """The e-mail addresses and phone numbers, which identify a person."""
        return [value for value in self.known if value.leaf.is_contact]

    @property
    def made(self) -> list[KnownValue]:
        """The identifiers that the backend generated: those in its answer that the app did not send."""
        sent = {value.text for value in self.known if value.origin != "answer"}
        found = [value for value in self.identifiers if value.origin == "answer" and value.text not in sent]
        return sorted(found, key=lambda value: (len(value.leaf.path), not value.leaf.has_id_key))

    def _renamed(self, value: KnownValue, names: dict[str, KnownValue]) -> KnownValue:
        name = f"{value.fetch.name}_{value.origin}"
        while name in names:
            name += "_2"
        names[name] = KnownValue(value.leaf, value.origin, Fetch(name, value.fetch.source))
        return names[name]

    def _values(self) -> Iterator[KnownValue]:
        yield from _path_values(self.sent.request.path)
        for origin, place, document in (("body", "json", self.sent.body), ("answer", "answer", self.sent.answer)):
            for leaf in leaves(document):
                if not (leaf.is_listed or isinstance(leaf.value, list | bool)):
                    source = scalar(json_path((place, *leaf.path), LAST))
                    name = value_name(self.sent.request.path, leaf.key)
                    yield KnownValue(leaf, "body" if origin == "body" else "answer", Fetch(name, source))


def session_of(header: str, path: str) -> Fetch:
    """Return the fetch of the credentials that the app sent."""
    source = quoted(json_path(("headers", header), LAST))
    return Fetch(value_name(path, "session"), f"{{from: {source}, secret: true}}")


def token_at(place: Path, path: str) -> Fetch:
    """Return the fetch of a token that the backend gave the app."""
    source = quoted(json_path(("answer", *place), LAST))
    return Fetch(value_name(path, snake(str(place[-1]))), f"{{from: {source}, secret: true}}")


def same(one: JSON, other: JSON) -> bool:
    """Return whether two values are equal; true and 1 are not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _path_values(path: str) -> Iterator[KnownValue]:
    segments = path.split("/")
    for number, segment in enumerate(segments):
        if is_identifier(segment):
            before = next((word for word in reversed(segments[:number]) if word and not is_identifier(word)), "path")
            name = f"{snake(singular(before)) or 'path'}_id"
            parts = [_part(other, is_wanted=place == number) for place, other in enumerate(segments)]
            source = f"{{from: {quoted(f'{LAST}.path')}, matches: {quoted('/'.join(parts) + '$')}}}"
            yield KnownValue(Leaf((name,), unquote(segment)), "path", Fetch(name, source))


def _part(segment: str, *, is_wanted: bool) -> str:
    if is_identifier(segment):
        return "([^/]+)" if is_wanted else "[^/]+"
    return re.escape(segment).replace("\\-", "-")
