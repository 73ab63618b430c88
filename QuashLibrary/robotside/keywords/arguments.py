"""What the keywords have in common: slugs as arguments, and what a call sets instead of the registry."""

from datetime import timedelta

from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.use.calls import Overrides


class Slug:
    """Represents the registry's own slugs in a signature; each import of the library puts its Enum there."""


def slug_of(value: object) -> str:
    """Return the slug that an argument names."""
    return str(getattr(value, "value", value)).removeprefix("@")


def overrides_of(within: timedelta | None, on_failure: OnFailure | None, on_error: OnError | None) -> Overrides:
    """Return what a call sets instead of the registry.

    Raises:
        ValidationError: `within` is negative.
    """
    if within is not None and within < timedelta(0):
        raise ValidationError(f"within should not be negative, is {show_duration(within.total_seconds())}")
    return Overrides(within.total_seconds() if within is not None else None, on_failure, on_error)
