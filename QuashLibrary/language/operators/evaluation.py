"""The definition of an operator, and the evaluation of conditions by a table of operators.

In: conditions and the found values. Out: a Result. An operator gets the Evaluation, so it can judge nested conditions
itself; neither depends on particular operators.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from QuashLibrary.language.hidden_values import like
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.json_values import Match
from QuashLibrary.language.operators.condition_reader import Argument
from QuashLibrary.language.operators.model import Context, Found, Judgement, Result, joined_should
from QuashLibrary.language.operators.readings import READINGS, read_argument, read_if_possible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.language.operators.condition_reader import ArgumentKind
    from QuashLibrary.language.operators.model import Condition, Conditions

Should: TypeAlias = Callable[[Argument, "Evaluation"], str]
"""Returns the words of a message for an argument: `should be "paid"`."""

Judge: TypeAlias = Callable[[Argument, Found, "Evaluation"], Judgement]
"""Judges the found values by an argument."""


@dataclass(frozen=True, slots=True)
class Operator(Generic[Argument]):
    """An operator: its name, its argument kind, its meaning, its words in messages, its judge and its aliases.

    Without a document an operator fails, unless it `judges_nothing`.
    """

    name: str
    argument: ArgumentKind[Argument]
    meaning: str
    should: Should[Argument]
    judge: Judge[Argument]
    aliases: tuple[str, ...] = ()
    judges_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A table of operators and a context; it judges conditions, including nested ones.

    The table erases the types of arguments: a condition was read by the argument kind of its operator.
    """

    operators: Mapping[str, Operator[Any]]
    context: Context = field(default_factory=Context)

    def judge(self, conditions: Conditions, found: Found) -> Result:
        """Return the result of conditions for the found values."""
        kind = conditions.read_as
        if not kind:
            return Result(tuple([self._judge(item, found) for item in conditions.items]))
        matches = tuple(Match(match.path, like(match.value, READINGS[kind](match.value))) for match in found.matches)
        for match, read in zip(found.matches, matches, strict=True):
            if read.value is None:
                return Result((self._unreadable(kind, match, found),))
        reading = self._with_snapshot_read_as(kind)
        seen = replace(found, matches=matches)
        result = Result(tuple(reading._judge(read_argument(item, kind), seen) for item in conditions.items))
        return result if len(matches) != 1 else _with_origin(result, self.show_typed(found.values[0]))

    def should(self, conditions: Conditions) -> str:
        """Return the requirements of the conditions, in the words of messages."""
        return joined_should(self._should(item) for item in conditions.items)

    def show(self, value: object) -> str:
        """Return the value for a message, within the context's limit."""
        return show(value, self.context.limit)

    def show_typed(self, value: object) -> str:
        """Return the value for a message with the name of its type."""
        return show_typed(value, self.context.limit)

    def _judge(self, condition: Condition, found: Found) -> Judgement:
        operator = self.operators[condition.operator]
        if found.no_document and not operator.judges_nothing:
            judgement = Judgement(False, found.absence)
        else:
            judgement = operator.judge(condition.argument, found, self)
        if judgement.should:
            return judgement
        should = self._should(condition)
        return Judgement(judgement.holds, judgement.was, judgement.hint, judgement.differences, should)

    def _should(self, condition: Condition) -> str:
        return self.operators[condition.operator].should(condition.argument, self)

    def _with_snapshot_read_as(self, kind: str) -> Evaluation:
        """Return the evaluation with the snapshot's values converted in the same way, if possible."""
        before = self.context.before
        if before is None:
            return self
        read = (like(match.value, read_if_possible(match.value, kind)) for match in before.matches)
        matches = tuple(Match(match.path, value) for match, value in zip(before.matches, read, strict=True))
        return replace(self, context=replace(self.context, before=replace(before, matches=matches)))

    def _unreadable(self, kind: str, match: Match, found: Found) -> Judgement:
        where = "" if found.definite else f" at {match.path}"
        should = f"should be readable as a {kind}"
        return Judgement(False, f"was {self.show_typed(match.value)}{where}", should=should)


def _with_origin(result: Result, shown: str) -> Result:
    """Add the value as it was before `as` converted it."""
    return Result(tuple(replace(one, was=f"{one.was} (read from {shown})") for one in result.judged))
