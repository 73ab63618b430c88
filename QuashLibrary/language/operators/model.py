"""The plain data of checks by operators: what is asked, what was found, and what came of it.

Conditions and Found go into an Evaluation, a Result comes out. Apart from the operators themselves, so
that each of them can be written, and later ones added, without knowing the table that lists them.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from QuashLibrary.language.json_display import SHOWN, show, show_typed
from QuashLibrary.language.json_values import JSON, Difference, Match
from QuashLibrary.language.operators.times import read_epoch, read_number, read_time, write_time


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with its argument: JSON, or again Conditions for `each`, `any`, `count` and `all`."""

    operator: str
    argument: object


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that all have to hold for one subject, which `as` reads as another type first."""

    items: tuple[Condition, ...]
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """What is wrong with conditions in a registry; `keys` lead to the place inside of their mapping."""

    keys: tuple[str | int, ...]
    message: str
    suggestion: str = ""


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
    """What operators need beside the value: the clock, and how much of a value messages show.

    `before` is what was found at the same place when the snapshot was taken, `evaluate` tells whether a value
    satisfies an expression, or raises ExpressionError; None where there is none.
    """

    now: Callable[[], float] = time.time
    limit: int = SHOWN
    before: Found | None = None
    evaluate: Callable[[str, JSON], bool] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one operator says of what was found; `should` only where the operator's own words won't do."""

    holds: bool
    was: str
    hint: str = ""
    differences: tuple[Difference, ...] = ()
    should: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of all conditions of one subject; the texts tell of those that failed, if any did."""

    judged: tuple[Judgement, ...]

    @property
    def holds(self) -> bool:
        """True when every condition holds."""
        return all(one.holds for one in self.judged)

    @property
    def told(self) -> tuple[Judgement, ...]:
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
        texts = unique(one.was for one in self.told)
        longer = [text for text in texts if not any(other.startswith(f"{text} ") for other in texts)]
        return ", ".join(longer)

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


@dataclass(frozen=True, slots=True)
class ArgumentKind:
    """What an operator takes: in words for messages, as JSON Schema, and the function that reads it.

    `read` takes the value out of a registry and the reader of the whole mapping, where it reports.
    """

    words: str
    schema: Mapping[str, object]
    read: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator: its words in a registry, what it means, and the function that judges by it.

    `should` takes the argument and the Evaluation and gives the message's words; `judge` takes the
    argument, what was Found, and the Evaluation.
    """

    name: str
    aliases: tuple[str, ...]
    argument: ArgumentKind
    meaning: str
    should: Callable[..., str]
    judge: Callable[..., Judgement]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A table of operators and a context: judges conditions, also those nested in others."""

    operators: Mapping[str, Operator]
    context: Context = field(default_factory=Context)

    def judge(self, conditions: Conditions, found: Found) -> Result:
        """Return what becomes of the conditions for what was found."""
        if not conditions.read_as:
            return Result(tuple(self._judge(item, found) for item in conditions.items))
        read = [READINGS[conditions.read_as](value) for value in found.values]
        for match, value in zip(found.matches, read, strict=True):
            if value is None:
                return Result((self._unreadable(conditions.read_as, match, found),))
        matches = (Match(match.path, value) for match, value in zip(found.matches, read, strict=True))
        seen = replace(found, matches=tuple(matches))
        reading = self._reading_before(conditions.read_as)
        items = (_compared_alike(item, conditions.read_as) for item in conditions.items)
        result = Result(tuple(reading._judge(item, seen) for item in items))
        return result if len(read) != 1 else _with_origin(result, self.show_typed(found.values[0]))

    def should(self, conditions: Conditions) -> str:
        """Return what the conditions ask for, in the words of messages."""
        first, *more = (self._should(item) for item in conditions.items)
        return " and ".join([first, *(text.removeprefix("should ") for text in more)])

    def show(self, value: object) -> str:
        """Return the value for a message, as short as the context wants it."""
        return show(value, self.context.limit)

    def show_typed(self, value: object) -> str:
        """Return the value for a message with the name of its type."""
        return show_typed(value, self.context.limit)

    def _judge(self, condition: Condition, found: Found) -> Judgement:
        judged = self.operators[condition.operator].judge(condition.argument, found, self)
        return judged if judged.should else replace(judged, should=self._should(condition))

    def _should(self, condition: Condition) -> str:
        return self.operators[condition.operator].should(condition.argument, self)

    def _reading_before(self, kind: str) -> "Evaluation":
        """Return the evaluation in which what was found before is read in the same way, where it can be."""
        before = self.context.before
        if before is None:
            return self
        read = (READINGS[kind](match.value) for match in before.matches)
        matches = tuple(
            match if value is None else Match(match.path, value)
            for match, value in zip(before.matches, read, strict=True)
        )
        return replace(self, context=replace(self.context, before=replace(before, matches=matches)))

    def _unreadable(self, kind: str, match: Match, found: Found) -> Judgement:
        where = "" if found.definite else f" at {match.path}"
        should = f"should be readable as a {kind}"
        return Judgement(False, f"was {self.show_typed(match.value)}{where}", should=should)


def _with_origin(result: Result, shown: str) -> Result:
    """Say what the value was before `as` read it."""
    return Result(tuple(replace(one, was=f"{one.was} (read from {shown})") for one in result.judged))


def _compared_alike(condition: Condition, kind: str) -> Condition:
    """Read what a value has to equal as the value is read, where it can be: 10:00Z is 12:00+02:00 as a time."""
    argument = condition.argument
    match condition.operator:
        case "equals" | "not equals":
            return replace(condition, argument=_read_alike(argument, kind))
        case "one of" | "not one of" if isinstance(argument, list):
            return replace(condition, argument=[_read_alike(member, kind) for member in argument])
        case "each" | "any" if isinstance(argument, Conditions):
            items = tuple(_compared_alike(item, kind) for item in argument.items)
            return replace(condition, argument=replace(argument, items=items))
    return condition


def _read_alike(argument: object, kind: str) -> object:
    if argument is not None and not isinstance(argument, str | int | float):
        return argument
    read = READINGS[kind](argument)
    return argument if read is None else read


def _as_text(value: JSON) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _as_time(value: JSON) -> str | None:
    number = read_number(value)
    moment = read_time(value) if number is None else read_epoch(number)
    return None if moment is None else write_time(moment)


READINGS: Mapping[str, Callable[[JSON], JSON]] = {"number": read_number, "text": _as_text, "time": _as_time}
"""What `as` can read a value as; None where it cannot."""


def unique(texts: Iterable[str]) -> list[str]:
    """Return the texts once each, in their order."""
    return list(dict.fromkeys(texts))
