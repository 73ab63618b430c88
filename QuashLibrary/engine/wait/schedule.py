"""Decide when the next attempt of a wait begins: after `every`, or by the default schedule.

In: a Timing, and how the attempts went so far. Out: the seconds to pause. The default schedule polls ten times a
second. After two seconds, the period is a twentieth of the time waited so far, and at most one second. An earlier wait
for the same validation in this run saves requests. The first quarter of that time is skipped, and no period is shorter
than a twentieth of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Timing

PERIOD, LONGEST = 0.1, 1.0
"""The minimum and maximum seconds from the start of an attempt to the start of the next one."""

_SHARE = 1 / 20
_SKIPPED = 1 / 4
_MOST_EXPONENT = 64


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the attempts of a wait begin; all times are in seconds.

    `before` is how long the same validation took to pass in its last wait; 0 if unknown.
    """

    timing: Timing
    before: float = 0.0

    def pause_after(self, number: int, took: float, waited: float) -> float:
        """Return how long to pause after an attempt that `took` so long; `waited` is the time since the wait began."""
        timing = self.timing
        if timing.every is None:
            # Also pause for a backend that takes longer to answer than the period.
            return max(self._period(number, waited) - took, took / 2)
        # The pause is beyond any deadline long before the exponent could overflow.
        pause = timing.every * timing.backoff ** min(number - 1, _MOST_EXPONENT)
        return min(pause, timing.max_every) if timing.max_every is not None else pause

    def _period(self, number: int, waited: float) -> float:
        skipped = self.before * _SKIPPED if number == 1 else 0.0
        return min(max(PERIOD, skipped, _SHARE * max(waited, self.before)), LONGEST)
