"""When the next attempt of a wait begins: what is written as `every`, else a schedule of our own.

In: a Timing, and how the attempts went so far. Out: the seconds to pause. Our schedule asks ten times a second and,
from two seconds on, each time that a twentieth of the time waited is over, at most a second apart. If the validation
was waited for before in the run, what is known of that wait saves requests: the first quarter of it is skipped, and no
period is shorter than a twentieth of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Timing

PERIOD, LONGEST = 0.1, 1.0
"""The least and the most seconds from the beginning of an attempt to that of the next one."""

_SHARE = 1 / 20
_SKIPPED = 1 / 4
_MOST_EXPONENT = 64


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the attempts of a wait begin; all times are in seconds.

    `before` is how long the same validation took to pass when it was last waited for; 0 if that is not known.
    """

    timing: Timing
    before: float = 0.0

    def pause_after(self, number: int, took: float, waited: float) -> float:
        """Return how long to pause after the attempt of a number, which `took` so long, in a wait that is so old."""
        timing = self.timing
        if timing.every is None:
            # A backend that takes longer to answer than the period is also left alone for a while.
            return max(self._period(number, waited) - took, took / 2)
        # The pause is beyond any deadline long before the exponent could overflow.
        pause = timing.every * timing.backoff ** min(number - 1, _MOST_EXPONENT)
        return min(pause, timing.max_every) if timing.max_every is not None else pause

    def _period(self, number: int, waited: float) -> float:
        skipped = self.before * _SKIPPED if number == 1 else 0.0
        return min(max(PERIOD, skipped, _SHARE * max(waited, self.before)), LONGEST)
