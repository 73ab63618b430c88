"""Registries from the user's cache: a second run of the same suites ends like the first."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from atest.robot_process import Robot, Run

SUITES = ("schemas", "attaching/steps.robot", "staying", "expressions", "values")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """An empty cache."""
    return tmp_path / "cache"


@pytest.fixture
def robot_in_one_folder(robot: Robot, tmp_path: Path, cache: Path) -> Robot:
    """Robot started in the same folder each time, because messages show relative paths."""
    return replace(robot.given(environment={"QUASH_CACHE": str(cache)}), new_folder=same_folder(tmp_path))


def same_folder(tmp_path: Path) -> Callable[[], Path]:
    """Return a function that creates a folder, and moves its previous one away."""
    place, number = tmp_path / "run", count()

    def made() -> Path:
        if place.exists():
            place.rename(tmp_path / f"run-{next(number)}")
        place.mkdir()
        return place

    return made


def shown(run: Run) -> list[tuple[str, str, object]]:
    """Return how each test ended; its documentation has the message."""
    run.assert_as_documented()
    return [(test.name, test.status, test.tags) for test in run.suite.all_tests()]


@pytest.mark.parametrize("suite", SUITES)
def test_a_run_with_a_kept_registry_ends_as_documented(robot_in_one_folder: Robot, cache: Path, suite: str) -> None:
    """Cold and warm; the warm run uses the cold run's cache, and writes nothing to it."""
    cold = shown(robot_in_one_folder.run(suite))
    files = {path: path.read_bytes() for path in cache.glob("*.quash")}
    assert files
    inodes = {path: path.stat().st_ino for path in files}
    assert shown(robot_in_one_folder.run(suite)) == cold
    assert {path: path.stat().st_ino for path in cache.glob("*.quash")} == inodes


def test_a_read_only_home_causes_no_warning(robot: Robot, tmp_path: Path) -> None:
    """There is no cache, and the run says nothing about it."""
    (tmp_path / "file").touch()
    run = robot.given(environment={"QUASH_CACHE": str(tmp_path / "file" / "cache")}).run("schemas")
    run.assert_as_documented()
    assert run.errors == []
