"""Compile a JSONPath once, and find its values in documents.

In: the text of a path from a registry, and JSON documents. Out: the values found, each with its own full path. Only
this module uses jsonpath-ng; `syntax` reads the text first and makes it safe.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonpath_ng.exceptions import JSONPathError
from jsonpath_ng.ext.parser import ExtendedJsonPathParser
from jsonpath_ng.jsonpath import Child, Fields, Index, Root

from QuashLibrary.errors import PathError
from QuashLibrary.language.json_display import describe, excerpt, join_index, join_key, show
from QuashLibrary.language.json_values import Match
from QuashLibrary.language.jsonpath.syntax import read_path
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jsonpath_ng import JSONPath as CompiledPath
    from jsonpath_ng.jsonpath import DatumInContext

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.jsonpath.syntax import Step

_MOST_KEYS = 12

# The parser is created on import. Its creation swallows every Exception, and before Robot Framework 7.5 that includes a
# test timeout and Ctrl-C; created on the first use of a path, it could swallow the end of a run.
_PARSER = ExtendedJsonPathParser()
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path. A definite path finds at most one value, any other path a list of matches.

    A path `is_open` while it contains placeholders: its syntax is checked, but it cannot find anything yet.
    """

    text: str
    definite: bool
    is_open: bool
    place: str = field(repr=False, compare=False)
    """The place to which the names and indices lead."""
    _steps: tuple[Step, ...] = field(repr=False)
    _canonical: str = field(repr=False, compare=False)

    def find(self, document: JSON) -> list[Match]:
        """Return the matches of the path, in the order of the document."""
        if self.definite and not self.is_open:
            return self._find_by_steps(document)
        return [Match(_path_of(datum), datum.value) for datum in self._data(document)]

    def replace(self, document: JSON, new: Callable[[JSON], JSON]) -> JSON:
        """Replace the values that the path finds and return the document, which is changed in place."""
        for datum in self._data(document):
            if datum.context is None:
                return new(document)
            parent, step = datum.context.value, _step_of(datum)
            parent[step] = new(parent[step])
        return document

    def hint(self, document: JSON) -> str:
        """Describe where the path leaves the document: the nearest existing parent and its keys."""
        place, value = "$", document
        for step in self._steps:
            if isinstance(step, str) and isinstance(value, dict) and step in value:
                place, value = join_key(place, step), value[step]
            elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
                place, value = join_index(place, step), value[step]
            else:
                return f"{_in_words(place)} {_parent_in_words(value, step)}"
        return "" if self.definite else f"{_in_words(place)} is {describe(value)}"

    def _find_by_steps(self, document: JSON) -> list[Match]:
        """Follow names and indices; most paths need nothing else, and it avoids wrapping the document."""
        value, is_from_end = document, False
        for step in self._steps:
            if isinstance(step, str):
                if not isinstance(value, dict) or step not in value:
                    return []
                value = value[step]
            else:
                if not isinstance(value, list) or not -len(value) <= step < len(value):
                    return []
                value, is_from_end = value[step], is_from_end or step < 0
        place = self.place if not is_from_end else _path_of(self._data(document)[0])
        return [Match(place, value)]

    def _data(self, document: JSON) -> list[DatumInContext]:
        if self.is_open:
            raise PathError(f"the placeholders of {self.text} have not been replaced by values")
        # Fields("*") would match every key.
        by_steps = self.definite and "*" not in self._steps
        compiled = _compiled_from_steps(self._steps) if by_steps else _compiled_by_parser(self._canonical)
        found: list[DatumInContext] = compiled.find(document)
        return found


@lru_cache(maxsize=2048)
def compile_path(text: str) -> Path:
    """Return the compiled path.

    Filters and brackets may contain `${name}`; such a path is open. To close it, replace each placeholder with the
    `literal` of its value and compile the text again.

    Raises:
        PathError: it is not a path; the message says what to write instead.
    """
    syntax = read_path(text)
    if not syntax.definite:
        # A definite path consists of names and indices, and needs no parser.
        try:
            _compiled_by_parser(syntax.canonical)
        except (JSONPathError, RecursionError, AttributeError) as error:
            raise PathError(f"cannot read the path {show(text)}: {error}") from None
    return Path(text, syntax.definite, syntax.is_open, _text_of(syntax.steps), syntax.steps, syntax.canonical)


@lru_cache(maxsize=2048)
def _compiled_by_parser(canonical: str) -> CompiledPath:
    with _ONE_AT_A_TIME:
        return _PARSER.parse(canonical)


@lru_cache(maxsize=2048)
def _compiled_from_steps(steps: tuple[Step, ...]) -> CompiledPath:
    path: CompiledPath = Root()
    for step in steps:
        path = Child(path, Index(step) if isinstance(step, int) else Fields(step))
    return path


def _path_of(datum: DatumInContext) -> str:
    steps: list[Step] = []
    place: DatumInContext | None = datum
    while place is not None:
        if isinstance(place.path, Fields | Index):
            steps.append(_step_of(place))
        place = place.context
    return _text_of(reversed(steps))


def _text_of(steps: Iterable[Step]) -> str:
    text = "$"
    for step in steps:
        text = join_index(text, step) if isinstance(step, int) else join_key(text, step)
    return text


def _step_of(datum: DatumInContext) -> Step:
    path: Any = datum.path
    if isinstance(path, Fields):
        name: str = path.fields[0]
        return name
    index: int = path.indices[0]
    return index if index >= 0 or datum.context is None else index + len(datum.context.value)


def _in_words(place: str) -> str:
    return "the answer" if place == "$" else place


def _parent_in_words(value: JSON, step: Step) -> str:
    if isinstance(value, dict):
        return _object_in_words(list(value), step)
    if isinstance(value, list):
        return f"is {describe(value)}" if isinstance(step, int) or not value else _list_in_words(value, step)
    return f"is {show(value, 40)}"


def _object_in_words(keys: list[str], step: Step) -> str:
    if not keys:
        return "is an empty object"
    names = ", ".join(excerpt(key, 40) for key in keys[:_MOST_KEYS])
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    listed = f"the keys {names}{more}" if len(keys) > 1 else f'only the key "{names}"'
    near = did_you_mean(step, keys) if isinstance(step, str) else ""
    return f"has {listed}" + (f"; {near}" if near else "")


def _list_in_words(value: list[JSON], step: str) -> str:
    return f"is {describe(value)}; write [0] or [*] before {join_key('', step)}"
