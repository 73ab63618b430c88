"""Compile `expect`, `give_up_if` and `fetch`: what a response is looked at for.

In: the mappings as written. Out: Expectations and Fetches, their JSONPaths compiled and their operators
checked. What is wrong is reported with the path of keys that leads to it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from QuashLibrary.language.jsonpath import Path, PathError, compile_path
from QuashLibrary.language.operator_model import Condition, Conditions
from QuashLibrary.language.operators import parse_conditions
from QuashLibrary.language.problems import Position, did_you_mean
from QuashLibrary.language.templates import PatternTemplate, Template, TemplateError, parse_text, parse_value
from QuashLibrary.registry import document, model

PARTS = ("status", "headers", "cookies", "time", "body", "json")
"""The keys of `expect` beside JSONPaths."""

_STATUS = re.compile(r"[1-5](\d\d|xx)\Z")
_SOURCE = re.compile(r"(header|cookie) +(\S+)\Z")
Keys = tuple[str | int, ...]


class Report(Protocol):
    """Takes what is wrong, with the keys that lead to it from the validation, and finds its place."""

    def __call__(self, path: Keys, message: str, suggestion: str = "", *, key: bool = False) -> None:
        """Note a problem; `key` says that the key itself is meant, not its value."""


class Locate(Protocol):
    """Finds the place of keys in the file."""

    def __call__(self, path: Keys, *, key: bool = False) -> Position:
        """Return the place of the value, or of its key."""


class ExpectationCompiler:
    """Compiles the expectations of one validation."""

    def __init__(self, report: Report, locate: Locate) -> None:
        self._report = report
        self._locate = locate

    def compile(self, expect: Mapping[str, object], path: Keys, *, with_status: bool) -> tuple[model.Expectation, ...]:
        """Return the expectations; with_status adds `2xx` where no status is named."""
        compiled = [item for key, value in expect.items() for item in self._compile(key, value, (*path, key))]
        if with_status and "status" not in expect:
            success = model.Expectation(model.Subject("status"), self._locate(path[:-1]), argument=["2xx"])
            compiled.insert(0, success)
        return tuple(compiled)

    def _compile(self, key: str, value: object, path: Keys) -> Iterator[model.Expectation]:
        try:
            argument = parse_value(value)
        except TemplateError as error:
            self._report(path, str(error))
            return
        if key == "status":
            yield from self._status(argument, path)
        elif key in ("headers", "cookies"):
            yield from self._named(key, argument, path)
        elif key == "json":
            yield self._document(argument, path)
        elif key in PARTS:
            yield self._expectation(model.Subject("time" if key == "time" else "body"), argument, path)
        elif key.startswith("$"):
            yield from self._path(key, argument, path)
        else:
            self._unknown(key, path)

    def _status(self, argument: object, path: Keys) -> Iterator[model.Expectation]:
        subject = model.Subject("status")
        if isinstance(argument, dict):
            yield self._expectation(subject, argument, path)
            return
        allowed = argument if isinstance(argument, list) else [argument]
        wrong = [item for item in allowed if not isinstance(item, Template) and not _STATUS.match(str(item))]
        if wrong or not allowed:
            self._report(path, f'"status" should be 200, 2xx, a list of them or operators, is {argument}')
        yield model.Expectation(
            subject, self._locate(path, key=True), argument=allowed, is_open=any(map(_is_open, allowed))
        )

    def _named(self, key: str, argument: object, path: Keys) -> Iterator[model.Expectation]:
        if not isinstance(argument, dict):
            self._report(path, f'"{key}" should be a mapping of names to what is expected of them')
            return
        for name, expected in argument.items():
            subject = model.Subject("header" if key == "headers" else "cookie", str(name))
            text = str(expected) if isinstance(expected, int) and not isinstance(expected, bool) else expected
            yield self._expectation(subject, text, (*path, name))

    def _document(self, argument: object, path: Keys) -> model.Expectation:
        position = self._locate(path, key=True)
        document = self._with_conditions(argument, path)
        return model.Expectation(model.Subject("json"), position, argument=document, is_open=_names_values(document))

    def _with_conditions(self, value: object, path: Keys) -> object:
        if isinstance(value, dict):
            if list(value) == ["expect"]:
                return self._conditions(value["expect"], (*path, "expect"), durations=False)
            return {key: self._with_conditions(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._with_conditions(item, (*path, index)) for index, item in enumerate(value)]
        return value

    def _path(self, key: str, argument: object, path: Keys) -> Iterator[model.Expectation]:
        subject = path_subject(key, path, self._report)
        if subject is not None:
            yield self._expectation(subject, argument, path)

    def _expectation(self, subject: model.Subject, argument: object, path: Keys) -> model.Expectation:
        conditions = self._conditions(argument, path, durations=subject.kind == "time")
        is_open = subject.template is not None or _names_values(conditions)
        return model.Expectation(subject, self._locate(path, key=True), conditions, is_open=is_open)

    def _conditions(self, argument: object, path: Keys, *, durations: bool) -> Conditions:
        parsed = parse_conditions(argument, is_open=_is_open, durations=durations)
        for problem in parsed.problems:
            self._report((*path, *problem.keys), problem.message, problem.suggestion, key=True)
        return _with_patterns(parsed.conditions)

    def _unknown(self, key: str, path: Keys) -> None:
        near = did_you_mean(key, PARTS)
        advice = near or f'a JSONPath begins with $: write "$.{key}"; other keys are {", ".join(PARTS)}'
        self._report(path, f'unknown key "{key}" in "{path[-2]}"', advice, key=True)


class FetchCompiler:
    """Compiles the fetches of one validation."""

    def __init__(self, report: Report, locate: Locate) -> None:
        self._report = report
        self._locate = locate

    def compile(self, fetches: Mapping[str, document.FetchEntry]) -> tuple[model.Fetch, ...]:
        """Return the fetches."""
        return tuple(item for name, entry in fetches.items() for item in self._compile(name, entry))

    def _compile(self, name: str, entry: document.FetchEntry) -> Iterator[model.Fetch]:
        path: Keys = ("fetch", name, "from")
        subject = self._subject(entry.from_, path)
        if entry.matches:
            try:
                re.compile(entry.matches)
            except re.error as error:
                self._report(("fetch", name, "matches"), f'"{entry.matches}" is no regular expression: {error}')
        if subject is not None:
            yield model.Fetch(
                name=str(name),
                subject=subject,
                matches=entry.matches,
                secret=entry.secret,
                many=entry.many,
                default=entry.default,
                has_default="default" in entry.model_fields_set,
                position=self._locate(("fetch", name), key=True),
            )

    def _subject(self, source: str, path: Keys) -> model.Subject | None:
        if source.startswith("$"):
            subject = path_subject(source, path, self._report)
            if subject is not None and subject.path is not None and subject.path.is_open:
                self._report(path, f'"{source}": a value is fetched by a path without ${{…}}')
            return subject
        named = _SOURCE.match(source)
        if named:
            return model.Subject("header" if named[1] == "header" else "cookie", named[2])
        if source in ("body", "status"):
            return model.Subject("body" if source == "body" else "status")
        advice = f'a JSONPath begins with $: write "$.{source}"' if source.replace(".", "").isidentifier() else ""
        self._report(path, f'"{source}" should be a JSONPath, header NAME, cookie NAME, body or status', advice)
        return None


def path_subject(text: str, path: Keys, report: Report) -> model.Subject | None:
    """Return the subject of a JSONPath; what is wrong with it is reported."""
    try:
        compiled: Path = compile_path(text)
        parsed = parse_text(text) if compiled.is_open else text
    except (PathError, TemplateError) as error:
        report(path, str(error), key=True)
        return None
    return model.Subject("path", text, compiled, parsed if isinstance(parsed, Template) else None)


def _is_open(value: object) -> bool:
    return isinstance(value, Template)


def _names_values(value: object) -> bool:
    if isinstance(value, Conditions):
        return any(_names_values(condition.argument) for condition in value.items)
    if isinstance(value, dict):
        return any(_names_values(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_names_values(item) for item in value)
    return isinstance(value, Template)


def _with_patterns(conditions: Conditions) -> Conditions:
    return replace(conditions, items=tuple(map(_with_pattern, conditions.items)))


def _with_pattern(condition: Condition) -> Condition:
    argument = condition.argument
    if isinstance(argument, Conditions):
        return replace(condition, argument=_with_patterns(argument))
    if isinstance(argument, tuple):
        return replace(condition, argument=tuple(_with_patterns(item) for item in argument))
    if isinstance(argument, Template) and condition.operator in ("matches", "not matches"):
        return replace(condition, argument=PatternTemplate(argument.parts))
    return condition
