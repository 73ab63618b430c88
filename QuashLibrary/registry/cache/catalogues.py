"""The catalogue of a registry as JSON.

In: a loaded registry without problems. Out: plain data, and the names and outlines of its entries restored from that
data; an outline is read when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.model.catalogue import Catalogue, Outline
from QuashLibrary.registry.model.input import Input
from QuashLibrary.registry.model.later import MadeLater

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from QuashLibrary.language.templates import EnvironmentVariable, Reference
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.loaded import LoadedRegistry
    from QuashLibrary.registry.yaml.lines import Lines


def written_catalogue(loaded: LoadedRegistry, files: Sequence[str]) -> dict[str, Any]:
    """Return the catalogue of a registry as JSON; `files` are the names of its files."""
    registry = loaded.registry
    numbers = {name: number for number, name in enumerate(files)}
    outlines = registry.outlines
    return {
        "files": list(files),
        "validations": {
            slug: [numbers[at.file], at.line - 1, at.column - 1, _written_outline(outlines[slug])]
            for slug, at in registry.positions.items()
        },
        "connections": {name: list(environments) for name, environments in registry.connections.items()},
        "environments": sorted(loaded.environments or ()),
        "listening": sorted(registry.listening),
        "variables": [_written_part(variable) for variable in registry.variables],
        "attachments": len(registry.attachments),
        "app_proxies": len(registry.app_proxies),
    }


def positions_in(written: Mapping[str, Any], lines: Callable[[int], Lines]) -> Mapping[str, Position]:
    """Return the position of each validation; `lines` returns the lines of a file."""
    validations = written["validations"]

    def position(slug: str) -> Position:
        file, line, column, _ = validations[slug]
        return lines(file).position((line, column))

    return MadeLater(validations, position)


def catalogue_in(written: Mapping[str, Any]) -> Catalogue:
    """Restore the catalogue."""
    validations = written["validations"]
    return Catalogue(
        MadeLater(validations, lambda slug: _outline(slug, validations[slug][3])),
        frozenset(written["listening"]),
        tuple(map(_variable, written["variables"])),
    )


def _written_outline(outline: Outline) -> list[Any]:
    """Return the fields of an outline in their order, without its slug."""
    inputs = [
        [
            item.name,
            item.description,
            _written(item.default),
            item.required,
            item.secret,
            item.type,
            *map(_written, item.lease),
        ]
        for item in outline.inputs
    ]
    return [
        *(outline.connection, outline.question, outline.description, inputs),
        *(outline.needs, outline.logins, outline.subjects, outline.fetches),
        *(outline.within, outline.holds_for, outline.always),
    ]  # fmt: skip


def _outline(slug: str, written: list[Any]) -> Outline:
    connection, question, description, inputs, needs, logins, subjects, fetches, *timing = written
    texts: Iterable[Any] = map(tuple, (needs, logins, subjects, fetches))
    return Outline(slug, connection, question, description, tuple(map(_input, inputs)), *texts, *timing)


def _input(written: list[Any]) -> Input:
    name, description, default, required, secret, type_name, *lease = written
    return Input(name, description, _value(default), required, secret, type_name, tuple(map(_value, lease)))


def _written(value: Any) -> Any:
    """Return a compiled value as JSON: lists, and values without a JSON form, are lists that start with their kind."""
    from QuashLibrary.language.exact_numbers import ExactFraction
    from QuashLibrary.language.templates import Template

    if isinstance(value, Template):
        return ["text", *map(_written_part, value.parts)]
    if isinstance(value, ExactFraction):
        return ["number", str(value)]
    if isinstance(value, dict):
        return {str(key): _written(item) for key, item in value.items()}
    return ["list", *map(_written, value)] if isinstance(value, list) else value


def _value(written: Any) -> Any:
    if isinstance(written, dict):
        return {key: _value(item) for key, item in written.items()}
    if not isinstance(written, list):
        return written
    from QuashLibrary.language.templates import Template

    kind, *items = written
    if kind == "text":
        return Template(tuple(map(_part, items)))
    return _number(items[0]) if kind == "number" else list(map(_value, items))


def _number(digits: str) -> float:
    from decimal import Decimal

    from QuashLibrary.language.exact_numbers import ExactFraction

    return ExactFraction(Decimal(digits))


def _written_part(part: str | Reference | EnvironmentVariable) -> Any:
    from QuashLibrary.language.templates import EnvironmentVariable, Reference

    if isinstance(part, EnvironmentVariable):
        return [part.name, part.is_secret, part.needed_for, part.default]
    return [part.name, list(part.items)] if isinstance(part, Reference) else part


def _part(written: Any) -> str | Reference | EnvironmentVariable:
    if isinstance(written, str):
        return written
    from QuashLibrary.language.templates import Reference

    name, second, *others = written
    return _variable(written) if others else Reference(name, tuple(second))


def _variable(written: list[Any]) -> EnvironmentVariable:
    from QuashLibrary.language.templates import EnvironmentVariable

    name, is_secret, needed_for, default = written
    return EnvironmentVariable(name, is_secret, needed_for, default)
