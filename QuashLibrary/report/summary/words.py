"""Format counts, durations, moments and lists as the report words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.durations import show_duration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def duration(seconds: float | None) -> str:
    """Return a duration; a dash if it is unknown."""
    return "–" if seconds is None else show_duration(seconds) if seconds > 0 else "0 s"


def count(number: int, noun: str) -> str:
    """Return `1 test`, `3 tests`, `1,200 tests`."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def moment(time: datetime) -> str:
    """Return a day and a time of day."""
    return f"{time:%Y-%m-%d %H:%M:%S}"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return f" {word} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
