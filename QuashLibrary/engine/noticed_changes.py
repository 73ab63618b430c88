"""Which changes to an answer the expectations of a validation notice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticedChanges:
    """How many changed copies of an answer were tried, and for how many the validation did not pass.

    `looked_at` counts the tried changes in values that expectations check, or to the whole answer; `not_noticed` names
    those among them that nobody noticed. `not_looked_at` names the places where no change was noticed, without the
    places below them. Names contain paths, never values. `left_out` changes were not tried because the time was up.
    """

    tried: int
    noticed: int
    looked_at: int
    not_noticed: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    left_out: int = 0
