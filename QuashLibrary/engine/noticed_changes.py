"""Which changes of an answer the expectations of a validation notice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticedChanges:
    """How many changed copies of an answer were tried, and of how many the validation did not pass.

    Of those tried, `looked_at` are at places that expectations look at, or change the whole answer. `not_noticed` are
    changes among these. `not_looked_at` are places at which no change was noticed, each without what is below it. Both
    are names that have paths, never values. `left_out` were not tried because the time was up.
    """

    tried: int
    noticed: int
    looked_at: int
    not_noticed: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    left_out: int = 0
