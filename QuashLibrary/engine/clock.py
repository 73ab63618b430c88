"""Time as values that are handed in, so that tests of waiting take no time."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """A monotonic clock, the time of day, and a sleep that ends early where `cancelled` is set."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
    sleep: Callable[[float, threading.Event], object] = lambda seconds, cancelled: cancelled.wait(seconds)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def pause(self, seconds: float) -> None:
        """Wait so many seconds, or until cancelled."""
        self.sleep(seconds, self.cancelled)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of a monotonic clock by which something has to be over."""

    at: float
    monotonic: Callable[[], float] = time.monotonic

    @classmethod
    def after(cls, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> "Deadline":
        """Return the deadline that lies so many seconds ahead."""
        return cls(monotonic() + seconds, monotonic)

    def remaining(self) -> float:
        """Return the seconds left; never negative."""
        return max(0.0, self.at - self.monotonic())

    def earlier(self, other: "Deadline | None") -> "Deadline":
        """Return the earlier of the two."""
        return self if other is None or self.at <= other.at else other
