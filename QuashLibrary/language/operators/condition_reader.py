"""Read conditions from a registry's mappings, and report everything that is wrong with them.

In: a plain value or a mapping of operators. Out: Conditions, and problems with the keys that lead to them. Reading
happens once, when the registry is loaded or its placeholders are filled in; judging happens later and many times. So
a reader knows what each operator takes, but not what an operator is.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.operators.model import Condition, Conditions
from QuashLibrary.language.operators.readings import READINGS
from QuashLibrary.language.operators.synonyms import operator_advice
from QuashLibrary.problems import KeyProblem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_DEEPEST = 20
_WHOLE = 10_000
"""Advice is never cut."""
_FETCHING = ("then", "evaluate")
"""What AssertionEngine has beside operators."""

_NO_CONDITION = 'it only returns a value; write satisfies: "$value > 0" for a condition, or fetch for the value'


Argument = TypeVar("Argument")
"""What an operator takes: the type that its argument kind reads, and that its functions expect."""


@dataclass(frozen=True, slots=True)
class ArgumentKind(Generic[Argument]):
    """A kind of argument: in words for messages, as JSON Schema, and the function that reads it.

    `read` takes the value in the registry; it returns None after it has reported a problem. Most kinds are not read
    while the value is still open; one that `reads_open` deals with that itself.
    """

    words: str
    schema: Mapping[str, object]
    read: Callable[[object, ConditionReader], Argument | None]
    reads_open: bool = False


class ConditionReader:
    """Reads conditions; `kinds` has every name of an operator, with its main name and what it takes.

    An open value is known only when the registry is used. With `durations`, numbers may be written as `2s`.
    """

    def __init__(
        self, kinds: Mapping[str, tuple[str, ArgumentKind[Any]]], is_open: Callable[[object], bool], durations: bool
    ) -> None:
        self._kinds = kinds
        self._names = (*kinds, "as")
        self.is_open = is_open
        self.durations = durations
        self.problems: list[KeyProblem] = []
        self._keys: tuple[str | int, ...] = ()
        self._name = ""
        """The name of the operator that is being read, as the registry writes it."""

    def conditions(self, value: object) -> Conditions:
        """Read a plain value, which means equals, or a mapping of operators."""
        if isinstance(value, Conditions):
            items = (self._condition_below(item.operator, item.argument) for item in value.items)
            return Conditions(tuple(items), value.read_as)
        if not isinstance(value, dict):
            return Conditions((self._condition("equals", value),))
        if len(self._keys) > _DEEPEST:
            self.report(f"operators are nested more than {_DEEPEST} deep")
            return Conditions(())
        return self._mapping(value)

    def report(self, message: str, suggestion: str = "") -> None:
        """Report a problem at the key that is being read."""
        self.problems.append(KeyProblem(self._keys, message, suggestion))

    def refuse(self, value: object, words: str, suggestion: str = "") -> None:
        """Report that the operator that is being read needs another argument, described in words."""
        self.report(f'"{self._name}" needs {words}, was {show_typed(value, 60)}', suggestion)

    @contextmanager
    def below(self, key: str | int) -> Iterator[None]:
        """Read what is below a key."""
        keys, name = self._keys, self._name
        self._keys = (*keys, key)
        yield
        self._keys, self._name = keys, name

    def _mapping(self, mapping: dict[object, object]) -> Conditions:
        unknown = [str(name) for name in mapping if name not in self._names]
        if len(unknown) == len(mapping):
            self._report_object(mapping, unknown)
            return Conditions(())
        for name in unknown:
            known = dict.fromkeys(operator for operator, _ in self._kinds.values())
            advice = self._suggestion(name, mapping[name]) or f"known are {', '.join(known)}, as"
            self._report_unknown(name, advice)
        read_as = self._read_as(mapping["as"]) if "as" in mapping else ""
        names = [name for name in mapping if name in self._kinds]
        items = tuple([self._condition_below(str(name), mapping[name]) for name in names])
        if len(mapping) > 1 and Condition("exists", False) in items:
            self.report('"exists: false" contradicts the operators beside it', "write it alone")
        if list(mapping) == ["as"]:
            self.report('"as" is not a condition', "write an operator beside it: {as: number, greater than: 0}")
        return Conditions(items, read_as)

    def _report_object(self, mapping: dict[object, object], names: list[str]) -> None:
        if not mapping:
            self.report("there is no operator in {}", "to compare with an empty object write  equals: {}")
            return
        suggestions = [self._suggestion(name, mapping[name]) for name in names]
        advice = f"to compare with an object write  equals: {show(_as_written(mapping), _WHOLE)}"
        for name, suggestion in zip(names, suggestions, strict=True):
            self._report_unknown(name, suggestion if all(suggestions) else advice)

    def _report_unknown(self, name: str, suggestion: str) -> None:
        with self.below(name):
            self.report(f"unknown operator {show(name, 40)}", suggestion)

    def _suggestion(self, name: str, value: object) -> str:
        if name in _FETCHING:
            return _NO_CONDITION
        return operator_advice(name, _as_written(value), self._names)

    def _read_as(self, kind: object) -> str:
        if isinstance(kind, str) and kind in READINGS:
            return kind
        with self.below("as"):
            near = did_you_mean(kind, READINGS) if isinstance(kind, str) else ""
            self.report(f'"as" needs number, text or time, was {show_typed(kind, 60)}', near)
        return ""

    def _condition_below(self, name: str, value: object) -> Condition:
        keys, written = self._keys, self._name
        self._keys = (*keys, name)
        condition = self._condition(name, value)
        self._keys, self._name = keys, written
        return condition

    def _condition(self, name: str, value: object) -> Condition:
        self._name = name
        operator, kind = self._kinds[name]
        argument = None if self.is_open(value) and not kind.reads_open else kind.read(value, self)
        return Condition(operator, value if argument is None else argument)


def _as_written(value: object) -> object:
    """Return a value as the registry has it: a text with references in it as that text."""
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
