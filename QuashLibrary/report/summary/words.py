"""Say counts, durations and moments as a reader of the report expects them."""

from datetime import datetime

from QuashLibrary.language.durations import show_duration


def duration(seconds: float | None) -> str:
    """Return a duration; a dash where it is not known."""
    return "–" if seconds is None else show_duration(seconds) if seconds > 0 else "0 s"


def middle_and_most(number: int, middle: float, most: float) -> str:
    """Return how durations are spread."""
    if number == 1:
        return f"{duration(most)}, once"
    return f"median {duration(middle)}, most {duration(most)}" if duration(middle) != duration(most) else duration(most)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 test`, `3 tests`, `1,200 tests`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def moment(time: datetime | None) -> str:
    """Return a day and time of day; empty where it is not known."""
    return f"{time:%Y-%m-%d %H:%M:%S}" if time else ""


def listed(parts: list[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
