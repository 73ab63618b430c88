"""Show as text which changes to an answer would have been noticed.

In: the record of the changes. Out: a line, and the list below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ChangesRecord:
    """The redacted NoticedChanges of an outcome."""

    tried: int
    noticed: int
    looked_at: int
    not_noticed: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    left_out: int = 0


def changes_title(record: ChangesRecord) -> str:
    """Return `41 changes to the answer: 38 noticed`."""
    number = "1 change" if record.tried == 1 else f"{record.tried} changes"
    return f"{number} to the answer: {record.noticed} noticed"


def changes_line(record: ChangesRecord) -> str:
    """Return how many changes were noticed, and how many of the others are in values that nothing checks.

    For example `26 of 38 changes noticed; 9 of the other 12 are in values that nothing checks`. Changes for which
    there was no time follow.
    """
    late = f"; no time for {record.left_out} more" if record.left_out else ""
    number = "1 change" if record.tried == 1 else f"{record.tried} changes"
    return f"{record.noticed} of {number} noticed{_unchecked(record)}{late}"


def changes_text(record: ChangesRecord) -> str:
    """Return the line, and below it the unnoticed changes and unchecked values, one per line."""
    return "\n".join(
        [
            changes_line(record),
            *_listed("not noticed:", record.not_noticed),
            *_listed("nothing checks:", record.not_looked_at),
        ]
    )


def _unchecked(record: ChangesRecord) -> str:
    others, unchecked = record.tried - record.noticed, record.tried - record.looked_at
    if unchecked <= 0:
        return ""
    which = "the other one" if others == 1 else f"the other {others}"
    if unchecked < others:
        which = f"{unchecked} of {which}"
    return f"; {which} {'is in a value' if unchecked == 1 else 'are in values'} that nothing checks"


def _listed(title: str, names: Sequence[str]) -> list[str]:
    return [title, *(f"  {name}" for name in names)] if names else []
