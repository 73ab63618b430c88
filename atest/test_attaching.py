"""What registries attach to steps and tests of suites that do not know of it."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def steps(robot: Robot) -> Run:
    """The suite of attached steps."""
    return robot.run("attaching/steps.robot")


def test_attached_steps_behave_as_real_ones(steps: Run) -> None:
    """Policies, TRY, loops, templates, setups, `Run Keyword` and waits: each ends as documented."""
    steps.assert_as_documented()
