"""Snapshots: values remembered before the app's step, and compared after it."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite without an app."""
    return robot.run("snapshots/without_app.robot")


def test_every_case_ends_as_documented(run: Run) -> None:
    """Snapshots belong to inputs and a test; an error names the missing step."""
    run.assert_as_documented()


def test_a_snapshot_is_a_step_with_its_exchange(run: Run) -> None:
    """It looks like other steps, and says what it remembers."""
    remember, use = run.test("Nothing Has Changed").steps
    assert (remember.name, remember.status) == ("Remember Backend", "PASS")
    titles = [step.name for step in remember.steps]
    assert "/stock/honey -> 200" in titles[0]
    assert titles[1:] == ["› 1 value remembered"]
    [message] = remember.messages
    assert ">@stock-kept remembered\n" in message.text
    assert use.status == "PASS"


def test_a_snapshot_alone_does_not_count_as_a_check(run: Run) -> None:
    """The test has the tag of a used validation, or of one that could not be checked."""
    assert run.test("Nothing Has Changed").tags == ("@stock-kept",)
    assert run.test("A Failing Backend Has No State").tags == ("@never-there", "@never-there:failed")


def test_a_stale_code_is_never_typed(fake_phone: Robot) -> None:
    """The app's second login waits for the second code, and fails if none is sent."""
    run = fake_phone.run("snapshots/phone.robot")
    run.assert_as_documented()
    test = run.test("Stale Code Is Not Passed On")
    assert "silent-failure" in test.tags
