"""Find the GET that reads a write back: a GET that the app itself sent, or else a proposal based on the path.

In: a write each time it succeeded, and all requests. Out: a Question, or None. The order of precedence: a GET with an
identifier of the write, a GET of the same path, a GET of a parent path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from QuashLibrary.report.skeleton.known import KnownValue
from QuashLibrary.report.skeleton.leaves import leaves
from QuashLibrary.report.skeleton.names import is_identifier, path_pattern
from QuashLibrary.report.skeleton.sent import Sent, is_masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.report.skeleton.known import Fetch, Write

_DELETED = (404, 410)
_NOT_SEEN = "TODO: the app sent no GET that reads it back; is this the right one?"
_SEEN_ELSEWHERE = "TODO: the app sent this GET, but not after the write; does it read the write back?"
_UNUSABLE = ("${", "%{", "{", " ", "#", "*")


@dataclass(frozen=True, slots=True)
class Question:
    """A GET; `${…}` in it refers to values fetched from the write.

    `pairs` contains the writes, each with the GET after it. `similar` is a GET that the app sent at another place.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    fetches: tuple[Fetch, ...] = ()
    todo: str = ""
    pairs: tuple[tuple[Write, Sent], ...] = ()
    similar: Sent | None = None

    @property
    def seen(self) -> Sent | None:
        """A request of the app for this question."""
        return self.pairs[0][1] if self.pairs else self.similar


Tests = Mapping[str, Sequence[Sent]]
"""The requests of each test, in order."""


def question_for(writes: Sequence[Write], tests: Tests) -> Question | None:
    """Return the GET of the app that reads a write back; None if the app sent no suitable GET."""
    ranked = [
        (rank, question, (write, sent))
        for write in writes
        for sent in _read_after(write, tests)
        for rank, question in _as_question(write, sent)
    ]
    if ranked:
        best = max(rank for rank, _, _ in ranked)
        found = [(question, pair) for rank, question, pair in ranked if rank == best]
        chosen = Counter(question for question, _ in found).most_common(1)[0][0]
        return Question(chosen.path, chosen.query, chosen.fetches, pairs=tuple(p for q, p in found if q == chosen))
    return _seen_elsewhere(writes[-1], tests)


def _read_after(write: Write, tests: Tests) -> Iterable[Sent]:
    """Yield the GETs of the test after a write, until the write is sent again."""
    request = write.sent.request
    test = tests[write.sent.test]
    for sent in test[test.index(write.sent) + 1 :]:
        read = sent.request
        if (read.method, path_pattern(read.path)) == (request.method, path_pattern(request.path)):
            return
        if read.method == "GET" and read.connection == request.connection and _answers(write, sent):
            yield sent


def _answers(write: Write, sent: Sent) -> bool:
    is_deleted = write.sent.request.method == "DELETE" and sent.request.status in _DELETED
    return is_deleted or (sent.succeeded and sent.answer is not None)


def _as_question(write: Write, sent: Sent) -> Iterable[tuple[int, Question]]:
    """Yield the question of a GET about a write, with its rank; nothing if the GET does not fit."""
    values = {value.text: value for value in reversed([*write.made, *write.identifiers, *write.contacts])}
    segments = [values.get(segment, segment) for segment in sent.request.path.split("/")]
    query = [(name, values.get(text, text)) for name, text in parse_qsl(sent.request.query)]
    # Drop other values that look like identifiers, such as page numbers: this write does not know them.
    query = [(name, v) for name, v in query if isinstance(v, KnownValue) or not (is_identifier(v) or is_masked(v))]
    used = [part for part in (*segments, *(value for _, value in query)) if isinstance(part, KnownValue)]
    literal = [part for part in (*segments, *(value for _, value in query)) if isinstance(part, str)]
    rank = _rank(write, sent, used)
    if rank and not any(is_identifier(s) for s in segments if isinstance(s, str)) and _is_usable(literal):
        yield (
            rank,
            Question(
                _path(segments),
                tuple((name, _written(value)) for name, value in query),
                tuple(sorted({value.fetch for value in used})),
            ),
        )


def _rank(write: Write, sent: Sent, used: Sequence[KnownValue]) -> int:
    """Return how well a GET fits; 0 if it does not fit."""
    of_write, of_read = write.sent.request.path.rstrip("/"), sent.request.path.rstrip("/")
    makes = write.sent.request.method == "POST"
    if of_read.rpartition("/")[0] == of_write and used:
        return 5
    if of_read == of_write:
        return 3 if makes and not used else 5
    if any(value in write.made for value in used):
        return 4
    if of_write.startswith(f"{of_read}/") and of_read:
        return 3 if used or not _has_identifier(of_write) else 0
    return 2 if used and of_read.split("/")[1:2] == of_write.split("/")[1:2] else 0


def _seen_elsewhere(write: Write, tests: Tests) -> Question | None:
    """Return a GET of the same path or a parent path, if the path contains no identifier."""
    path = write.sent.request.path.rstrip("/")
    reads = [
        sent
        for test in tests.values()
        for sent in test
        if sent.request.method == "GET"
        and sent.request.connection == write.sent.request.connection
        and sent.succeeded
        and sent.answer is not None
    ]
    fitting = [
        s for s in reads if s.request.path == path or (s.request.path != "/" and path.startswith(f"{s.request.path}/"))
    ]
    if _has_identifier(path) or not fitting:
        return None
    closest = max(fitting, key=lambda sent: len(sent.request.path))
    return Question(closest.request.path, todo=_SEEN_ELSEWHERE, similar=closest) if _is_usable([path]) else None


def proposed_question(write: Write, tests: Tests) -> Question | None:
    """Return a GET that many backends would offer; None if the write has nothing to query by."""
    segments = write.sent.request.path.rstrip("/").split("/")
    in_path = {value.text: value for value in write.identifiers if value.origin == "path"}
    if not _is_usable([part for part in segments if part not in in_path]):
        return None
    if write.sent.request.method != "POST" or (in_path and not write.made):
        last = max((n for n, part in enumerate(segments) if part in in_path), default=len(segments) - 1)
        kept = segments if write.sent.request.method != "POST" else segments[: last + 1]
        parts = [in_path.get(part, part) for part in kept]
        return Question(_path(parts), fetches=_fetches(parts), todo=_NOT_SEEN)
    named = write.made or _named_before(write, tests)
    if named:
        parts = [*(in_path.get(part, part) for part in segments), named[0]]
        return Question(_path(parts), fetches=_fetches(parts), todo=_NOT_SEEN)
    # A write without an answer, such as an event, has nothing to search for.
    searchable = (*write.contacts, *(write.identifiers if write.sent.answer is not None else ()))
    typed = [value for value in searchable if value.origin == "body"]
    if not typed:
        return None
    query = ((str(typed[0].leaf.path[-1]), typed[0].reference),)
    return Question(_path(segments), query, (typed[0].fetch,), todo=_NOT_SEEN)


def _named_before(write: Write, tests: Tests) -> list[KnownValue]:
    """Return the identifiers that the app sent and had received in an earlier answer."""
    test = tests[write.sent.test]
    before = test[: test.index(write.sent)]
    answered = {str(leaf.value) for sent in before for leaf in leaves(sent.answer)}
    return [value for value in write.identifiers if value.origin == "body" and value.text in answered]


def _has_identifier(path: str) -> bool:
    return any(map(is_identifier, path.split("/")))


def _is_usable(texts: Iterable[str]) -> bool:
    """Return whether texts have no special meaning in a registry."""
    return not any(mark in text for text in texts for mark in _UNUSABLE)


def _fetches(parts: Iterable[KnownValue | str]) -> tuple[Fetch, ...]:
    return tuple(sorted({part.fetch for part in parts if isinstance(part, KnownValue)}))


def _written(part: KnownValue | str) -> str:
    return part.reference if isinstance(part, KnownValue) else part


def _path(segments: Iterable[KnownValue | str]) -> str:
    return "/".join(map(_written, segments)) or "/"
