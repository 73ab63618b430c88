"""Robot's private names, on the newest Robot Framework; `make atest-oldest` runs them on the oldest."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from atest.robot_process import SUITES, Robot, Run

ROBOT_API = Path(__file__).parent.parent / "QuashLibrary" / "robotside" / "robot_api"
CONTRACTS = SUITES / "robot_api" / "contracts.robot"
_INTRODUCTION = "Robot's private names: "


@pytest.fixture(scope="module")
def contracts(robot: Robot) -> Run:
    """The run of all contracts."""
    listener = SUITES / "robot_api" / "CommandLine.py"
    return robot.given("--listener", str(listener)).run("robot_api/contracts.robot")


def test_every_contract_holds(contracts: Run) -> None:
    """A name that Robot has changed fails its own test."""
    assert {test.name: test.message for test in contracts.suite.all_tests() if test.status != "PASS"} == {}


def test_the_end_of_a_run_is_noticed_once(contracts: Run) -> None:
    """It is noticed when the output is complete; another run's output does not count."""
    assert (contracts.folder / "ends.txt").read_text(encoding="utf-8").splitlines() == ["complete True", "over True"]


def test_names_are_changed_before_they_are_written(contracts: Run) -> None:
    """The output has the name that was set when the step started."""
    assert '<kw name="Renamed"' in contracts.xml


def test_lines_look_like_robots_own(contracts: Run) -> None:
    """This applies to Robot's console."""
    assert re.search(r"Contract: *\S+output\.xml\n", contracts.console)
    assert "[ WARN ] a contract" in contracts.console


def private_names() -> set[str]:
    """Return the names listed in the docstrings of robot_api."""
    docstrings = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in ROBOT_API.glob("*.py"))
    listed = (text.partition(_INTRODUCTION)[2] for text in docstrings if text)
    return {name for text in listed for name in re.findall(r"`([^`]+)`", text)}


def test_every_private_name_has_a_contract() -> None:
    """Its name is a tag of the test."""
    assert len(private_names()) > 20
    suite = CONTRACTS.read_text(encoding="utf-8").replace("\\$", "$")
    assert {
        name for name in private_names() if not re.search(rf"  {re.escape(name)}(  |$)", suite, re.MULTILINE)
    } == set()
