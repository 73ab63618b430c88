"""Guess the expectations of a GET: values from the write and its answer, states, and the form of changing values.

In: a question and the writes. Out: a few Expectations as YAML. With several writes, only expectations that hold for all
of them remain. Values are `${…}`, fetched from the write; only words such as `paid` are written literally.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.known import same
from QuashLibrary.report.skeleton.leaves import is_number, json_path, leaves
from QuashLibrary.report.skeleton.yaml_text import inside, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.report.skeleton.known import Fetch, KnownValue, Write
    from QuashLibrary.report.skeleton.leaves import Leaf
    from QuashLibrary.report.skeleton.questions import Question
    from QuashLibrary.report.skeleton.sent import Sent

_MOST = 5
_SHORTEST_TEXT = 4
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
_UUID = "^[0-9a-fA-F-]{36}$"


@dataclass(frozen=True, slots=True)
class Expectation:
    """An entry of `expect` as YAML; a low rank matters most. `fetch` is the source of its value."""

    key: str
    value: str
    rank: int
    fetch: Fetch | None = None


def expected(question: Question, writes: Sequence[Write]) -> list[Expectation]:
    """Return the expectations; they are guesses if the app did not send the GET."""
    if question.pairs:
        # Keep only what all answers have in common.
        found = [list(_of_answer(write, sent)) for write, sent in question.pairs]
        common = [item for item in found[0] if all(item in other for other in found)]
    else:
        places = leaves(question.similar.answer) if question.similar else None
        found = [list(_of_write(write, writes, places)) for write in writes]
        common = [item for item in found[0] if all(item in other for other in found)]
    chosen = sorted(_without_repetition(common), key=lambda item: item.rank)[:_MOST]
    return [item for item in common if item in chosen]


def status_of(question: Question, write: Write) -> str:
    """Return the expected status of the GET."""
    if write.sent.request.method == "DELETE":
        seen = {sent.request.status for _, sent in question.pairs}
        if len(seen) == 1:
            return str(seen.pop())
        if any("${" in part for part in question.path.split("/")):
            return "[404, 410]"
    return "200"


def _of_answer(write: Write, sent: Sent) -> Iterator[Expectation]:
    for leaf in leaves(sent.answer):
        known = _source(leaf, write)
        if leaf.is_listed:
            if known and (known.origin != "answer" or known in write.made):
                yield _contains(leaf, known)
        elif known and not leaf.is_state and not leaf.is_moment:
            yield Expectation(subject_key(json_path(leaf.path)), known.reference, _rank(known, leaf), known.fetch)
        else:
            yield from by_kind(leaf)


def by_kind(leaf: Leaf) -> Iterator[Expectation]:
    """Yield an expectation for a value that is not in the write."""
    key = subject_key(json_path(leaf.path))
    if leaf.is_state:
        yield Expectation(key, scalar(str(leaf.value)), 1)
    elif isinstance(leaf.value, list) and leaf.path:
        yield Expectation(key, "{count: {at least: 1}}" if leaf.value else "{is empty: true}", 4)
    elif leaf.is_money and is_number(leaf.value) and float(str(leaf.value)) > 0:
        yield Expectation(key, "{greater than: 0}", 4)
    elif leaf.is_moment:
        yield Expectation(key, f"{{matches: {quoted(_MOMENT)}}}", 5)
    elif leaf.is_uuid:
        yield Expectation(key, f"{{matches: {quoted(_UUID)}}}", 5)
    elif leaf.has_id_key:
        yield Expectation(key, f"{{type: {inside('string' if isinstance(leaf.value, str) else 'integer')}}}", 5)


def _of_write(write: Write, writes: Iterable[Write], places: Sequence[Leaf] | None) -> Iterator[Expectation]:
    """Yield guesses about the answer of the GET, from the answer to the write and from the app's request.

    `places` contains the leaves of a similar answer; None without such an answer.
    """
    answered = [value for value in write.known if value.origin == "answer"]
    named = {value.leaf.path for value in answered}
    sent = [value for value in write.known if value.origin == "body" and value.leaf.path not in named]
    for value in (*answered, *sent):
        leaf = value.leaf
        if places is not None and all(leaf.path != place.path for place in places):
            yield from _listed(value, places)
        elif leaf.is_state and all(any(same(leaf.value, other.leaf.value) for other in w.known) for w in writes):
            yield Expectation(subject_key(json_path(leaf.path)), scalar(str(leaf.value)), 1)
        elif not leaf.is_moment and len(leaf.path) == 1 and (leaf.is_identifier or leaf.is_contact or leaf.is_money):
            yield Expectation(subject_key(json_path(leaf.path)), value.reference, _rank(value, leaf), value.fetch)


def _listed(value: KnownValue, places: Iterable[Leaf]) -> Iterator[Expectation]:
    """Yield the expectation that a list in the answer contains the new identifier."""
    listed = (place for place in places if place.is_listed and place.key == value.leaf.key)
    if value.leaf.is_identifier and (place := next(listed, None)):
        yield _contains(place, value)


def _contains(place: Leaf, value: KnownValue) -> Expectation:
    key = json_path(tuple("[*]" if isinstance(part, int) else part for part in place.path))
    return Expectation(subject_key(key), f"{{contains: {quoted(value.reference)}}}", 1, value.fetch)


def _source(leaf: Leaf, write: Write) -> KnownValue | None:
    """Return the value of a write that a leaf repeats: it has the same name, or is too long to be equal by chance."""
    if isinstance(leaf.value, list | bool):
        return None
    equal = [value for value in write.known if same(value.leaf.value, leaf.value)]
    names = leaf.is_identifier or leaf.is_contact
    long = isinstance(leaf.value, str) and len(leaf.value) >= _SHORTEST_TEXT and names
    by_name = [value for value in equal if value.leaf.key == leaf.key]
    return next(iter([*by_name, *(equal if long else ())]), None)


def _rank(known: KnownValue, leaf: Leaf) -> int:
    return 0 if leaf.is_identifier or leaf.is_contact else 2 if known.origin == "body" or leaf.is_money else 3


def _without_repetition(found: Iterable[Expectation]) -> list[Expectation]:
    found = list(found)
    keys = {item.key: item for item in reversed(found)}
    # An expectation for the members of a list already implies that the list has members.
    lists = {key.partition("[*]")[0] for key in keys if "[*]" in key}
    return [item for item in keys.values() if item.key not in lists][::-1]


def subject_key(path: str) -> str:
    """Return a JSONPath as a key of `expect`."""
    return path if all(mark not in path for mark in "' :/@-") else quoted(path)
