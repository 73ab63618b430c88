"""Compile `expect` and `give_up_if`, the expectations for an answer.

In: the mappings as written. Out: Expectations with compiled JSONPaths and checked operators, and problems.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import PathError, TemplateError
from QuashLibrary.language.json_display import show, show_typed
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.operators.model import Conditions, operators_in
from QuashLibrary.language.operators.synonyms import meant_name
from QuashLibrary.language.operators.table import operator_table, parse_conditions
from QuashLibrary.language.templates import PatternTemplate, Template
from QuashLibrary.problems import did_you_mean, most_similar
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.cookies import check_flag, cookie_subject, is_flag
from QuashLibrary.registry.compile.json_schemas import schema_expectation
from QuashLibrary.registry.compile.texts import looks_miswritten, parsed_text
from QuashLibrary.registry.forms.expectations import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from QuashLibrary.language.jsonpath.path import Path
    from QuashLibrary.language.operators.model import Condition
    from QuashLibrary.registry.compile.texts import Keys, TextReader

_MISSPELT = 0.75
"""How similar to a key of `expect` an unknown key must be; any other is a key of the body, such as `state`."""
_LEAST_STATUS, _LARGEST_STATUS = 100, 599
_AS_DOCUMENT = "write  json: …  to compare a JSON document"
_SCALARS = frozenset({str, int, bool, type(None)})
_PLAIN = (str, int, bool, type(None), Template)
_NAMES = frozenset(name for row in operator_table() for name in (row.name, *row.aliases))
_UNMISTAKABLE = frozenset(name for name in _NAMES if not name.isidentifier())
"""Operator names that are unlikely to be keys of a document: `greater than`, `>=`."""

_COMPARED = frozenset(
    name
    for row in operator_table()
    if row.name in ("equals", "not equals", "one of", "not one of")
    for name in (row.name, *row.aliases)
)


class ExpectationCompiler:
    """Compiles the expectations of one validation."""

    def __init__(self, reader: TextReader) -> None:
        """Create a compiler that reports problems through the validation's reader."""
        self._reader = reader

    def compile(self, expect: Mapping[str, object], *path: str) -> tuple[model.Expectation, ...]:
        """Return the expectations at a path of the entry."""
        found: list[model.Expectation] = []
        for key, value in expect.items():
            below = (*path, key)
            if key.startswith("$"):
                found += self._path_expectations(str(key), value, below)
            else:
                found += self._compile(str(key), value, below)
        return tuple(found)

    def _compile(self, key: str, value: object, path: Keys) -> Iterator[model.Expectation]:
        if key not in EXPECTED:
            self._report_unknown_key(key, path)
            return
        if key == "schema":
            compiled = schema_expectation(value, path, self._reader)
            yield from () if compiled is None else (compiled,)
            return
        argument = self._reader.value(value, *path)
        match key:
            case "status":
                yield self._status_expectation(argument, path)
            case "headers" | "cookies":
                yield from self._named_expectations(key, argument, path)
            case "json":
                yield self._json_expectation(argument, path)
            case "time":
                yield from self._time_expectations(argument, path)
            case "body":
                yield self._body_expectation(argument, path)

    def _status_expectation(self, argument: object, path: Keys) -> model.Expectation:
        subject = model.Subject("status")
        if isinstance(argument, dict):
            self._check_status_operators(argument, path)
            return self._expectation(subject, argument, path)
        if type(argument) is int and _LEAST_STATUS <= argument <= _LARGEST_STATUS:
            return model.Expectation(subject, self._reader.locate(path, key=True), argument=[argument])
        allowed = argument if isinstance(argument, list) else [argument]
        if not allowed or not all(isinstance(item, Template) or model.STATUS.fullmatch(str(item)) for item in allowed):
            found = "but is empty" if argument is None else f"but is {show_typed(argument)}"
            self._reader.report(
                path,
                f'"status" should be 200, 2xx, a list of them, or operators, {found}',
                "write for example  status: 200",
            )
        is_open = any(isinstance(item, Template) for item in allowed)
        return model.Expectation(subject, self._reader.locate(path, key=True), argument=allowed, is_open=is_open)

    def _check_status_operators(self, operators: Mapping[object, object], path: Keys) -> None:
        """Report texts that are compared with the status, which is a number: `{not equals: 5xx}` would always hold."""
        for name, argument in operators.items():
            members = argument if isinstance(argument, list) else [argument]
            for text in members if name in _COMPARED else ():
                if isinstance(text, str):
                    message = f"the status is a number, so it never equals {show_typed(text)}"
                    self._reader.report((*path, str(name)), message, _status_advice(text))

    def _named_expectations(self, key: str, argument: object, path: Keys) -> Iterator[model.Expectation]:
        if not isinstance(argument, dict):
            example = "Content-Type: {contains: json}" if key == "headers" else "session: {exists: true}"
            found = "is empty" if argument is None else f"should be keys with values, but is {show_typed(argument)}"
            self._reader.report(path, f'"{key}" of "{path[-2]}" {found}', f"write for example  {key}: {{{example}}}")
            return
        for name, expected in argument.items():
            below = (*path, name)
            if key == "headers":
                subject = model.Subject("header", str(name))
            else:
                subject = cookie_subject(name, below, self._reader)
            if is_flag(subject):
                check_flag(expected, below, self._reader)
                yield self._expectation(subject, expected, below)
            else:
                yield self._expectation(subject, self._as_text(expected, f'{subject.kind} "{name}"', below), below)

    def _body_expectation(self, argument: object, path: Keys) -> model.Expectation:
        if isinstance(argument, dict) and argument and not any(key in _NAMES for key in argument):
            self._reader.report(path, f"the body is a text, so it never equals {show_typed(argument)}", _AS_DOCUMENT)
            argument = ""
        return self._expectation(model.Subject("body"), self._as_text(argument, "the body", path), path)

    def _as_text(self, expected: object, what: str, path: Keys) -> object:
        """Return the value to compare with a text: a number as its text; report all other types."""
        match expected:
            case bool() | float():
                advice = f'write "{show(expected)}" in quotes'
            case int():
                return str(expected)
            case None:
                advice = "write {exists: false} if there should be none"
            case list():
                advice = "write {one of: […]} to accept any of them"
            case _:
                return expected
        if what == "the body":
            advice = _AS_DOCUMENT
        self._reader.report(path, f"{what} is a text, so it never equals {show_typed(expected)}", advice)
        return expected

    def _time_expectations(self, argument: object, path: Keys) -> Iterator[model.Expectation]:
        if isinstance(argument, dict):
            yield self._expectation(model.Subject("time"), argument, path)
            return
        found, advice = "but is empty", "write for example  time: {at most: 2s}"
        if argument is not None:
            unit = "ms" if isinstance(argument, int) else ""
            most = f"{show(argument).strip(chr(34))}{unit}"
            found, advice = f"but is {show_typed(argument)}", f"write  time: {{at most: {most}}}"
        self._reader.report(path, f'"time" of "{path[-2]}" should have operators, {found}', advice)

    def _json_expectation(self, argument: object, path: Keys) -> model.Expectation:
        document = self._with_conditions(argument, path)
        position = self._reader.locate(path, key=True)
        is_open, operators = _names_values(document), operators_in(document)
        return model.Expectation(
            model.Subject("json"), position, argument=document, is_open=is_open, operators=operators
        )

    def _with_conditions(self, value: object, path: Keys) -> object:
        if isinstance(value, dict):
            if list(value) == ["expect"]:
                return self._conditions(value["expect"], (*path, "expect"), durations=False)
            if value and all(key in _UNMISTAKABLE for key in value):
                message = f"operators in a document go below expect, so {show(next(iter(value)))} is a key here"
                written = ", ".join(f"{key}: {show(item, 40)}" for key, item in value.items())
                self._reader.report(path, message, f"write {{expect: {{{written}}}}}")
            return {key: self._with_conditions(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._with_conditions(item, (*path, index)) for index, item in enumerate(value)]
        return value

    def _path_expectations(self, key: str, value: object, path: Keys) -> Sequence[model.Expectation]:
        if shared := _shared_check(key, value):
            checked, conditions, is_open = shared
            return (self._made(checked, conditions, path, is_open=is_open),)
        argument = self._reader.value(value, *path)
        subject = path_subject(key, path, self._reader)
        if subject is not None:
            return (self._expectation(subject, argument, path),)
        self._conditions(argument, path, durations=False)
        return ()

    def _expectation(self, subject: model.Subject, argument: object, path: Keys) -> model.Expectation:
        durations = subject.kind == "time"
        conditions = _usual_conditions(argument, durations)
        if conditions is None:
            conditions = self._conditions(argument, path, durations=durations)
        is_open = subject.template is not None or _names_values(conditions)
        return self._made(subject, conditions, path, is_open=is_open)

    def _made(self, subject: model.Subject, conditions: Conditions, path: Keys, *, is_open: bool) -> model.Expectation:
        position, operators = self._reader.locate(path, key=True), operators_in(conditions)
        return model.Expectation(subject, position, conditions, is_open=is_open, operators=operators)

    def _conditions(self, argument: object, path: Keys, *, durations: bool) -> Conditions:
        parsed = parse_conditions(argument, is_open=_is_open, durations=durations)
        for problem in parsed.problems:
            self._reader.report((*path, *problem.keys), problem.message, problem.suggestion, key=True)
        return _with_patterns(parsed.conditions)

    def _report_unknown_key(self, key: str, path: Keys) -> None:
        known = f"choose {', '.join(EXPECTED)} and JSONPaths, which start with $"
        meant = meant_name(key, EXPECTED)
        near = f'write "{meant}".' if meant else did_you_mean(most_similar(key, EXPECTED, _MISSPELT), EXPECTED)
        if re.fullmatch(r"[^\W\d]\w*([.\[].*)?", key):
            near = f'{near} For a value in the JSON body, write "$.{key}"' if near else f'write "$.{key}"'
        self._reader.report(
            path, f'unknown key "{key}" in "{path[-2]}"', near or known, key=True, may_be_misplaced=True
        )


def path_subject(text: str, path: Keys, reader: TextReader) -> model.Subject | None:
    """Return the subject of a JSONPath, or report its problem and return None."""
    try:
        return _subject_of(str(text))
    except (PathError, TemplateError) as error:
        reader.report(path, str(error), key=True)
        return None


@lru_cache(maxsize=2048)
def _subject_of(text: str) -> model.Subject:
    compiled: Path = compile_path(text)
    parsed = parsed_text(text) if compiled.is_open else text
    return model.Subject("path", text, compiled, parsed if isinstance(parsed, Template) else None)


_Check = tuple[model.Subject, Conditions, bool]
"""The subject, its conditions, and whether these name values."""


def _shared_check(path: str, value: object) -> _Check | None:
    """Return a check from the cache that many entries share; None if it has a problem, which needs a place."""
    frozen = _frozen(value)
    return None if frozen is None else _known_check(path, frozen)


@lru_cache(maxsize=4096)
def _known_check(path: str, frozen: tuple[type, Any]) -> _Check | None:
    try:
        subject, argument = _subject_of(path), _thawed(frozen)
    except (PathError, TemplateError):
        return None
    parsed = parse_conditions(argument, is_open=_is_open)
    if parsed.problems:
        return None
    is_open = subject.template is not None or _names_values(parsed.conditions)
    return subject, _with_patterns(parsed.conditions), is_open


def _frozen(value: object) -> tuple[type, Any] | None:
    """Return a value with its types as a cache key, since 1 and true alone are equal; None if it cannot be one."""
    kind = type(value)
    if kind in _SCALARS:
        return kind, value
    if isinstance(value, dict):
        names, items = map(str, value), [_frozen(item) for item in value.values()]
        return None if None in items else (dict, tuple(zip(names, items, strict=True)))
    if isinstance(value, list):
        items = [_frozen(item) for item in value]
        return None if None in items else (list, tuple(items))
    return None


def _thawed(frozen: tuple[type, Any]) -> object:
    """Return the value of a cache key with its texts parsed; raise TemplateError if one needs a closer look."""
    kind, value = frozen
    if kind is dict:
        return {name: _thawed(item) for name, item in value}
    if kind is list:
        return [_thawed(item) for item in value]
    if kind is str and looks_miswritten(value):
        raise TemplateError(value)
    return parsed_text(value) if kind is str else value


def _usual_conditions(argument: object, durations: bool) -> Conditions | None:
    """Return the cached conditions of plain values and of operators with plain values; None for others."""
    # Without the types, 1 and true would be the same cache key.
    if not isinstance(argument, dict):
        return _known_conditions(((None, type(argument), argument),), durations) if type(argument) in _PLAIN else None
    if not all(type(value) in _PLAIN for value in argument.values()):
        return None
    return _known_conditions(tuple((str(name), type(value), value) for name, value in argument.items()), durations)


@lru_cache(maxsize=4096)
def _known_conditions(items: tuple[tuple[str | None, type, object], ...], durations: bool) -> Conditions | None:
    """Return conditions that many entries share; None if they have a problem, which needs a place.

    A plain value has no name.
    """
    written = {name: value for name, _, value in items}
    parsed = parse_conditions(written.get(None, written), is_open=_is_open, durations=durations)
    return None if parsed.problems else _with_patterns(parsed.conditions)


def _status_advice(text: str) -> str:
    if not model.STATUS.fullmatch(text):
        return "write for example  status: 200"
    if text.isdigit():
        return f"write {text} without quotes"
    first = int(text[0])
    return f"write  status: {text},  a list as  status: [2xx, 404],  or  {{less than: {first}00}}"


def _is_open(value: object) -> bool:
    return isinstance(value, Template)


def _names_values(value: object) -> bool:
    match value:
        case str() | int() | float() | None:
            return False
        case Template():
            return True
        case Conditions():
            return any([_names_values(condition.argument) for condition in value.items])
        case dict():
            return any(map(_names_values, value.values()))
        case list() | tuple():
            return any(map(_names_values, value))
    return False


def _with_patterns(conditions: Conditions) -> Conditions:
    """Return conditions in which values inside a regular expression are matched literally."""
    if not _names_values(conditions):
        return conditions
    return replace(conditions, items=tuple(map(_with_pattern, conditions.items)))


def _with_pattern(condition: Condition) -> Condition:
    argument = condition.argument
    if isinstance(argument, Conditions):
        return replace(condition, argument=_with_patterns(argument))
    if isinstance(argument, tuple):
        return replace(condition, argument=tuple(map(_with_patterns, argument)))
    if isinstance(argument, Template) and condition.operator in ("matches", "not matches"):
        return replace(condition, argument=PatternTemplate(argument.parts))
    return condition
