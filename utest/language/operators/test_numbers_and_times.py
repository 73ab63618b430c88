"""ISO 8601 texts and dates as in HTTP headers count as times."""

import pytest

from QuashLibrary.language.operators.model import Context, Found
from QuashLibrary.language.operators.numbers_and_times import read_number, read_time, write_time
from QuashLibrary.language.operators.table import evaluate, parse_conditions

MODIFIED = "Wed, 01 May 2024 10:00:00 GMT"
SEVEN_MINUTES_LATER = 1714557600.0 + 7 * 60


@pytest.mark.parametrize(
    "text",
    [MODIFIED, "Wed, 01-May-2024 10:00:00 GMT", f" {MODIFIED} ", "Wed, 1 May 2024 12:00:00 +0200 (CEST)",
     "1 May 2024 10:00 UT", "Wed, 01 May 2024 10:00:00 -0000", "20240501T100000Z", "20240501T120000+0200"],
)  # fmt: skip
def test_the_date_of_a_header_or_a_mail_is_a_time(text: str) -> None:
    """Dates of RFC 9110 and RFC 5322, with the hyphens of old cookies, and ISO's basic form are times."""
    moment = read_time(text)
    assert moment is not None
    assert write_time(moment) == "2024-05-01T10:00:00Z"


@pytest.mark.parametrize(
    "text",
    ["Wed, 01 May 2024 10:00:00", "Wed, 31 Feb 2024 10:00:00 GMT", "Wed, 01 Mai 2024 10:00:00 GMT",
     "Wed, 01 May-2024 10:00:00 GMT", "1 May 2024", "20240501", "20240501T1000", "1714557600",
     "Wed, 01 May 2024 25:00:00 GMT"],
)  # fmt: skip
def test_what_is_no_date_of_a_header_is_no_time(text: str) -> None:
    """A date with an impossible day, a month in another language or no zone is not a time."""
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({"newer than": "8 min"}, True),
        ({"newer than": "6 min"}, False),
        ({"at least": "2024-05-01T10:00:00Z", "at most": "2024-05-01T12:00:00+02:00"}, True),
        ({"less than": "Wed, 01 May 2024 09:59:59 GMT"}, False),
        ({"as": "time", "equals": "2024-05-01T10:00:00Z"}, True),
    ],
)
def test_operators_on_times_understand_it(conditions: object, holds: bool) -> None:
    """Such a date can be compared with ISO times and other dates."""
    parsed = parse_conditions(conditions)
    assert parsed.problems == ()
    context = Context(now=lambda: SEVEN_MINUTES_LATER)
    assert evaluate(parsed.conditions, Found.one(MODIFIED), context).holds is holds


@pytest.mark.parametrize(
    ("text", "number"), [(".5", 0.5), ("5.", 5.0), ("-.5e2", -50.0), (" 23.00 ", 23.0), (".", None), ("5.5.", None)]
)
def test_a_number_may_begin_or_end_with_its_point(text: str, number: float | None) -> None:
    """Numbers that start or end with a point, as databases and spreadsheets write them, are read."""
    assert read_number(text) == number
