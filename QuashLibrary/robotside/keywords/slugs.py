"""Every validation of a registry as a keyword of its own: `@order-created    order_id=7`.

In: a Registry. Out: what Robot's dynamic library API asks of a keyword: name, arguments, types,
documentation, tags and the line of the registry at which it is defined.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show
from QuashLibrary.registry.model import Input, OnError, OnFailure, Registry, Timing, Validation
from QuashLibrary.robotside.keywords.connection_names import name_enum
from QuashLibrary.robotside.use.unknown_names import unknown_slug
from QuashLibrary.robotside.use.written_calls import OPTIONS

_OPTION_TYPES: Mapping[str, Any] = {
    "within": timedelta | None,
    "on_failure": OnFailure | None,
    "on_error": OnError | None,
}
_INPUT_TYPES: Mapping[str, Any] = {"number": int | Decimal | float, "integer": int, "boolean": bool}


class StepName(str):
    """A keyword's name that Robot shows as it is: it would write `@order2` as `@order 2`."""

    __slots__ = ()

    def isalpha(self) -> bool:
        """Say yes: Robot splits at digits and capitals what is not all letters."""
        return True

    def islower(self) -> bool:
        """Say yes, see isalpha."""
        return True

    def split(self, *args: Any, **kwargs: Any) -> list[str]:
        """Give the name whole, and as a StepName."""
        return [self]


class LookedUp:
    """The default of an input that has none: it is looked up, and shown as the variable it may come from."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"${{{self.name}}}"


class SlugKeywords:
    """The keywords of a registry's slugs."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.names = [StepName(f"@{slug}") for slug in registry.slugs]
        self._slugs = {str(name): name[1:] for name in self.names}

    def slug(self, name: str) -> str | None:
        """Return the slug of a keyword; None where it is not one of these."""
        return self._slugs.get(name)

    def arguments(self, slug: str) -> list[Any]:
        """Return the argument specification: the inputs, then what every validating keyword takes."""
        validation = self._registry.validations.get(slug)
        known = self._registry.inputs_of(slug) if validation else ()
        inputs = [(item.name, _default(item)) for item in known] if validation else ["*inputs"]
        separator = ["*"] if validation else []
        return [*inputs, *separator, *((option, None) for option in OPTIONS)]

    def types(self, slug: str) -> dict[str, Any]:
        """Return the types of the arguments."""
        validation = self._registry.validations.get(slug)
        typed = (
            {item.name: _INPUT_TYPES[item.type] for item in self._registry.inputs_of(slug) if item.type in _INPUT_TYPES}
            if validation
            else {}
        )
        return {**typed, **_OPTION_TYPES}

    def documentation(self, slug: str) -> str:
        """Return the documentation, in Robot's format."""
        validation = self._registry.validations.get(slug)
        if validation is None:
            return f"The definition of @{slug} in the registry has problems."
        return "\n".join(_documentation(validation, self._registry.inputs_of(slug)))

    def source(self, slug: str) -> str:
        """Return `path:line` of the definition."""
        position = self._registry.positions[slug]
        return f"{Path(position.file).absolute()}:{position.line}"


def slug_enum(registry: Registry) -> type[Enum]:
    """Return the registry's slugs as an Enum: Robot converts by it, and editors complete its members."""
    where = ", ".join(registry.files) or "the registry"
    names = (f"@{slug}" for slug in registry.slugs)
    return name_enum("Slug", names, lambda name, known: unknown_slug(name, known, where))


def _default(item: Any) -> Any:
    return LookedUp(item.name) if item.required else item.default


def _documentation(validation: Validation, inputs: Sequence[Input]) -> list[str]:
    lines = [validation.description or f"Validates {validation.name}.", ""]
    lines.append(f"Asks ``{validation.request}`` of connection ``{validation.connection}``.")
    if validation.timing:
        lines.append(_timing(validation.timing))
    if validation.needs:
        lines.append(f"Needs {', '.join(f'``@{slug}``' for slug in validation.needs)}, which is used before.")
    if inputs:
        lines += ["", "| *Input* | *Default* | *Meaning* |"]
        lines += [f"| ``{item.name}`` | {_shown_default(item)} | {item.description} |" for item in inputs]
    lines += ["", "Expects:"]
    lines += [f"- ``{expectation.subject}``" for expectation in validation.expect]
    if validation.fetch:
        lines += ["", f"Returns the fetched values: {', '.join(f'``{fetch.name}``' for fetch in validation.fetch)}."]
    return lines


def _timing(timing: Timing) -> str:
    within = show_duration(timing.within)
    if timing.always:
        return f"Asked again for {within}; all expectations have to hold at every attempt."
    then = f", which then have to hold for {show_duration(timing.holds_for)}" if timing.holds_for else ""
    return f"Asked again for up to {within} until all expectations hold{then}."


def _shown_default(item: Any) -> str:
    if item.required:
        return "looked up"
    return "``***``" if item.secret else f"``{item.default if isinstance(item.default, str) else show(item.default)}``"
