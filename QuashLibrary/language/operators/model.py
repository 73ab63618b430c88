"""The plain data of checks by operators: the conditions of a registry, what was found, and the results.

Operators, their table and whoever uses them exchange this data, so none of them needs to import another for it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import SHOWN
from QuashLibrary.language.json_values import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from QuashLibrary.language.json_values import JSON, Difference


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with its argument: JSON, or again Conditions for `each`, `any`, `count` and `all`."""

    operator: str
    argument: object


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of one subject, which must all hold; `as` reads the subject as another type first."""

    items: tuple[Condition, ...]
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is checked: the matches of a definite path (one at most), or of one that may find several.

    `hint` is for a message that nothing was found: the nearest parent that exists, as `Path.hint` gives it.
    `no_document` says why there is no document in which anything could be found; empty if there is one.
    """

    matches: tuple[Match, ...] = ()
    definite: bool = True
    hint: str = ""
    no_document: str = ""

    @classmethod
    def one(cls, value: JSON, path: str = "$") -> Found:
        """Return a single value as what was found."""
        return cls((Match(path, value),))

    @property
    def absence(self) -> str:
        """What a message says if nothing was found."""
        return f"was not found ({self.no_document})" if self.no_document else "was not found"

    @property
    def values(self) -> list[JSON]:
        """The values of all matches."""
        return [match.value for match in self.matches]


@dataclass(frozen=True, slots=True)
class Context:
    """What operators need beside the value: the clock, and how much of a value messages show.

    `before` is what was found at the same place when the snapshot was taken, or None. `evaluate` returns whether an
    expression is true with some values by name, or raises ExpressionError; it is None where expressions cannot be
    evaluated. `names` are the values that expressions know beside the one that is checked.
    """

    now: Callable[[], float] = time.time
    limit: int = SHOWN
    before: Found | None = None
    evaluate: Callable[[str, Mapping[str, object]], bool] | None = None
    names: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one operator says about what was found; `should` replaces the operator's usual words if set."""

    holds: bool
    was: str
    hint: str = ""
    differences: tuple[Difference, ...] = ()
    should: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of all conditions of one subject; its texts are about those that failed, if any did."""

    judged: tuple[Judgement, ...]

    @property
    def holds(self) -> bool:
        """Whether every condition holds."""
        for judgement in self.judged:  # noqa: SIM110 - a generator costs more than what it asks
            if not judgement.holds:
                return False
        return True

    @property
    def decisive(self) -> tuple[Judgement, ...]:
        """The judgements to report: those that failed, or all of them if none did."""
        if len(self.judged) == 1:
            return self.judged
        return tuple(judgement for judgement in self.judged if not judgement.holds) or self.judged

    @property
    def should(self) -> str:
        """`should be "paid"`, or several joined by "and"."""
        return joined_should(unique(judgement.should for judgement in self.decisive))

    @property
    def was(self) -> str:
        """`was "pending"`; a text that is the beginning of another one is left out."""
        texts = unique(judgement.was for judgement in self.decisive)
        return ", ".join(text for text in texts if not any(other.startswith(f"{text} ") for other in texts))

    @property
    def hint(self) -> str:
        """What may help to fix it, or an empty text."""
        return "; ".join(unique(judgement.hint for judgement in self.decisive if judgement.hint))

    @property
    def differences(self) -> list[Difference]:
        """The places that differ, if documents were compared."""
        return [difference for judgement in self.decisive for difference in judgement.differences]

    def sentence(self, subject: str) -> str:
        """Return the message for a subject: `$.state should be "paid", was "pending"`."""
        return f"{subject} {self.should}, {self.was}"


def operators_in(*values: object) -> frozenset[str]:
    """Return the operators of conditions, at any depth, also in a partial document."""
    found: set[str] = set()
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Conditions):
            for item in value.items:
                found.add(item.operator)
                waiting.append(item.argument)
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value
    return frozenset(found)


def joined_should(texts: Iterable[str]) -> str:
    """Return several texts such as `should be "paid"` as one, in which "should" occurs once."""
    first, *more = texts
    return " and ".join([first, *(text.removeprefix("should ") for text in more)])


def unique(texts: Iterable[str]) -> list[str]:
    """Return the texts once each, in their order."""
    return list(dict.fromkeys(texts))
