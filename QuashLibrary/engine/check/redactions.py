"""Find in a response what a registry wants to be masked.

In: Redactions and an Answer. Out: the values, for the redactor. Nothing is raised: what is not there cannot be shown.
"""

from collections.abc import Iterable, Iterator

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.check.checks import look_up
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.errors import SlowPatternError, UnreadableError
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.regexes import find_all
from QuashLibrary.registry.model import Redaction, Subject

_MOST_HIDDEN = 20_000
"""Characters of a body that is hidden as a whole; no view shows as many."""


def values_to_mask(redactions: Iterable[Redaction], answer: Answer) -> list[JSON]:
    """Return what is found in an answer; of lists and objects all that is in them is meant."""
    return [value for redaction in redactions for value in _found(redaction, answer)]


def _found(redaction: Redaction, answer: Answer) -> Iterator[JSON]:
    values = _everything(answer) if redaction.subject is None else _values(redaction.subject, answer)
    if not redaction.matches:
        yield from values
        return
    for text in (text for value in values for text in _texts(value)):
        yield from _parts(redaction.matches, text)


def _parts(pattern: str, text: str) -> Iterator[JSON]:
    """Give what a regular expression finds; where that cannot be told, nothing of the text may be shown."""
    try:
        for match in find_all(pattern, text):
            yield match[0] if not match.re.groups else next(filter(None, match.groups()), None)
    except SlowPatternError:
        yield text[:_MOST_HIDDEN]


def _everything(answer: Answer) -> Iterator[JSON]:
    yield from _body(answer)
    for _, value in answer.headers:
        yield value


def _values(subject: Subject, answer: Answer) -> Iterator[JSON]:
    if subject.kind == "body":
        yield from _body(answer)
        return
    if subject.kind == "header":
        yield from answer.header_values(subject.name)
        return
    try:
        yield from look_up(subject, answer).values
    except UnreadableError:
        # A document that was broken off holds the value all the same, at a place that nobody can tell.
        body = answer.response.body[:_MOST_HIDDEN].decode("utf-8", "replace")
        if body.lstrip().startswith(("{", "[")):
            yield body


def _body(answer: Answer) -> Iterator[JSON]:
    """Give the text, and the document that it is: that is shown indented, and without its escapes."""
    try:
        yield answer.text
        yield answer.json
    except UnreadableError:
        yield answer.response.body[:_MOST_HIDDEN].decode("utf-8", "replace")


def _texts(value: JSON) -> Iterator[str]:
    """Give the texts in which a regular expression may find something; keys of objects are shown, too."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield as_text(value)
