"""A keyword for each validation of a registry: `@order-created    order_id=7`.

In: a Registry. Out: what Robot's dynamic library API needs for a keyword: name, arguments, types, documentation and the
registry's line that defines it.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from robot.api import TypeInfo

from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.keywords.connection_names import name_enum
from QuashLibrary.robotside.use.durations import Duration
from QuashLibrary.robotside.use.unknown_names import unknown_slug
from QuashLibrary.robotside.use.written_calls import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import Enum

    from QuashLibrary.registry.model import Input, Registry
    from QuashLibrary.registry.model.catalogue import Outline


def _read_once(hint: Any) -> Any:
    """Return a type as Robot parses it, so Robot parses it only once; Robot 7.1 does not accept such a type."""
    read = TypeInfo.from_type_hint(hint)
    return read if TypeInfo.from_type_hint(read) is read else hint


_OPTION_TYPES = {
    "within": _read_once(Duration),
    "on_failure": _read_once(OnFailure | None),
    "on_error": _read_once(OnError | None),
}
_INPUT_TYPES = {
    "number": _read_once(int | Decimal | float),
    "integer": _read_once(int),
    "boolean": _read_once(bool),
}


class StepName(str):
    """A keyword's name that Robot shows unchanged; it would write `@order2` as `@order 2`."""

    __slots__ = ()

    def isalpha(self) -> bool:
        """Return True: Robot splits other names at digits and capitals."""
        return True

    def islower(self) -> bool:
        """Return True, see isalpha."""
        return True

    def split(self, *args: Any, **kwargs: Any) -> list[str]:
        """Return the whole name, as a StepName."""
        return [self]


class LookedUp:
    """Stands for a missing default: the input is looked up, and shown as the variable that it may come from."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"${{{self.name}}}"


class SlugKeywords:
    """The keywords for the slugs of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.names = [StepName(f"@{slug}") for slug in registry.slugs]
        self._slugs = {str(name): name[1:] for name in self.names}

    def slug(self, name: str) -> str | None:
        """Return the slug of a keyword; None if it is not a keyword of a slug."""
        return self._slugs.get(name)

    def arguments(self, slug: str) -> list[Any]:
        """Return the argument specification: the inputs, then the options that every validating keyword takes."""
        is_known = slug in self._registry.validations
        known = self._registry.inputs_of(slug)
        inputs = [(item.name, _default(item)) for item in known] if is_known else ["*inputs"]
        separator = ["*"] if is_known else []
        return [*inputs, *separator, *((option, None) for option in OPTIONS)]

    def types(self, slug: str) -> dict[str, Any]:
        """Return the types of the arguments."""
        inputs = self._registry.inputs_of(slug)
        return {**{item.name: _INPUT_TYPES[item.type] for item in inputs if item.type in _INPUT_TYPES}, **_OPTION_TYPES}

    def documentation(self, slug: str) -> str:
        """Return the documentation, in Robot's format."""
        if slug not in self._registry.validations:
            return f"The registry's definition of @{slug} has problems."
        return "\n".join(_documentation(self._registry.outlines[slug], self._registry.inputs_of(slug)))

    def source(self, slug: str) -> str:
        """Return `path:line` of the definition."""
        position = self._registry.positions[slug]
        return f"{os.path.abspath(position.file)}:{position.line}"


def slug_enum(registry: Registry) -> type[Enum]:
    """Return the registry's slugs as an Enum: Robot converts to it, and editors complete its members."""
    names = (f"@{slug}" for slug in registry.slugs)
    return name_enum("Slug", names, lambda name, known: unknown_slug(name, known, registry.files))


def _default(item: Any) -> Any:
    return LookedUp(item.name) if item.required else item.default


def _documentation(outline: Outline, inputs: Sequence[Input]) -> list[str]:
    lines = [outline.description or f"Validates @{outline.slug}.", ""]
    lines.append(f"Source: ``{outline.question}`` on connection ``{outline.connection}``.")
    if outline.within is not None:
        lines.append(_timing(outline, outline.within))
    if outline.needs:
        lines.append(f"Runs {', '.join(f'``@{slug}``' for slug in outline.needs)} first.")
    if inputs:
        lines += ["", "| *Input* | *Default* | *Meaning* |"]
        lines += [f"| ``{item.name}`` | {_shown_default(item)} | {item.description} |" for item in inputs]
    lines += ["", "Expects:"]
    lines += [f"- ``{subject}``" for subject in outline.subjects]
    if outline.fetches:
        lines += ["", f"Returns the fetched values: {', '.join(f'``{name}``' for name in outline.fetches)}."]
    return lines


def _timing(outline: Outline, within: float) -> str:
    if outline.always:
        return f"Repeated for {show_duration(within)}; all expectations must be met at every attempt."
    then = f", which must then stay met for {show_duration(outline.holds_for)}" if outline.holds_for else ""
    return f"Retried for up to {show_duration(within)} until all expectations are met{then}."


def _shown_default(item: Any) -> str:
    if item.required:
        return "looked up"
    from QuashLibrary.language.json_display import show

    return "``***``" if item.secret else f"``{item.default if isinstance(item.default, str) else show(item.default)}``"
