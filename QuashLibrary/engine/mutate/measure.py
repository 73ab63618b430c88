"""Check the changed copies of an answer, and summarise which changes are noticed.

In: the AnswerParts of a passed answer, and a function that says whether a copy passes. Out: NoticedChanges.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

from QuashLibrary.engine.mutate.changes import Change, changes_of, layout_of
from QuashLibrary.engine.mutate.places import path_of
from QuashLibrary.engine.noticed_changes import NoticedChanges

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.clock import Deadline
    from QuashLibrary.engine.mutate.places import Steps

MOST_CHANGES = 200
LONGEST_SECONDS = 1.0
"""The time in seconds after which no more changes are tried."""

_Tried = Sequence[tuple[Change, bool]]
"""Changes, and whether each was noticed."""


def measure(
    parts: AnswerParts, snapshot: AnswerParts | None, passes: Callable[[AnswerParts], bool], deadline: Deadline
) -> NoticedChanges | None:
    """Return which changes to an answer are noticed; None if the answer itself no longer passes."""
    layout = layout_of(parts, lambda copy: deadline.remaining() > 0 and passes(copy))
    if layout is None and not passes(parts):
        return None
    changes = list(changes_of(parts, snapshot, layout))
    chosen = _in_order_of_trial(changes)[:MOST_CHANGES]
    noticed: dict[int, bool] = {}
    for number in chosen:
        if not deadline.remaining():
            break
        noticed[number] = not passes(changes[number].copy())
    tried = [(change, noticed[number]) for number, change in enumerate(changes) if number in noticed]
    looked_at = _looked_at(tried)
    return NoticedChanges(
        len(tried),
        sum(noticed.values()),
        sum(_is_looked_at(change, looked_at) for change, _ in tried),
        tuple(_not_noticed(tried, looked_at)),
        tuple(_not_looked_at(tried, looked_at)),
        len(chosen) - len(tried),
    )


def _in_order_of_trial(changes: Sequence[Change]) -> list[int]:
    """Return the numbers of changes: first those to the whole answer, then the others in a fixed mixed order."""

    def rank(number: int) -> tuple[bool, int]:
        change = changes[number]
        return change.steps is not None, crc32(f"{number} {change.what}".encode())

    return sorted(range(len(changes)), key=rank)


def _not_noticed(tried: _Tried, looked_at: Collection[Steps]) -> Iterable[str]:
    """Return the names of unnoticed changes in values that expectations check."""
    seen = [(change, was_noticed, _is_looked_at(change, looked_at)) for change, was_noticed in tried]
    anywhere = _names_of_lists(
        (change.name_anywhere, was_noticed or not is_looked_at) for change, was_noticed, is_looked_at in seen
    )
    names = (
        change.name_anywhere if change.name_anywhere in anywhere else change.name
        for change, was_noticed, is_looked_at in seen
        if is_looked_at and not was_noticed
    )
    return dict.fromkeys(names)


def _not_looked_at(tried: _Tried, looked_at: Collection[Steps]) -> Iterable[str]:
    """Return the names of places where no change was noticed, neither there nor below."""
    missed: dict[Steps, Change] = {}
    for change, _ in tried:
        if change.steps is not None and change.steps not in looked_at:
            shortest = next(steps for steps in _prefixes(change.steps) if steps not in looked_at)
            missed.setdefault(shortest, change)
    names = {steps: _names_of(steps, change) for steps, change in missed.items()}
    known = {path_of(steps, of_any_member=True) for steps in looked_at}
    anywhere = _names_of_lists((general, general in known) for _, general in names.values())
    return dict.fromkeys(general if general in anywhere else name for name, general in names.values())


def _names_of(steps: Steps, change: Change) -> tuple[str, str]:
    """Return the name of a place on the way to a change, and its name for any member of its lists."""
    if not change.place.startswith("$"):
        return (change.place, change.any_place) if steps else ("body", "body")
    return path_of(steps), path_of(steps, of_any_member=True)


def _names_of_lists(names: Iterable[tuple[str, bool]]) -> set[str]:
    """Return the names that occur more than once and have no exception."""
    counted: dict[str, int] = {}
    exceptions: set[str] = set()
    for name, is_exception in names:
        counted[name] = counted.get(name, 0) + 1
        if is_exception:
            exceptions.add(name)
    return {name for name, number in counted.items() if number > 1} - exceptions


def _is_looked_at(change: Change, looked_at: Collection[Steps]) -> bool:
    """Return whether expectations check the place of a change; a change to the whole answer has no place."""
    return change.steps is None or change.steps in looked_at


def _looked_at(tried: _Tried) -> set[Steps]:
    """Return the places where a change was noticed, there or below."""
    return {
        steps
        for change, was_noticed in tried
        if was_noticed and change.steps is not None
        for steps in _prefixes(change.steps)
    }


def _prefixes(steps: Steps) -> Iterator[Steps]:
    return accumulate(((step,) for step in steps), initial=())
