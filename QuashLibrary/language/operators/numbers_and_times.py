"""Read numbers and times as answers write them.

In: JSON values. Out: exact numbers and moments, or None if a value is neither. Comparisons, `as` and `newer than` must
agree on what counts as a time, so this module decides it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from fractions import Fraction

from QuashLibrary.errors import UnreadableNumberError
from QuashLibrary.language.exact_numbers import exact, read_fraction
from QuashLibrary.language.json_values import is_finite, is_number

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?)?",
    re.ASCII,
)
_BASIC_ISO = re.compile(r"(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(\d\d)", re.ASCII)
_MAIL_DATE = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2}([ -])(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\3\d{4} "
    r"\d\d:\d\d(:\d\d)? (GMT|UTC?|[+-]\d{4})( \(\w{1,20}\))?",
    re.ASCII,
)
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*", re.ASCII)
_LONGEST_NUMBER = 400
_LONGEST_TIME = 80
_EPOCH_MILLIS = 10**11
_EPOCH_MICROS = 10**14
_LAST_EPOCH = 10**18
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as exact seconds since 1970: in UTC, or in an unknown zone."""

    seconds: Fraction
    has_zone: bool


def read_number(value: object) -> int | float | None:
    """Return a number, or the number in a text such as `"23.00"`."""
    if is_number(value):
        return value if is_finite(value) else None
    if not isinstance(value, str) or len(value) > _LONGEST_NUMBER or not _NUMBER.fullmatch(value):
        return None
    text = value.strip()
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    try:
        return read_fraction(text)
    except UnreadableNumberError:
        return None


def read_time(value: object) -> Moment | None:
    """Return the moment of a date as in HTTP headers or of an ISO 8601 text; the time and the zone are optional."""
    text = value.strip() if isinstance(value, str) and len(value) < _LONGEST_TIME else ""
    match = _ISO.fullmatch(_BASIC_ISO.sub(r"\1-\2-\3T\4:\5:\6", text, count=1))
    if match is None:
        return _read_mail_date(text)
    day, minute, second, fraction, zone = match.groups()
    try:
        parsed = datetime.fromisoformat(f"{day}T{minute or '00:00'}:{second or '00'}{_offset(zone)}")
        whole = (parsed if zone else parsed.replace(tzinfo=UTC)) - _EPOCH
    except (ValueError, OverflowError):
        return None
    seconds = Fraction(whole // timedelta(seconds=1))
    return Moment(seconds + (Fraction(f"0.{fraction}") if fraction else 0), zone is not None)


def _read_mail_date(text: str) -> Moment | None:
    """Return the moment of a date of HTTP (RFC 9110, 5.6.7) or mail (RFC 5322, 3.3), or with a cookie's old hyphens."""
    if not _MAIL_DATE.fullmatch(text):
        return None
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    # -0000 says that the sender's zone is unknown; the time itself is in UTC.
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return Moment(Fraction((when - _EPOCH) // timedelta(seconds=1)), True)


def read_epoch(value: object) -> Moment | None:
    """Return the moment of a number of seconds since 1970, or of milli- or microseconds if it is large."""
    if not is_finite(value) or abs(value) > _LAST_EPOCH:
        return None
    size = abs(value)
    unit = 10**6 if size >= _EPOCH_MICROS else 1000 if size >= _EPOCH_MILLIS else 1
    return Moment(exact(value) / unit, True)


def write_time(moment: Moment) -> str | None:
    """Return the moment as an ISO text in UTC; None if it is beyond the calendar."""
    try:
        when = _EPOCH + timedelta(microseconds=int(moment.seconds * 10**6))
    except OverflowError:
        return None
    return when.isoformat().replace("+00:00", "Z" if moment.has_zone else "")


def _offset(zone: str | None) -> str:
    if zone is None or zone in "Zz":
        return "" if zone is None else "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
