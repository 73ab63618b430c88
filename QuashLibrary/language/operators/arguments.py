"""Read conditions out of a registry's mappings, and report all that is wrong with them.

In come a plain value or a mapping of operators, out go Conditions and problems, each with the keys that
lead to it. Apart from the judging, which happens later, many times, and with arguments that are right.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import get_args

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import Seconds, parse_duration
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.json_values import TypeName, is_finite, is_number
from QuashLibrary.language.operators.model import (
    READINGS,
    ArgumentKind,
    Condition,
    ConditionProblem,
    Conditions,
    Operator,
)
from QuashLibrary.language.operators.times import read_number, read_time
from QuashLibrary.language.regexes import check_regex
from QuashLibrary.problems import did_you_mean

TYPES = get_args(TypeName)
DEEPEST_CONDITIONS = 20
_VALUE = re.compile(r"\bvalue\b")


class ConditionReader:
    """Reads conditions; `operators` are by all their names, an open value is known only later."""

    def __init__(self, operators: Mapping[str, Operator], is_open: Callable[[object], bool], durations: bool) -> None:
        """Start with no problems, at the top of the mapping."""
        self.operators = operators
        self.is_open = is_open
        self.durations = durations
        self.problems: list[ConditionProblem] = []
        self._keys: tuple[str | int, ...] = ()
        self._name = ""

    def conditions(self, value: object) -> Conditions:
        """Read a plain value, which means equals, or a mapping of operators."""
        if isinstance(value, Conditions):
            again = (self._below(item.operator, item.argument) for item in value.items)
            return Conditions(tuple(again), value.read_as)
        if not isinstance(value, dict):
            return Conditions((self._condition("equals", value),))
        if len(self._keys) > DEEPEST_CONDITIONS:
            self.report(f"operators are nested more than {DEEPEST_CONDITIONS} deep")
            return Conditions(())
        return self._mapping(value)

    def report(self, message: str, suggestion: str = "") -> None:
        """Note a problem at the key that is being read."""
        self.problems.append(ConditionProblem(self._keys, message, suggestion))

    def refuse(self, value: object, words: str, suggestion: str = "") -> None:
        """Note that the operator that is being read needs another argument."""
        self.report(f'"{self._name}" needs {words}, was {show_typed(value, 60)}', suggestion)

    @contextmanager
    def below(self, key: str | int) -> Iterator[None]:
        """Read what stands below a key."""
        keys, name = self._keys, self._name
        self._keys = (*keys, key)
        yield
        self._keys, self._name = keys, name

    def _mapping(self, mapping: dict[object, object]) -> Conditions:
        names = [name for name in mapping if self._known(name)]
        if not names:
            self._report_object(mapping)
            return Conditions(())
        for name in mapping:
            if not self._known(name):
                with self.below(str(name)):
                    self.report(f"unknown operator {show(str(name), 40)}", self._near(str(name)) or self._known_names())
        read_as = self._read_as(mapping) if "as" in mapping else ""
        items = [self._below(name, mapping[name]) for name in names if name != "as"]
        conditions = Conditions(tuple(items), read_as)
        self._check_together(conditions, mapping)
        return conditions

    def _known(self, name: object) -> bool:
        return name == "as" or name in self.operators

    def _report_object(self, mapping: dict[object, object]) -> None:
        if not mapping:
            self.report("no operator is given", "to compare with an empty object write equals: {}")
            return
        nears = {str(name): self._near(str(name)) for name in mapping}
        advice = f"to compare with an object write equals: {show(mapping, 60)}"
        for name, near in nears.items():
            with self.below(name):
                self.report(f"unknown operator {show(name, 40)}", near if all(nears.values()) else advice)

    def _known_names(self) -> str:
        names = dict.fromkeys(operator.name for operator in self.operators.values())
        return f"known are {', '.join(names)}, as"

    def _near(self, name: str) -> str:
        if name in _RETURNING:
            return _NO_CONDITION
        return did_you_mean(name.replace("_", " "), [*self.operators, "as"])

    def _below(self, name: object, value: object) -> Condition:
        with self.below(str(name)):
            return self._condition(str(name), value)

    def _condition(self, name: str, value: object) -> Condition:
        self._name = name
        operator = self.operators[name]
        if self.is_open(value) and operator.argument not in (NESTED, EXPRESSION):
            return Condition(operator.name, value)
        return Condition(operator.name, operator.argument.read(value, self))

    def _read_as(self, mapping: dict[object, object]) -> str:
        kind = mapping["as"]
        if isinstance(kind, str) and kind in READINGS:
            return kind
        with self.below("as"):
            near = did_you_mean(kind, READINGS) if isinstance(kind, str) else ""
            self.report(f'"as" needs number, text or time, was {show_typed(kind, 60)}', near)
        return ""

    def _check_together(self, conditions: Conditions, mapping: dict[object, object]) -> None:
        if Condition("exists", False) in conditions.items and len(mapping) > 1:
            self.report('"exists: false" contradicts the operators beside it', "write it alone")
        if list(mapping) == ["as"]:
            self.report('"as" is no condition', "write an operator beside it: {as: number, greater than: 0}")


_RETURNING = ("then", "evaluate")
"""What AssertionEngine has beside operators."""
_NO_CONDITION = 'it only returns a value; write satisfies: "$value > 0" for a condition, or fetch for the value'


@lru_cache(maxsize=512)
def compile_regex(pattern: str) -> re.Pattern[str]:
    """Return the compiled regular expression; raises re.error if Python, or what searches, does not take it."""
    check_regex(pattern)
    return re.compile(pattern)


def _anything(value: object, reader: ConditionReader) -> object:
    if reader.durations and isinstance(value, str):
        return _duration(value, reader)
    return value


def _order(value: object, reader: ConditionReader) -> object:
    if reader.durations:
        return _duration(value, reader)
    if is_finite(value) or read_time(value) is not None:
        return value
    advice = f"write {show(value)[1:-1]} without quotes" if read_number(value) is not None else ""
    reader.refuse(value, ORDER.words, advice)
    return value


def _duration(value: object, reader: ConditionReader) -> object:
    try:
        return Seconds(parse_duration(value))
    except DurationError as error:
        reader.report(str(error))
        return value


def _text(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, str):
        scalar = value is None or isinstance(value, bool | int | float)
        reader.refuse(value, TEXT.words, f'write "{show(value)}" in quotes' if scalar else "")
    return value


def _regex(value: object, reader: ConditionReader) -> object:
    if not isinstance(_text(value, reader), str):
        return value
    try:
        compile_regex(str(value))
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        reader.report(f"invalid regular expression {show(value, 60)}: {error.msg}{place}")
    except (RecursionError, OverflowError):
        reader.report(f"the regular expression {show(value, 60)} is too large")
    return value


def _expression(value: object, reader: ConditionReader) -> object:
    if reader.is_open(value):
        reader.report('"satisfies" takes no ${…}: a value would become a part of the program', "write $name instead")
    elif not isinstance(value, str) or not _VALUE.search(value):
        reader.refuse(value, EXPRESSION.words, "write for example  satisfies: $value % 2 == 0")
    else:
        try:
            ast.parse(value.strip().replace("$", "RF_VAR_"), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            why = error.msg if isinstance(error, SyntaxError) else str(error)
            reader.report(f"invalid expression {show(value, 60)}: {why}")
    return value


def _members(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, list) or not value:
        reader.refuse(value, MEMBERS.words)
    elif reader.durations:
        return [_anything(member, reader) for member in value]
    return value


def _types(value: object, reader: ConditionReader) -> object:
    names = value if isinstance(value, list) and value else [value]
    types: list[object] = []
    for name in names:
        known = "null" if name is None else name
        types.append(known)
        if reader.is_open(known) or (isinstance(known, str) and known in TYPES):
            continue
        near = did_you_mean(known, TYPES) if isinstance(known, str) else ""
        reader.refuse(name, f"one of {', '.join(TYPES)}, or a list of them", near)
    return types


def _flag(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, bool):
        reader.refuse(value, FLAG.words)
    return value


def _count(value: object, reader: ConditionReader) -> object:
    if isinstance(value, dict | Conditions):
        return reader.conditions(value)
    if not is_finite(value) or value < 0 or value != value // 1:
        reader.refuse(value, COUNT.words)
    return value


def _number(value: object, reader: ConditionReader) -> object:
    if not is_finite(value):
        number = read_number(value) if isinstance(value, str) else None
        reader.refuse(value, NUMBER.words, f"write {show(value)[1:-1]} without quotes" if number is not None else "")
    return value


def _close(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, dict) or value.keys() != {"value", "tolerance"}:
        reader.refuse(value, CLOSE.words)
        return value
    for key, number in value.items():
        with reader.below(key):
            if not reader.is_open(number) and not is_finite(number):
                reader.report(f'"{key}" needs a number, was {show_typed(number, 60)}')
            elif key == "tolerance" and is_number(number) and number < 0:
                reader.report(f'"tolerance" must not be negative, was {show(number, 60)}')
    return value


def _part(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, dict | list):
        reader.refuse(value, PART.words, f"for a single member write contains: {show(value, 60)}")
    return value


def _every(value: object, reader: ConditionReader) -> object:
    if not isinstance(value, list | tuple) or not value:
        reader.refuse(value, EVERY.words)
        return ()
    every: list[Conditions] = []
    for number, member in enumerate(value):
        with reader.below(number):
            every.append(reader.conditions(member))
    return tuple(every)


def _nested(value: object, reader: ConditionReader) -> object:
    return reader.conditions(value)


_OPEN = {"type": "string", "pattern": r"\$\{"}
_CONDITIONS = {"$ref": "#/$defs/conditions"}
_TYPE = {"enum": [*TYPES, None]}

ANYTHING = ArgumentKind("any value", {}, _anything)
ORDER = ArgumentKind("a number or an ISO time", {"type": ["number", "string"]}, _order)
TEXT = ArgumentKind("a text", {"type": "string"}, _text)
REGEX = ArgumentKind("a regular expression", {"type": "string"}, _regex)
EXPRESSION = ArgumentKind("an expression of $value", {"type": "string", "pattern": _VALUE.pattern}, _expression)
MEMBERS = ArgumentKind("a list with at least one value", {"anyOf": [{"type": "array", "minItems": 1}, _OPEN]}, _members)
TYPE_NAMES = ArgumentKind(
    "the name of a type or a list of names",
    {"anyOf": [_TYPE, {"type": "array", "items": _TYPE, "minItems": 1}, _OPEN]},
    _types,
)
FLAG = ArgumentKind("true or false", {"anyOf": [{"type": "boolean"}, _OPEN]}, _flag)
COUNT = ArgumentKind(
    "a whole number from 0 or operators",
    {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "object", **_CONDITIONS}, _OPEN]},
    _count,
)
_NUMBER = {"anyOf": [{"type": "number"}, _OPEN]}
NUMBER = ArgumentKind("a number", _NUMBER, _number)
CLOSE = ArgumentKind(
    "a mapping of value and tolerance",
    {
        "type": "object",
        "properties": {"value": _NUMBER, "tolerance": _NUMBER},
        "required": ["value", "tolerance"],
        "additionalProperties": False,
    },
    _close,
)
PART = ArgumentKind("an object or a list", {"anyOf": [{"type": ["object", "array"]}, _OPEN]}, _part)
EVERY = ArgumentKind("a list of operator mappings", {"type": "array", "items": _CONDITIONS, "minItems": 1}, _every)
NESTED = ArgumentKind("operators, or a value to equal", _CONDITIONS, _nested)
DURATION = ArgumentKind("a duration", {"type": ["number", "string"]}, _duration)
