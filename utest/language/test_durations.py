"""Durations are read as Robot Framework reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robot.utils import timestr_to_secs

from QuashLibrary.errors import DurationError
from QuashLibrary.language.durations import Seconds, parse_duration, show_duration
from QuashLibrary.language.json_display import show

_UNITS = (
    "ns us ms s m h d w day days hour hours min mins minute minutes sec secs second seconds millis "
    "milliseconds msec msecs week weeks"
)
_PARTS = st.tuples(st.integers(0, 20) | st.sampled_from(["1.5", "0.25"]), st.sampled_from(_UNITS.split()))


def _robot(text: str) -> float | None:
    try:
        seconds: float = timestr_to_secs(text, round_to=None)
    except ValueError:
        return None
    return seconds


def _ours(value: object) -> float | None:
    try:
        return parse_duration(value)
    except DurationError:
        return None


@given(st.lists(_PARTS, min_size=1, max_size=3), st.sampled_from(["", " "]))
def test_units_read_as_robot_reads_them(parts: list[tuple[object, str]], blank: str) -> None:
    """A text of numbers and units means the same as in Robot, or both refuse it."""
    text = " ".join(f"{number}{blank}{unit}" for number, unit in parts)
    assert _ours(text) == pytest.approx(_robot(text))


@given(st.integers(0, 9), st.integers(0, 59), st.integers(0, 59))
def test_timer_reads_as_robot_reads_it(hours: int, minutes: int, seconds: int) -> None:
    """A timer text means the same as in Robot."""
    text = f"{hours:02}:{minutes:02}:{seconds:02}"
    assert parse_duration(text) == _robot(text)


@given(st.floats(0, 1e6).map(lambda number: round(number, 3)))
def test_numbers_are_seconds(number: float) -> None:
    """A number means seconds, even as a text."""
    assert parse_duration(number) == number == parse_duration(f"{number:.3f}")


_REFUSED = [
    (-1, "-1 is negative; write 10s, 500ms or 2 min"),
    ("-3s", '"-3s" is negative; write 10s, 500ms or 2 min'),
    ("soon", '"soon" is not a duration; write 10s, 500ms or 2 min'),
    ("", '"" is not a duration'),
    ("1s 1s", '"1s 1s" is not a duration'),
    (True, "True is not a duration"),
    (None, "None is not a duration"),
    ([1], "a list is not a duration"),
    (10**400, "such a number is too long; the limit is 366 days"),
    (float("inf"), "inf is too long"),
    ("400 days", '"400 days" is too long'),
]


@pytest.mark.parametrize(("value", "message"), _REFUSED, ids=range(len(_REFUSED)))
def test_what_is_no_duration_is_refused(value: object, message: str) -> None:
    """The message quotes the value and names the forms that are accepted."""
    with pytest.raises(DurationError) as caught:
        parse_duration(value)
    assert str(caught.value).startswith(message)


@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans())
def test_nothing_else_is_raised(value: object) -> None:
    """Any value is a duration of at least 0 or raises a DurationError."""
    seconds = _ours(value)
    assert seconds is None or seconds >= 0


_SHOWN = [
    (0, "0 s"),
    (0.0000005, "0.0005 ms"),
    (0.00000002, "0.00002 ms"),
    (0.0004701, "0.47 ms"),
    (0.0009951, "1 ms"),
    (0.012, "12 ms"),
    (0.9999, "1 s"),
    (3.42, "3.4 s"),
    (59.96, "1 min"),
    (65, "1 min 5 s"),
    (3600, "1 h"),
    (7500, "2 h 5 min"),
    (90061, "1 d 1 h"),
    (-3, "-3 s"),
]


@pytest.mark.parametrize(("seconds", "text"), _SHOWN)
def test_durations_are_shown_in_two_units_at_most(seconds: float, text: str) -> None:
    """A duration is written as a tester would write it."""
    assert show_duration(seconds) == text
    assert show(Seconds(seconds)) == text
