"""The screen against the backend, on each of the UIs."""

import pytest

from atest.output_reader import Step
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(phone: Robot) -> Run:
    """The suite on one UI."""
    return phone.run("ui/match.robot")


def readings(run: Run, name: str) -> list[Step]:
    """The readings of the screen below the step."""
    [step] = [step for step in run.test(name).walk() if step.name == "UI Should Match Backend"]
    return [child for child in step.walk() if child.name == "Get Text"]


def test_matching_ends_as_documented(run: Run) -> None:
    """Both sides are told where they do not agree."""
    run.assert_as_documented()


def test_every_reading_is_a_step(run: Run) -> None:
    """One where both agree at once, several where they do not."""
    assert len(readings(run, "They Agree")) == 1
    assert len(readings(run, "They Never Agree")) > 1


def test_screen_that_differs_is_a_silent_failure(run: Run) -> None:
    """The app itself showed no failure."""
    assert "silent-failure" in run.test("They Never Agree").tags


@pytest.fixture(scope="module")
def others(robot: Robot) -> Run:
    """The suites with libraries of the shape of SeleniumLibrary and Browser, with all that Robot can log."""
    return robot.given("--loglevel", "TRACE").run("ui/other_libraries.robot", "ui/browser.robot")


def test_other_libraries_end_as_documented(others: Run) -> None:
    """Locators with equals signs are locators, and both libraries are used as they want to be."""
    others.assert_as_documented()


def test_typed_secret_is_in_no_file(others: Run) -> None:
    """Neither in arguments nor in messages, whatever the library logs."""
    for test in ("Secret Is Typed", "What Is Typed Is Shown"):
        [step] = [step for step in others.test(test).walk() if step.name == "Type Backend Value"]
        below = [child for top in step.steps for deep in top.steps for child in deep.walk()]
        assert below
        told = [*(message.text for message in others.test(test).messages()), *(a for s in below for a in s.arguments)]
        assert not [text for text in told if any(pin in text for pin in ("obvious${test}-pin", "obvious-third-pin"))]


def test_typing_is_a_step(others: Run) -> None:
    """The UI library's own keyword, between the others."""
    names = [step.name for step in others.test("Secret Is Typed").walk()]
    assert "Input Password" in names


def test_typed_with_appium(run: Run) -> None:
    """The app gets the secret, no log does."""
    assert "obvious-typed-pin" not in "".join(message.text for message in run.test("Secret Is Typed").messages())
