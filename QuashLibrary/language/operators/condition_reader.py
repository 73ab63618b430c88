"""Read conditions from a registry and report every mistake in them.

In: a plain value or a mapping of operators. Out: Conditions, and problems with the keys that lead to them. Conditions
are read once, when the registry is loaded or its placeholders are filled in; they are judged later and many times. So
a reader knows the arguments of the operators, but not their judges.
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
"""A length at which advice is never cut."""
_FETCHING = ("then", "evaluate")
"""Words of AssertionEngine that are not operators."""

_NO_CONDITION = 'it only returns a value; write satisfies: "$value > 0" for a condition, or fetch for the value'


Argument = TypeVar("Argument")
"""The type of an operator's argument: its argument kind returns it, and its functions expect it."""


@dataclass(frozen=True, slots=True)
class ArgumentKind(Generic[Argument]):
    """A kind of argument: its description for messages, its JSON Schema, and the function that reads it.

    `read` takes the value from the registry and returns None after it has reported a problem. Most kinds do not read
    values that are still open; a kind with `reads_open` handles them itself.
    """

    words: str
    schema: Mapping[str, object]
    read: Callable[[object, ConditionReader], Argument | None]
    reads_open: bool = False


class ConditionReader:
    """Reads conditions; `kinds` maps every name of an operator to its main name and argument kind.

    An open value becomes known only when the registry is used. With `durations`, numbers may be written as `2s`.
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
        """The name of the current operator, as written in the registry."""

    def conditions(self, value: object) -> Conditions:
        """Read a plain value, which means equals, or a mapping of operators."""
        if isinstance(value, Conditions):
            items = (self._condition_below(item.operator, item.argument) for item in value.items)
            return Conditions(tuple(items), value.read_as)
        if not isinstance(value, dict):
            return Conditions((self._condition("equals", value),))
        if len(self._keys) > _DEEPEST:
            self.report(f"operators are nested more than {_DEEPEST} levels deep")
            return Conditions(())
        return self._mapping(value)

    def report(self, message: str, suggestion: str = "") -> None:
        """Report a problem at the current key."""
        self.problems.append(KeyProblem(self._keys, message, suggestion))

    def refuse(self, value: object, words: str, suggestion: str = "") -> None:
        """Report that the current operator needs another argument, described by `words`."""
        self.report(f'"{self._name}" needs {words}, not {show_typed(value, 60)}', suggestion)

    @contextmanager
    def below(self, key: str | int) -> Iterator[None]:
        """Read the value below a key."""
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
            advice = self._suggestion(name, mapping[name]) or f"choose {', '.join(known)}, as"
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
            self.report("{} contains no operator", "to compare with an empty object, write  equals: {}")
            return
        suggestions = [self._suggestion(name, mapping[name]) for name in names]
        advice = f"to compare with an object, write  equals: {show(_as_written(mapping), _WHOLE)}"
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
            self.report(f'"as" needs number, text or time, not {show_typed(kind, 60)}', near)
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
    """Return a value as it is written in the registry; a text with references becomes the plain text."""
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
