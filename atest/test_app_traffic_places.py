"""Where the app's failed requests are shown, and when their test ends, for every control structure of Robot."""

from __future__ import annotations

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(app: Robot) -> Run:
    """The suite of places."""
    return app.run("app_traffic/places.robot")


def shown(run: Run, test: str) -> list[str]:
    """Return the steps of a test in order, including those in control structures."""
    return [step.name.removeprefix("› ") for step in run.test(test).walk() if step.kind == "kw"]


def test_tests_end_as_documented(run: Run) -> None:
    """The test's own failure comes first; a timeout or a skip keeps its message."""
    run.assert_as_documented()


@pytest.mark.parametrize("test", ["Loop", "User Keyword Called Twice"])
def test_each_failure_is_shown_once(run: Run, test: str) -> None:
    """Repeated steps do not repeat it."""
    steps = [step for step in shown(run, test) if step != "Pay"]
    assert steps == [
        *("Tap", "app request failed: POST /one -> 500", "See"),
        *("Tap", "app request failed: POST /two -> 500", "See"),
        "the app sent 2 requests, 2 failed",
    ]


def test_failures_are_shown_in_branches(run: Run) -> None:
    """They come right after their step."""
    assert shown(run, "Branches") == [
        *("Tap", "app request failed: POST /one -> 500", "See"),
        *("Tap", "app request failed: POST /two -> 500"),
        "the app sent 2 requests, 2 failed",
    ]


@pytest.mark.parametrize(
    ("test", "before"), [("Repeated By A Keyword", ["Run Keywords", "Tap", "See"]), ("Setup", ["Tap", "See"])]
)
def test_failure_without_a_place_is_shown_at_the_next_place(run: Run, test: str, before: list[str]) -> None:
    """Robot accepts no steps in `Run Keywords` or in a setup."""
    assert shown(run, test)[: len(before) + 1] == [*before, "app request failed: POST /one -> 500"]


def test_failures_of_a_teardown_are_counted(run: Run) -> None:
    """Only the last step comes after it."""
    assert shown(run, "Teardown") == ["See", "Tap", "the app sent 1 request, 1 failed"]


def test_strict_connection_fails_the_setup_of_a_suite(app: Robot) -> None:
    """No test of the suite runs, as after any other failed setup."""
    app.run("app_traffic/strict_setup.robot").assert_as_documented()
