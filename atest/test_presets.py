"""Environment and inputs that a suite or test sets for its later steps."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suites at the most detailed log level."""
    return robot.given("--loglevel", "TRACE").run("presets")


def test_presets_end_as_documented(run: Run) -> None:
    """They last as long as they should, and an unknown name comes with the nearest known one."""
    run.assert_as_documented()


def test_secret_input_is_masked(run: Run) -> None:
    """It is masked in the trace of the keyword that sets it, and in everything logged later."""
    assert not [message.text for message in run.test("Secret Input").messages() if "obvious-test-pin" in message.text]


def test_dry_run_knows_inputs_that_are_set(robot: Robot) -> None:
    """A missing input is not a problem if the suite may set it."""
    assert robot.given("--dryrun").run("presets").code == 0
