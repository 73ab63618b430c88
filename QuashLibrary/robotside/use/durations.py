"""Read the argument `within=` of a step.

In: the value of the argument. Out: seconds, or a message that says what to write instead. Robot could convert the value
itself, but its message would mention Python types.
"""

from datetime import timedelta

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import parse_duration

Duration = str | float | timedelta | None
"""The type of the argument; Robot then leaves a text as written."""


def seconds_of(within: object) -> float | None:
    """Return the seconds; None if no time is set.

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
