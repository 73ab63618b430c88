"""The app's session survives a wait for the backend."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(phone: Robot) -> Run:
    """The suite on one UI at the most detailed log level."""
    return phone.given("--loglevel", "TRACE").run("ui/kept_alive.robot")


def test_the_app_is_used_after_a_long_wait(run: Run) -> None:
    """A validation waits longer than `newCommandTimeout` allows, and the next UI step works."""
    run.assert_as_documented()


def test_keeping_alive_is_invisible(run: Run) -> None:
    """The requests meanwhile leave no step, message or warning."""
    [step] = [step for step in run.test("App Is Used After A Long Wait").walk() if step.name == "@true-later"]
    texts = [message.text for child in step.walk() for message in child.messages]
    assert not [text for text in texts if "/session/" in text or "imeouts" in text]
    assert run.errors == []
