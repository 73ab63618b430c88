"""The plain data of checks by operators: what is asked, what was found, and what came of it.

Conditions and Found go into an Evaluation, a Result comes out. Apart from the operators themselves, so
that each of them can be written, and later ones added, without knowing the table that lists them.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from QuashLibrary.language.json_texts import SHOWN
from QuashLibrary.language.json_values import JSON, Difference, Match
from QuashLibrary.language.operator_arguments import ArgumentKind


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with its argument: JSON, or again Conditions for `each`, `any`, `count` and `all`."""

    operator: str
    argument: object


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that all have to hold for one subject."""

    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What is checked: the matches of a definite path (one at most) or of one that may find several.

    `hint` is told where nothing was found: the nearest parent that exists, as `Path.hint` gives it.
    """

    matches: tuple[Match, ...] = ()
    definite: bool = True
    hint: str = ""

    @classmethod
    def one(cls, value: JSON, path: str = "$") -> "Found":
        """Return a single value as what was found."""
        return cls((Match(path, value),))

    @property
    def values(self) -> list[JSON]:
        """The values of all matches."""
        return [match.value for match in self.matches]


@dataclass(frozen=True, slots=True)
class Context:
    """What operators need beside the value: the clock, and how much of a value messages show."""

    now: Callable[[], float] = time.time
    limit: int = SHOWN


@dataclass(frozen=True, slots=True)
class Judged:
    """What one operator says of what was found; `should` only where the operator's own words won't do."""

    holds: bool
    was: str
    hint: str = ""
    differences: tuple[Difference, ...] = ()
    should: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of all conditions of one subject; the texts tell of those that failed, if any did."""

    judged: tuple[Judged, ...]

    @property
    def holds(self) -> bool:
        """True when every condition holds."""
        return all(one.holds for one in self.judged)

    @property
    def told(self) -> tuple[Judged, ...]:
        """The judgements that are worth telling: those that failed, or all where none did."""
        return tuple(one for one in self.judged if not one.holds) or self.judged

    @property
    def should(self) -> str:
        """`should be "paid"`, or several joined by "and"."""
        first, *more = unique(one.should for one in self.told)
        return " and ".join([first, *(text.removeprefix("should ") for text in more)])

    @property
    def was(self) -> str:
        """`was "pending"`."""
        return ", ".join(unique(one.was for one in self.told))

    @property
    def hint(self) -> str:
        """What may help to mend it, or an empty text."""
        return "; ".join(unique(one.hint for one in self.told if one.hint))

    @property
    def differences(self) -> list[Difference]:
        """Where documents were compared: the places that differ."""
        return [difference for one in self.told for difference in one.differences]

    def sentence(self, subject: str) -> str:
        """Return the message for a subject: `$.state should be "paid", was "pending"`."""
        return f"{subject} {self.should}, {self.was}"


Judge = Callable[..., Judged]


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator: its words in a registry, what it means, and the function that judges by it.

    `should` gives the message's words for an argument; `judge` takes the argument, what was Found, and
    the Evaluation it is part of.
    """

    name: str
    aliases: tuple[str, ...]
    argument: ArgumentKind
    meaning: str
    should: Callable[..., str]
    judge: Judge


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A table of operators and a context: judges conditions, also those nested in others."""

    operators: Mapping[str, Operator]
    context: Context = field(default_factory=Context)

    def judge(self, conditions: Conditions, found: Found) -> Result:
        """Return what becomes of the conditions for what was found."""
        reading = next((item for item in conditions.items if item.operator == "as"), None)
        if reading is None:
            return Result(tuple(self._judge(item, found) for item in conditions.items))
        others = [item for item in conditions.items if item is not reading]
        operator = self.operators["as"]
        read = operator.judge(reading.argument, found, self)
"""
