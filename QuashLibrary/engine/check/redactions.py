"""Hide the parts of an answer that the registry redacts.

In: Redactions, and an Answer or the headers and body of a request. Out: the same with marked values, and the found
texts for the redactor. Checks see the real values; every view shows masks. A rule that finds nothing raises no
exception, because there is nothing to show.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.hidden_texts import everything, hide_in, hide_in_text, hide_values, matches_of
from QuashLibrary.engine.outcome import Answer, Description, HiddenBody
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.set_cookie import read_set_cookie
from QuashLibrary.errors import UnreadableError
from QuashLibrary.language.hidden_values import HiddenText, is_hidden, shown, shown_text
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.printable import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from QuashLibrary.engine.check.hidden_texts import Find
    from QuashLibrary.engine.outcome import Headers
    from QuashLibrary.language.json_text.repeated_keys import RepeatedKeys
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.registry.model import Redaction, Subject


@dataclass(frozen=True, slots=True)
class Redacted:
    """An answer with hidden values, and the texts found in it."""

    answer: Answer
    found: tuple[str, ...]


def redact(rules: Iterable[Redaction], answer: Answer) -> Redacted:
    """Return an answer with everything hidden that the rules find."""
    rules = tuple(rules)
    if not rules:
        return Redacted(answer, ())
    hiding = _Hiding.of(answer)
    for rule in rules:
        hiding.apply(rule)
    return Redacted(
        replace(answer, headers=hiding.headers, hidden=hiding.hidden_body()),
        tuple(item for item in hiding.found if isinstance(item, str)),
    )


def redact_message(rules: Iterable[Redaction], headers: Headers, body: bytes) -> tuple[Headers, bytes, tuple[str, ...]]:
    """Return the masked headers and body of a request, and the texts found in them."""
    redacted = redact(rules, Answer(Description("", ""), body, headers=headers))
    seen = tuple((name, shown_text(value)) for name, value in redacted.answer.headers)
    return seen, redacted.answer.shown_body, redacted.found


@dataclass(slots=True)
class _Hiding:
    """An answer whose values are hidden rule by rule; `found` collects them."""

    headers: Headers
    text: str
    is_json: bool
    document: JSON
    repeated: RepeatedKeys | None = None
    found: list[JSON] = field(default_factory=list)
    _across: list[Find] = field(default_factory=list)
    """Functions that find parts of a JSON text which reach beyond a single value."""

    @classmethod
    def of(cls, answer: Answer) -> _Hiding:
        parts = AnswerParts(answer, 0.0)
        try:
            return cls(answer.headers, parts.loose_text, True, parts.json, parts.repeated)
        except UnreadableError:
            return cls(answer.headers, answer.body.decode("utf-8", "replace"), False, None)

    def apply(self, rule: Redaction) -> None:
        find = matches_of(rule.matches) if rule.matches else everything
        if rule.subject is None:
            self._hide_in_headers(lambda _name, _value: find)
            self._hide_in_body(find)
        elif rule.subject.kind == "header":
            wanted = rule.subject.name.lower()
            self._hide_in_headers(lambda name, _value: find if name.lower() == wanted else None)
        elif rule.subject.kind == "cookie":
            subject = rule.subject
            self._hide_in_headers(lambda name, value: _in_cookie(subject, find, name, value))
        elif rule.subject.kind == "body":
            self._hide_in_body(find)
        else:
            self._hide_at_path(rule.subject, find)

    def hidden_body(self) -> HiddenBody | None:
        """Return the body if something in it is hidden, or if it is JSON, because it is parsed only once."""
        if not self.is_json:
            return HiddenBody(self.text, False, None) if is_hidden(self.text) else None
        text = self.text
        # The rules saw only one of several duplicate keys, so the others are not shown.
        if is_hidden(self.document) or self._across or self.repeated:
            text = HiddenText.seen_as(self.text, self._seen_document())
        return HiddenBody(text, True, self.document, self.repeated)

    def _seen_document(self) -> str:
        """Return the document written with masks; only a mask if a pattern would find more in another layout."""
        document = shown(self.document)
        seen = write_json(document)
        compact = write_json(document, separators=(",", ":"))
        for find in self._across:
            if find(seen):
                seen = shown_text(hide_in_text(seen, find))
            elif any(compact[start:end] != MASK for start, end in find(compact)):
                return MASK
        return seen

    def _hide_in_headers(self, find_in: Callable[[str, str], Find | None]) -> None:
        self.headers = tuple(
            (name, hide_in_text(value, find, self.found) if (find := find_in(name, value)) else value)
            for name, value in self.headers
        )

    def _hide_in_body(self, find: Find) -> None:
        if not self.is_json:
            self.text = hide_in_text(self.text, find, self.found)
            return
        found: list[JSON] = []
        self.document = hide_in(self.document, find, found)
        self.found += found
        if find is everything:
            return
        across = {self.text[start:end] for start, end in find(self.text)} - set(map(as_text, found))
        if across:
            self.document = hide_values(self.document, across, self.found)
            self._across.append(find)

    def _hide_at_path(self, subject: Subject, find: Find) -> None:
        if self.is_json:
            hide: Callable[[JSON], JSON] = lambda value: hide_in(value, find, self.found)  # noqa: E731
            self.document = subject.path.replace(self.document, hide) if subject.path else hide(self.document)
        elif self.text.lstrip().startswith(("{", "[")):
            # A truncated document may still contain the value in an unknown place.
            self.text = HiddenText(self.text)


def _in_cookie(subject: Subject, find: Find, name: str, line: str) -> Find | None:
    """Return a function that finds the value of a cookie, or of its attribute, in a line of Set-Cookie."""
    cookie = read_set_cookie(line) if name.lower() == "set-cookie" else None
    if cookie is None or cookie.name != subject.name:
        return None
    attribute = subject.attribute.lower()
    value = cookie.attributes.get(attribute, "") if attribute else cookie.value
    start = line.lower().index(attribute, line.index(";")) if attribute and value else line.index("=")
    place = line.find(value, start) if value else -1

    def find_value(_line: str) -> list[tuple[int, int]]:
        return [(start + place, end + place) for start, end in find(value)] if place >= 0 else []

    return find_value
