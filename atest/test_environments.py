"""The environment and the files of an import: the nearest setting wins."""

from pathlib import Path

import pytest

from atest.robot_process import SUITES, Robot


@pytest.mark.parametrize(
    ("variable", "environment", "expected"),
    [
        ({}, {}, "base"),
        ({}, {"QUASH_ENVIRONMENT": "staging"}, "staging"),
        ({"QUASH_ENVIRONMENT": "production"}, {"QUASH_ENVIRONMENT": "staging"}, "production"),
    ],
)
def test_environment(robot: Robot, variable: dict[str, str], environment: dict[str, str], expected: str) -> None:
    """The import's environment wins over Robot's variable, which wins over the environment variable."""
    run = robot.given(environment=environment, **variable, EXPECTED=expected).run("environments")
    run.assert_as_documented()


def test_production_is_read_only(robot: Robot) -> None:
    """A request that may change something is refused in one environment and sent in another."""
    robot.run("environments/read_only.robot").assert_as_documented()


def test_registry_in_the_execution_directory(robot: Robot, tmp_path: Path) -> None:
    """It is used if there is no registry beside the suite."""
    suite = tmp_path / "suite.robot"
    suite.write_text((SUITES / "listener" / "first" / "suite.robot").read_text(encoding="utf-8"), encoding="utf-8")
    run = robot.given_files(SUITES / "listener" / "first" / "validations.yaml").run(suite)
    assert run.test("First Has Its Own Slug").status == "PASS"


def test_registry_beside_the_suite_comes_first(robot: Robot) -> None:
    """The file in the execution directory is ignored if the suite has its own."""
    robot.given_files(SUITES / "listener" / "second" / "validations.yaml").run("listener/first").assert_as_documented()
