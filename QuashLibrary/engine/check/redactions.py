"""Find in an answer what the registry wants to be masked.

In: Redactions and the AnswerParts. Out: the values, for the redactor. Nothing is raised: what is missing
cannot be shown.
"""

from collections.abc import Iterable, Iterator

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import look_up
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.errors import SlowPatternError, UnreadableError
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.regexes import find_all
from QuashLibrary.registry.model import Redaction, Subject

_MOST_HIDDEN = 20_000
"""The most characters to mask of a body that is masked as a whole; no view shows as many."""


def values_to_mask(redactions: Iterable[Redaction], parts: AnswerParts) -> list[JSON]:
    """Return what is found in an answer; of lists and objects, everything in them is meant."""
    return [value for redaction in redactions for value in _values_of(redaction, parts)]


def _values_of(redaction: Redaction, parts: AnswerParts) -> Iterator[JSON]:
    values = _all_values(parts) if redaction.subject is None else _subject_values(redaction.subject, parts)
    if not redaction.matches:
        yield from values
        return
    for text in (text for value in values for text in _texts(value)):
        yield from _matches(redaction.matches, text)


def _matches(pattern: str, text: str) -> Iterator[JSON]:
    """Yield what a regular expression finds; the whole text if the search takes too long."""
    try:
        for match in find_all(pattern, text):
            yield match[0] if not match.re.groups else next(filter(None, match.groups()), None)
    except SlowPatternError:
        yield text[:_MOST_HIDDEN]


def _all_values(parts: AnswerParts) -> Iterator[JSON]:
    yield from _body_values(parts)
    for _, value in parts.answer.headers:
        yield value


def _subject_values(subject: Subject, parts: AnswerParts) -> Iterator[JSON]:
    if subject.kind == "body":
        yield from _body_values(parts)
        return
    if subject.kind == "header":
        yield from parts.answer.header_values(subject.name)
        return
    try:
        yield from look_up(subject, parts).values
    except UnreadableError:
        # A truncated document may still contain the value, and nobody can say where.
        body = _beginning(parts)
        if body.lstrip().startswith(("{", "[")):
            yield body


def _body_values(parts: AnswerParts) -> Iterator[JSON]:
    """Yield the text, and the document, which is shown indented and without its escapes."""
    try:
        yield parts.text
        yield parts.json
    except UnreadableError:
        yield _beginning(parts)


def _beginning(parts: AnswerParts) -> str:
    return parts.answer.body[:_MOST_HIDDEN].decode("utf-8", "replace")


def _texts(value: JSON) -> Iterator[str]:
    """Yield the texts to search; keys of objects are among them, because they are shown too."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield as_text(value)
