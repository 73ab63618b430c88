"""Read `within=` as a step gives it.

In: the value of an argument. Out: seconds, or what to write instead. Robot would convert it by itself, but its message
speaks of Python's types.
"""

from datetime import timedelta

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import parse_duration

Duration = str | float | timedelta | None
"""The type of the argument: a text stays as it is written."""


def seconds_of(within: object) -> float | None:
    """Return the seconds; None if there is no time.

    Raises:
        DurationError: it is not a duration.
    """
    if within is None or (isinstance(within, str) and within.upper() == "NONE"):
        return None
    return parse_duration(within.total_seconds() if isinstance(within, timedelta) else within)


def within_problem(within: object) -> str:
    """Return why a value cannot be a duration; empty if it can."""
    try:
        seconds_of(within)
    except DurationError as error:
        return f"within={within} is {str(error).partition(' is ')[2]}"
    return ""
