"""Clocks and deadlines as values that callers pass in, so tests of waiting take no time."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from QuashLibrary.threads import Signal, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cancellation(Signal):
    """A signal that also ends exchanges in flight: a blocked read does not check a signal."""

    def __init__(self) -> None:
        super().__init__()
        self._ends: dict[object, Callable[[], None]] = {}
        self._ends_lock = threading.Lock()

    def set(self) -> None:
        """End everything in flight; whatever begins later finds the signal set."""
        super().set()
        with self._ends_lock:
            for end in self._ends.values():
                end()

    @contextmanager
    def ending(self, end: Callable[[], None]) -> Iterator[None]:
        """Call `end` in the cancelling thread if the cancellation comes while the block runs."""
        key = object()
        with self._ends_lock:
            self._ends[key] = end
        try:
            yield
        finally:
            with self._ends_lock:
                del self._ends[key]


@dataclass(frozen=True, slots=True)
class Clock:
    """A monotonic clock, the time of day, and a sleep that ends early if `cancelled` is set."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
    sleep: Callable[[float, Signal], object] = lambda seconds, cancelled: wait_for(cancelled, seconds)
    cancelled: Cancellation = field(default_factory=Cancellation)

    def pause(self, seconds: float) -> None:
        """Wait for this many seconds, or until cancelled."""
        self.sleep(seconds, self.cancelled)

    def deadline(self, seconds: float) -> Deadline:
        """Return the deadline this many seconds from now; a cancellation makes it pass at once."""
        return Deadline(self.monotonic() + seconds, self.monotonic, self.cancelled)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time on a monotonic clock by which something must be finished."""

    at: float
    monotonic: Callable[[], float] = time.monotonic
    cancelled: Cancellation = field(default_factory=Cancellation)

    @classmethod
    def after(cls, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> Deadline:
        """Return a deadline this many seconds from now that nothing can cancel."""
        return cls(monotonic() + seconds, monotonic)

    def remaining(self) -> float:
        """Return the seconds left; never negative."""
        return 0.0 if self.cancelled.is_set() else max(0.0, self.at - self.monotonic())

    def earlier(self, other: Deadline | None) -> Deadline:
        """Return the earlier of the two."""
        return self if other is None or self.at <= other.at else other
