"""Find mistakes in a registry, independently of the suites that use it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from QuashLibrary.cli.findings.credentials import written_secrets
from QuashLibrary.cli.findings.model import CODES, Finding
from QuashLibrary.cli.registry import setting_advice
from QuashLibrary.registry.forms.entries import items_of, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.cli.findings.checked_files import CheckedFiles
    from QuashLibrary.cli.findings.env_files import EnvFiles
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model import Registry, Subject
    from QuashLibrary.registry.yaml.nodes import Node

_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_VARIABLE = re.compile(r"(?<!\\)%\{([^}=]+)\}")


def findings_of(files: CheckedFiles, env_files: EnvFiles, environment: str = "") -> Iterator[Finding]:
    """Yield the findings of a registry; the variables of `environment` must be set."""
    for problem in files.loaded.problems:
        yield at(problem.position, "registry-problem", problem.message, problem.suggestion)
    tracked = [finding for root in files.roots for finding in env_files.tracked(root)]
    yield from tracked
    yield from _unset_variables(files, env_files, environment)
    for node in written_secrets(files):
        yield at(
            node.position,
            "written-credential",
            "this looks like a credential",
            "write {env: NAME} and set the variable on the machine that runs the tests",
        )
    yield from _slow_paths(files.registry)


def at(position: Position, rule: str, message: str, fix: str = "") -> Finding:
    """Return a finding at a position of a registry."""
    return Finding(position.file, position.line, position.column, CODES[rule], message, fix)


def _unset_variables(files: CheckedFiles, env_files: EnvFiles, environment: str) -> Iterator[Finding]:
    """Yield one finding for each variable without a value, at the place where it is first read."""
    given = {name for root in files.roots for name in env_files.names(root)}
    names = {item.name for item in files.registry.variables if item.default is None}
    unset = {name for name in names if name not in os.environ and name not in given}
    if not unset:
        return
    for root in files.roots:
        for name, position, default in _variables_below(root, environment):
            if name in unset:
                unset.discard(name)
                yield at(
                    position,
                    "unset-variable",
                    f"the environment variable {name} is not set",
                    f"{setting_advice(name)}, or {default}",
                )


def _variables_below(node: Node, environment: str) -> Iterator[tuple[str, Position, str]]:
    """Yield the variables below a node with advice for a default; a chosen environment excludes the others."""
    value = node.value
    if isinstance(value, str):
        yield from ((name, node.position, _default(name)) for name in _VARIABLE.findall(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "env" and isinstance(item.value, str):
                yield item.value, item.position, f'write "%{{{item.value}=…}}" instead of {{env: {item.value}}}'
            yield from ((name, key.position, _default(name)) for name in _VARIABLE.findall(key))
            others = environment and key == "environments"
            yield from _variables_below(_only(item, environment) if others else item, environment)
    elif isinstance(value, list):
        for item in value:
            yield from _variables_below(item, environment)


def _default(name: str) -> str:
    return f"give it a default: %{{{name}=…}}"


def _only(node: Node, name: str) -> Node:
    items = items_of(node)
    return items.get(name) or without(node, items)


def _slow_paths(registry: Registry) -> Iterator[Finding]:
    """Yield one finding for each path that searches a whole answer, no matter how many entries inherit it."""
    found: dict[tuple[str, int, str], Finding] = {}
    for text, position in _paths(registry):
        if ".." in (plain := _QUOTED.sub("''", text)):
            has_filter = "?" in plain.partition("..")[2]
            how = "and evaluates a filter on each" if has_filter else ""
            message = f"{text} searches every value of the answer {how}".rstrip() + ", which is slow on large answers"
            fix = "write the full path, such as $.orders[*].total" if not has_filter else "name the list to filter"
            found.setdefault((position.file, position.line, text), at(position, "slow-path", message, fix))
    yield from found.values()


def _paths(registry: Registry) -> Iterator[tuple[str, Position]]:
    for validation in registry.validations.values():
        give_up = validation.timing.give_up_if if validation.timing else ()
        for expectation in (*validation.expect, *give_up):
            yield from _path(expectation.subject, expectation.position)
        for fetch in validation.fetch:
            yield from _path(fetch.subject, fetch.position or validation.position)


def _path(subject: Subject, position: Position) -> Iterable[tuple[str, Position]]:
    return [(subject.name, position)] if subject.kind == "path" else []
