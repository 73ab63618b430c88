"""Failures that do not end a test: its tags and the report agree about them."""

from __future__ import annotations

import pytest

from atest.report_reader import by_name, of_run
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite."""
    return robot.run("tries")


def test_tests_end_as_documented(run: Run) -> None:
    """The suite does what the tests of this module assume."""
    run.assert_as_documented()


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("The Order Is Paid At The Third Try", {"@order-paid-in-time"}),
        ("The Wait Fails", {"@order-shipped", "@order-shipped:failed", "silent-failure"}),
        ("The Test Knows That It Is Not Shipped", {"@order-shipped", "@order-shipped:failed", "silent-failure"}),
        ("The Test Needs No Stock", {"@stock", "@stock:failed"}),
        ("A Watch Fails During A Wait", {"@order-shipped", "@order-shipped:failed", "silent-failure"}),
        ("Attached Validation Continues In A Wait", {"@order-shipped", "@order-shipped:failed", "silent-failure"}),
    ],
)
def test_tags_and_report_agree(run: Run, name: str, tags: set[str]) -> None:
    """A test's tags match what the report counts."""
    found = by_name(of_run(run))[name]
    assert set(run.test(name).tags) == set(found["tags"]) == tags
    assert found["silent_failure"] == ("silent-failure" in tags)
    assert any(shown["silent"] for shown in found["outcomes"]) == ("silent-failure" in tags)


def test_tries_are_one_wait(run: Run) -> None:
    """Its time counts from the UI step before the first try, so the last try did not succeed immediately."""
    outcomes = by_name(of_run(run))["The Order Is Paid At The Third Try"]["outcomes"]
    assert [(shown["verdict"], shown["retried"]) for shown in outcomes] == [
        ("failed", True),
        ("failed", True),
        ("passed", False),
    ]
    assert outcomes[-1]["lag"] > 0.04
    assert not outcomes[-1]["at_once"]


def test_a_caught_failure_is_a_warning(run: Run) -> None:
    """The test has not failed, so the report does not list it with errors."""
    data = of_run(run)
    [outcome] = by_name(data)["The Test Needs No Stock"]["outcomes"]
    assert outcome["caught"]
    assert (data["summary"]["with_errors"], data["summary"]["with_warnings"]) == (0, 1)
