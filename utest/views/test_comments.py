"""Records as comments in the log: the rules for every frozen dataclass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from QuashLibrary.errors import NewerRecordError, UnreadableRecordError
from QuashLibrary.views.comments import comment, commented_data, local_time, validated, values_of, with_times


@dataclass(frozen=True)
class Toy:
    """A record."""

    name: str
    parts: tuple["Toy", ...] = ()
    count: int = 0
    more: Mapping[str, str] = field(default_factory=dict)


def test_values_that_are_empty_by_default_are_left_out() -> None:
    """Other empty values are written."""
    assert (
        comment("toy", 3, values_of(Toy("", (Toy("b"),))))
        == '<!--toy {"version":3,"name":"","parts":[{"name":"b"}]}-->'
    )


def test_first_comment_with_the_mark_counts() -> None:
    """Comments of other tools are ignored."""
    text = '<!--toys {"version":1}--><!--toy {"version":1,"name":"a"}--><!--toy {"version":1,"name":"b"}-->'
    assert commented_data("toy", 1, text) == (1, {"name": "a"})


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_versions_are_read_as_well(version: int) -> None:
    """The caller knows what they mean."""
    assert commented_data("toy", 3, f'<!--toy {{"version":{version},"name":"a"}}-->') == (version, {"name": "a"})


def test_a_newer_version_is_an_error_of_its_own() -> None:
    """It needs another remedy than a damaged record."""
    with pytest.raises(NewerRecordError, match="it has version 4; only versions up to 3 can be read"):
        commented_data("toy", 3, '<!--toy {"version":4,"name":"a"}-->')


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!--toy {"version":1', "it is cut off"),
        ('<!--toy {"version":2}-->', "it has version 2; only versions up to 1 can be read"),
        ('<!--toy {"version":0}-->', "0 is not a version"),
        ('<!--toy {"version":true}-->', "true is not a version"),
        ('<!--toy {"version":"2"}-->', '"2" is not a version'),
        ("<!--toy []-->", "it is not a record"),
        ("<!--toy 5-->", "it is not a record"),
        (f"<!--toy {'[' * 100_000}-->", "maximum recursion depth exceeded"),
    ],
    ids=["cut", "version", "zero", "truth", "text", "list", "number", "deep"],
)
def test_comment_that_cannot_be_read_says_why(text: str, why: str) -> None:
    """There is one kind of error for all of them."""
    with pytest.raises(UnreadableRecordError, match=why):
        commented_data("toy", 1, text)


@pytest.mark.parametrize(
    "data", [{"name": 5}, {"name": "a", "count": "1"}, {"name": "a", "count": 2e9}, {"count": 1}, {"name": "a", "b": 1}]
)
def test_value_of_another_type_is_refused(data: dict[str, object]) -> None:
    """Missing, unknown and absurdly large values are refused too."""
    with pytest.raises(TypeError):
        validated(Toy, data)


def test_times_are_read_where_they_are_written() -> None:
    """They are naive, as Robot writes them."""
    assert with_times({"at": "2026-01-01T12:00:00+02:00", "b": 1}, "at", "c") == {
        "at": datetime(2026, 1, 1, 12),
        "b": 1,
    }
    for wrong in ("noon", "0001-01-01T00:00:00"):
        with pytest.raises(ValueError):
            with_times({"at": wrong}, "at")


def test_local_time_is_that_of_the_machine() -> None:
    """This holds for any time zone."""
    moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert local_time(moment).astimezone() == moment
    assert local_time(moment).tzinfo is None
