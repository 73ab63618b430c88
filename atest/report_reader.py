"""Read the report of a run, and extract what two runs of the same suites have in common."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atest.robot_process import Run, interpreter, process_environment

_OF_THE_RUN = {"started", "ended", "elapsed", "became_true", "lag", "took", "id", "sources", "generator"}
_FILES = {"screenshot", "page_source"}
_TIMES = re.compile(
    r"\b\d+(\.\d+)? (µs|ms|s)\b"
    r"|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"
    r"|\d{4}-\d\d-\d\d[T ][\d:.]+(\+[\d:]+)?"
)


def quash(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    command = [interpreter(), "-m", "QuashLibrary", *map(str, words)]
    return subprocess.run(
        command, env=process_environment({}), capture_output=True, text=True, encoding="utf-8", check=False
    )


def make_report(*outputs: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Generate the report of some outputs with the command line."""
    return quash("report", "--output", folder, *outputs)


def rebot(folder: Path, *words: str | Path) -> Path:
    """Run rebot, and return its output."""
    output = folder / "rebot.xml"
    command = [interpreter(), "-m", "robot.rebot", "--output", str(output), "--log", "NONE", "--report", "NONE"]
    subprocess.run([*command, *map(str, words)], env=process_environment({}), capture_output=True, check=False)
    return output


def outcomes(folder: Path) -> dict[str, Any]:
    """Return the outcomes.json of a report."""
    data: dict[str, Any] = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    return data


def of_run(run: Run) -> dict[str, Any]:
    """Return the outcomes.json that a run itself wrote."""
    return outcomes(run.folder / "quash")


def by_name(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the tests of an outcomes.json by name."""
    return {test["name"]: test for test in data["tests"]}


def comparable(value: Any) -> Any:
    """Return an outcomes.json without times, ids and file names, which differ between runs."""
    if isinstance(value, Mapping):
        items = ((key, bool(item) if key in _FILES else comparable(item)) for key, item in value.items())
        return {key: item for key, item in items if key not in _OF_THE_RUN}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return _TIMES.sub("(time)", value) if isinstance(value, str) else value


def in_any_order(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what two runs have in common if their shards came in another order or under another run name."""
    shared = comparable({**data, "run": {}})
    tests = [{**test, "suite": test["suite"][-1:]} for test in shared["tests"]]
    return {**shared, "tests": sorted(tests, key=lambda test: (test["kind"], test["suite"], test["name"]))}
