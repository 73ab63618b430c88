"""The plain data of operators: the conditions of a registry, the found values, and the results.

Operators, their table and their users exchange this data, so none of them needs to import another.
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
    """One operator with its argument: JSON, or nested Conditions for `each`, `any`, `count` and `all`."""

    operator: str
    argument: object


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of one subject, which must all hold; `as` converts the subject to another type first."""

    items: tuple[Condition, ...]
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The values to check: the matches of a definite path (at most one), or of a path that may find several.

    `hint` explains why nothing was found: it describes the nearest existing parent, see `Path.hint`. `no_document`
    says why there is no document to search; it is empty if there is one.
    """

    matches: tuple[Match, ...] = ()
    definite: bool = True
    hint: str = ""
    no_document: str = ""

    @classmethod
    def one(cls, value: JSON, path: str = "$") -> Found:
        """Return a single value as the only match."""
        return cls((Match(path, value),))

    @property
    def absence(self) -> str:
        """The words of a message if nothing was found."""
        return f"was not found ({self.no_document})" if self.no_document else "was not found"

    @property
    def values(self) -> list[JSON]:
        """The values of all matches."""
        return [match.value for match in self.matches]


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a check: the clock, how much of a value messages show, and more.

    `before` contains the values at the same place when the snapshot was taken, or is None. `evaluate` returns whether
    an expression is true for some values by name, or raises ExpressionError; it is None if expressions cannot be
    evaluated. `names` are the values that expressions can use besides the checked one.
    """

    now: Callable[[], float] = time.time
    limit: int = SHOWN
    before: Found | None = None
    evaluate: Callable[[str, Mapping[str, object]], bool] | None = None
    names: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of one operator about the found values; `should`, if set, replaces the operator's usual words."""

    holds: bool
    was: str
    hint: str = ""
    differences: tuple[Difference, ...] = ()
    should: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of all conditions of one subject; its texts describe the failed ones, if any failed."""

    judged: tuple[Judgement, ...]

    @property
    def holds(self) -> bool:
        """Whether every condition holds."""
        for judgement in self.judged:  # noqa: SIM110 - a generator costs more than the test
            if not judgement.holds:
                return False
        return True

    @property
    def decisive(self) -> tuple[Judgement, ...]:
        """The judgements to report: the failed ones, or all of them if none failed."""
        if len(self.judged) == 1:
            return self.judged
        return tuple(judgement for judgement in self.judged if not judgement.holds) or self.judged

    @property
    def should(self) -> str:
        """`should be "paid"`, or several joined by "and"."""
        return joined_should(unique(judgement.should for judgement in self.decisive))

    @property
    def was(self) -> str:
        """`was "pending"`; a text that another one starts with is left out."""
        texts = unique(judgement.was for judgement in self.decisive)
        return ", ".join(text for text in texts if not any(other.startswith(f"{text} ") for other in texts))

    @property
    def hint(self) -> str:
        """Advice for fixing a failure, or an empty text."""
        return "; ".join(unique(judgement.hint for judgement in self.decisive if judgement.hint))

    @property
    def differences(self) -> list[Difference]:
        """The places that differ, if documents were compared."""
        return [difference for judgement in self.decisive for difference in judgement.differences]

    def sentence(self, subject: str) -> str:
        """Return the message for a subject: `$.state should be "paid", was "pending"`."""
        return f"{subject} {self.should}, {self.was}"


def operators_in(*values: object) -> frozenset[str]:
    """Return the operators in conditions at any depth, including those in a partial document."""
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
    """Join texts such as `should be "paid"`; the word "should" occurs once."""
    first, *more = texts
    return " and ".join([first, *(text.removeprefix("should ") for text in more)])


def unique(texts: Iterable[str]) -> list[str]:
    """Return the texts without duplicates, in their order."""
    return list(dict.fromkeys(texts))
