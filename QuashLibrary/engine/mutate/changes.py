"""Make changed copies of an answer: one change each, with a name for testers.

In: the AnswerParts of an answer, and of the snapshot it was compared with. Out: Changes, in the order of the document.
Copies are made only when they are needed; the answer itself never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.mutate.places import DROPPED, path_of, places_of, spread, with_other_value
from QuashLibrary.engine.mutate.values import another_text, other_values
from QuashLibrary.errors import UnreadableError
from QuashLibrary.language.json_text.reader import Document
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.json_values import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from QuashLibrary.engine.mutate.places import Place, Steps
    from QuashLibrary.language.json_values import JSON

Layout = Mapping[str, Any]
LAYOUTS: tuple[Layout, ...] = ({"separators": (",", ":")}, {}, {"indent": 2}, {"indent": 4})
"""The layouts to write a document in, for expectations on the text of a body."""

_MOST_LINES = 40
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A changed copy of an answer. `steps` lead to the changed place in its document; None if the whole answer changed.

    `place` is the name of the place; `any_place` is its name with `[*]` for the members of lists.
    """

    what: str
    copy: Callable[[], AnswerParts]
    steps: Steps | None = None
    place: str = ""
    any_place: str = ""

    @property
    def name(self) -> str:
        """The place and what changed: `$.total + 1`."""
        return f"{self.place} {self.what}".lstrip()

    @property
    def name_anywhere(self) -> str:
        """The name of this change for any member of a list: `$.items[*].price + 1`."""
        return f"{self.any_place} {self.what}".lstrip()


@dataclass
class ChangedDocument(AnswerParts):
    """The parts of an answer with another document; its text is written in the layout, or unchanged without one."""

    document: JSON = None
    layout: Layout | None = field(default=None)

    @cached_property
    def _document(self) -> Document:
        return Document(self.document)

    @cached_property
    def text(self) -> str:
        """The document as text."""
        return super().text if self.layout is None else write_json(self.document, **self.layout)


@dataclass
class ChangedText(AnswerParts):
    """The parts of an answer with a text body, with another text."""

    changed: str = ""

    @cached_property
    def text(self) -> str:
        """The changed text."""
        return self.changed


def layout_of(parts: AnswerParts, passes: Callable[[AnswerParts], bool]) -> Layout | None:
    """Return a layout in which the unchanged document passes, so the layout alone is no change; None if none does."""
    if not _has_document(parts):
        return None
    copies = (ChangedDocument(parts.answer, parts.elapsed, parts.json, layout) for layout in LAYOUTS)
    return next((copy.layout for copy in copies if passes(copy)), None)


def changes_of(parts: AnswerParts, snapshot: AnswerParts | None, layout: Layout | None = None) -> Iterator[Change]:
    """Yield changes to an answer; documents are written in the layout, or their texts stay unchanged without one."""
    yield from _of_answer(parts, snapshot)
    if _has_document(parts):
        for place in places_of(parts.json):
            yield from _of_place(parts, place, layout)
    elif not parts.no_body:
        yield from _of_text(parts)


def _has_document(parts: AnswerParts) -> bool:
    try:
        _ = parts.json
    except UnreadableError:
        return False
    return True


def _of_answer(parts: AnswerParts, snapshot: AnswerParts | None) -> Iterator[Change]:
    answer = parts.answer
    if answer.status is not None and answer.status != _SERVER_ERROR:
        yield Change("status 500", lambda: _copy(parts, status=_SERVER_ERROR))
        if not parts.no_body:
            yield Change("no body", lambda: _copy(parts, body=b"", hidden=None))
    if snapshot is not None and not _are_equal(parts, snapshot):
        yield Change("the answer of the snapshot", lambda: snapshot)


def _copy(parts: AnswerParts, **changed: Any) -> AnswerParts:
    return AnswerParts(replace(parts.answer, **changed), parts.elapsed)


def _are_equal(one: AnswerParts, other: AnswerParts) -> bool:
    if one.answer.status != other.answer.status:
        return False
    try:
        return same(one.json, other.json)
    except UnreadableError:
        return one.answer.body == other.answer.body


def _of_place(parts: AnswerParts, place: Place, layout: Layout | None) -> Iterator[Change]:
    path, any_path = path_of(place.steps), path_of(place.steps, of_any_member=True)
    others: Iterator[tuple[str, object]] = other_values(place.value)
    for what, value in (*([("dropped", DROPPED)] if place.is_member else []), *others):
        copy = partial(_with_document, parts, place.steps, value, layout)
        yield Change(what, copy, place.steps, path, any_path)


def _with_document(parts: AnswerParts, steps: Steps, value: object, layout: Layout | None) -> AnswerParts:
    return ChangedDocument(parts.answer, parts.elapsed, with_other_value(parts.json, steps, value), layout)


def _of_text(parts: AnswerParts) -> Iterator[Change]:
    """Yield changes to the lines of a text; a binary body has none."""
    try:
        text = parts.text
    except UnreadableError:
        return
    if "\0" in text or "\ufffd" in text:
        return
    lines = str.splitlines(text, keepends=True)
    for at in spread([at for at, line in enumerate(lines) if line.strip()], _MOST_LINES):
        for what, line in (("dropped", ""), ("another text", another_text(lines[at]))):
            changed = "".join([*lines[:at], line, *lines[at + 1 :]])
            copy = partial(ChangedText, parts.answer, parts.elapsed, changed)
            name = f"line {at + 1}"
            yield Change(what, copy, (at,), name, name)
