"""Open elements of an output, as written by every Robot Framework since version 3."""

from datetime import datetime

import pytest

from QuashLibrary.report.read.open_elements import OpenElement, parse_moment, parse_seconds

NOON = datetime(2026, 1, 1, 12, 0, 0, 250_000)


def element(tag: str = "kw", parent: OpenElement | None = None, **attributes: str) -> OpenElement:
    """Return an open element."""
    return OpenElement(tag, attributes, parent)


@pytest.mark.parametrize("text", ["2026-01-01T12:00:00.250000", "2026-01-01 12:00:00.250", "20260101 12:00:00.250"])
def test_times_of_all_versions_are_read(text: str) -> None:
    """Times are also read in the form without dashes, as before version 7."""
    assert parse_moment(text) == NOON


@pytest.mark.parametrize("text", ["", "N/A", "yesterday", "20269999 12:00:00.250"])
def test_text_that_is_not_a_time_is_none(text: str) -> None:
    """A text that is not a time gives None."""
    assert parse_moment(text) is None


@pytest.mark.parametrize(("text", "value"), [("0.25", 0.25), ("-1", 0.0), ("", 0.0), ("long", 0.0)])
def test_durations_are_never_negative(text: str, value: float) -> None:
    """A negative duration or any other text counts as 0."""
    assert parse_seconds(text) == value


def test_elapsed_time_of_older_versions_is_the_difference() -> None:
    """Before version 7, the elapsed time is the difference of start and end."""
    step = element()
    step.status_attributes = {"starttime": "20260101 12:00:00.250", "endtime": "20260101 12:00:01.000"}
    assert step.started == NOON
    assert step.elapsed == 0.75


def test_library_of_older_versions_is_the_owner() -> None:
    """Before version 7, the owner is in the attribute `library`."""
    assert element(library="AppiumLibrary").owner == "AppiumLibrary"
    assert element(owner="AppiumLibrary").owner == "AppiumLibrary"


def test_loops_and_branches_are_not_keywords() -> None:
    """Loops and branches do not count as keywords around a step."""
    outer = element(name="Outer", parent=element("test"))
    loop = element("iter", element("for", outer))
    assert element(name="Inner", parent=loop).within == ("Outer",)


def test_suites_begin_with_the_outermost() -> None:
    """A test knows its suites, outermost first."""
    inner = element("suite", element("suite", name="Outer"), name="Inner")
    assert [suite.name for suite in element("test", inner).suites] == ["Outer", "Inner"]


def test_only_a_suites_own_keyword_is_its_fixture() -> None:
    """A test's setup is not a suite fixture."""
    suite = element("suite")
    assert element(parent=suite).is_suite_fixture
    assert not element(parent=element("test", suite)).is_suite_fixture


def test_unknown_status_is_not_run() -> None:
    """An element without a status, as in a truncated output, did not run."""
    assert element().status == "NOT RUN"
