"""What the keywords have in common: slugs as arguments, and what a call sets instead of the registry."""

from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.use.calls import Overrides
from QuashLibrary.robotside.use.durations import Duration, seconds_of, within_problem


class Slug:
    """Represents the registry's own slugs in a signature; each import of the library puts its Enum there."""


def slug_of(value: object) -> str:
    """Return the slug that an argument names."""
    return str(getattr(value, "value", value)).removeprefix("@")


def overrides_of(within: Duration, on_failure: OnFailure | None, on_error: OnError | None) -> Overrides:
    """Return what a call sets instead of the registry.

    Raises:
        ValidationError: `within` is not a duration.
    """
    if problem := within_problem(within):
        raise ValidationError(problem)
    return Overrides(seconds_of(within), on_failure, on_error)
