"""Which changes of an answer would have been noticed, as text.

In: their record. Out: a line, and the list below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ChangesRecord:
    """The NoticedChanges of an outcome, redacted."""

    tried: int
    noticed: int
    looked_at: int
    not_noticed: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    left_out: int = 0


def changes_title(record: ChangesRecord) -> str:
    """Return `41 changes of the answer: 38 noticed`."""
    number = "1 change" if record.tried == 1 else f"{record.tried} changes"
    return f"{number} of the answer: {record.noticed} noticed"


def changes_line(record: ChangesRecord) -> str:
    """Return `38 of 41 changes noticed (38 of 39 where it looks)`, and whether there was no time for more."""
    where = f" ({record.noticed} of {record.looked_at} where it looks)" if record.looked_at < record.tried else ""
    late = f"; no time for {record.left_out} more" if record.left_out else ""
    number = "1 change" if record.tried == 1 else f"{record.tried} changes"
    return f"{record.noticed} of {number} noticed{where}{late}"


def changes_text(record: ChangesRecord) -> str:
    """Return the line, and below it what was not noticed, one change a line."""
    return "\n".join(
        [
            changes_line(record),
            *_listed("not noticed:", record.not_noticed),
            *_listed("no expectation looks at:", record.not_looked_at),
        ]
    )


def _listed(title: str, names: Sequence[str]) -> list[str]:
    return [title, *(f"  {name}" for name in names)] if names else []
