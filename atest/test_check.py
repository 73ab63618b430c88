"""`quash check` on the command line: with this repository's suites, a closed pipe and a terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from atest.backend import Backend
from atest.robot_process import INTERPRETER, SUITES

ROOT = SUITES.parents[1]
TIMEOUT = 120


@pytest.fixture
def environment() -> dict[str, str]:
    """No variable names another registry; a separate interpreter has the wheel."""
    left_out = {"QUASH_REGISTRY", "QUASH_ENVIRONMENT", "PYTHONPATH"}
    path = {} if INTERPRETER in os.environ else {"PYTHONPATH": str(ROOT)}
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, **path}


def check(environment: dict[str, str], *words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [os.environ.get(INTERPRETER, sys.executable), "-m", "QuashLibrary", "check", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )


def test_mistakes_that_a_dry_run_finds_are_found(environment: dict[str, str], backend: Backend) -> None:
    """They are listed with their places, and no request is sent."""
    before = len(backend.requests)
    done = check(environment, "atest/suites/dry_run", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert {finding["file"] for finding in found if finding["severity"] == "error"} == {
        "atest/suites/dry_run/mistakes.robot"
    }
    assert {"Q201", "Q202", "Q203", "Q204"} <= {finding["code"] for finding in found}
    assert len(backend.requests) == before


def test_the_demo_has_no_mistakes(environment: dict[str, str]) -> None:
    """There are no warnings and no notes either."""
    done = check(environment, "demo", "--strict", "--ignore", "unset-variable")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No problems found; ")


def test_a_folder_that_cannot_be_written_is_checked(environment: dict[str, str], tmp_path: Path) -> None:
    """The command writes only what its options request."""
    (tmp_path / "validations.yaml").write_text("version: 1\n", encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        done = check(environment, "validations.yaml", folder=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["validations.yaml"]


def test_a_reader_may_close_the_pipe(environment: dict[str, str]) -> None:
    """`head` does so; no traceback follows."""
    command = [os.environ.get(INTERPRETER, sys.executable), "-m", "QuashLibrary", "check", "atest/suites/dry_run"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors
