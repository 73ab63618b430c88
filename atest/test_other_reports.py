"""Other report tools that listen to the same run: the real Allure, and Robot's own statistics by tag."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from atest.report_reader import outcomes
from atest.robot_process import Robot, Run, interpreter
from demo import robot_run

PNG = b"\x89PNG\r\n\x1a\n"
TAG_OPTIONS = ("--tagstatcombine", "@*?failed:backend failed", "--tagstatexclude", "@*")
"""The options that the documentation recommends."""


@dataclass(frozen=True)
class Allure:
    """Allure's results of a run."""

    folder: Path

    def step(self, name: str) -> dict[str, Any]:
        """Return the only step with this name, with its attachments."""
        [result] = [json.loads(path.read_text(encoding="utf-8")) for path in self.folder.glob("*-result.json")]
        [found] = [step for step in _walk(result["steps"]) if step.get("name") == name]
        return found

    def read(self, step: dict[str, Any], name: str) -> bytes:
        """Return the content of an attachment."""
        [source] = [item["source"] for item in step["attachments"] if item["name"] == name]
        path: Path = self.folder / source
        return path.read_bytes()


def _walk(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield step
        yield from _walk(step.get("steps", []))


@pytest.fixture(scope="module")
def run(fake_phone: Robot, new_folder: Callable[[], Path]) -> tuple[Run, Allure]:
    """A silent failure while Allure listens."""
    folder = new_folder() / "allure"
    robot = fake_phone.given("--listener", f"allure_robotframework;{folder}", "--test", "Payment Is Kept")
    return robot.run(robot_run.DEMO_SUITE), Allure(folder)


def test_allure_has_the_screen_beside_the_answer(run: tuple[Run, Allure]) -> None:
    """Screenshot, page source, request and response are attachments of the validation's step."""
    allure = run[1]
    step = allure.step("QuashLibrary.@order-created")
    assert step["status"] == "failed"
    assert allure.read(step, "screen of the app").startswith(PNG)
    assert allure.read(step, "page source").startswith(b"<")
    assert b'"state": "payment_failed"' in allure.read(step, "@order-created, request and answer")


def test_report_is_written_beside_other_reports(run: tuple[Run, Allure]) -> None:
    """Another listener does not change it."""
    [test] = outcomes(run[0].folder / "quash")["tests"]
    assert test["silent_failure"]
    assert run[0].errors == []


def test_allure_masks_what_the_log_masks(run: tuple[Run, Allure]) -> None:
    """The token is in none of its files."""
    files = [path for path in run[1].folder.iterdir() if b"shop-test-token" in path.read_bytes()]
    assert not files


def test_statistics_by_tag_can_combine_the_backend(run: tuple[Run, Allure], tmp_path: Path) -> None:
    """With the documented options it has one line, however many validations there are."""
    output = tmp_path / "output.xml"
    command = [interpreter(), "-m", "robot.rebot", *TAG_OPTIONS, "--output", str(output), "--log", "NONE"]
    subprocess.run([*command, "--report", "NONE", str(run[0].folder / "output.xml")], check=False, capture_output=True)
    stats = ElementTree.parse(output).getroot().findall("statistics/tag/stat")  # noqa: S314 - written by rebot
    failures = {stat.text: stat.get("fail") for stat in stats}
    assert failures["backend failed"] == failures["silent-failure"] == "1"
    assert not [name for name in failures if name and name.startswith("@")]
