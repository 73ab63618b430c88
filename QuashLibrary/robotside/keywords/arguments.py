"""Arguments that the keywords share: slugs, and the options with which a call overrides the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.run.overrides import Overrides
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.use.durations import seconds_of, within_problem

if TYPE_CHECKING:
    from QuashLibrary.registry.model import OnError, OnFailure
    from QuashLibrary.robotside.use.durations import Duration


class Slug:
    """Stands for the registry's slugs in a signature; each import of the library replaces it with its Enum."""


def slug_of(value: object) -> str:
    """Return the slug that an argument names."""
    return str(getattr(value, "value", value)).removeprefix("@")


def overrides_of(within: Duration, on_failure: OnFailure | None, on_error: OnError | None) -> Overrides:
    """Return the options with which a call overrides the registry.

    Raises:
        ValidationError: `within` is not a duration.
    """
    if problem := within_problem(within):
        raise ValidationError(problem)
    return Overrides(seconds_of(within), on_failure, on_error)


RESERVED = "reserved"
"""The parameter of a keyword that takes named arguments such as `as`."""


def public_name(parameter: str) -> str:
    """Return an argument's name as suites write it: a name that Python reserves ends with `_` in a signature."""
    return parameter.rstrip("_")


def public_arguments(arguments: list[Any]) -> list[Any]:
    """Return a keyword's arguments as suites write them; `reserved` collects those whose names Python reserves."""
    if not any(_name_of(item).endswith("_") for item in arguments):
        return arguments
    shown = [item for item in arguments if _name_of(item) != f"**{RESERVED}"]
    return [(public_name(item[0]), *item[1:]) if isinstance(item, tuple) else public_name(item) for item in shown]


def _name_of(argument: Any) -> str:
    return str(argument[0] if isinstance(argument, tuple) else argument)
