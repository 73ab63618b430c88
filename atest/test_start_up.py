"""What a run loads before its first validation: pabot starts a process for each test, and each pays for it."""

from __future__ import annotations

import pytest

from atest.robot_process import SUITES, Robot
from atest.test_parallel import by_pabot

LIST = SUITES / "start_up" / "modules.txt"
"""Every library module that a start may load. A new one costs each pabot process about a millisecond."""
HEAVY = {
    *("jsonschema", "referencing", "regex", "jsonpath_ng", "httpx", "httpcore", "h11", "jinja2", "sqlalchemy"),
    *("rich", "pygments", "click", "trio", "anyio", "uuid"),
}  # fmt: skip
"""Packages that only a validation, a changed registry or a report needs. Robot itself loads yaml."""


@pytest.fixture(scope="module")
def loaded(robot: Robot, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules of a process whose registry is unchanged since the previous process."""
    cache = {"QUASH_CACHE": str(tmp_path_factory.mktemp("cache"))}
    run = by_pabot(robot.given(environment=cache), "--processes", "1").run("start_up/nothing_used.robot")
    run.assert_as_documented()
    return (run.folder / "Second.txt").read_text(encoding="utf-8").split("\n")


def test_a_start_loads_what_is_listed(loaded: list[str]) -> None:
    """No module of the engine, the views or the report is among them, and none that reads a registry."""
    ours = sorted(name for name in loaded if name.partition(".")[0] == "QuashLibrary")
    assert ours == LIST.read_text(encoding="utf-8").split()


def test_a_start_loads_no_heavy_package(loaded: list[str]) -> None:
    """The first validation loads them."""
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
