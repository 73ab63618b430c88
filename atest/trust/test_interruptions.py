"""A run that is interrupted at any moment ends, and leaves a readable output and no process."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from atest.backend import Backend
from atest.robot_process import Robot, interpreter, process_environment
from atest.trust.conftest import Figures

LONGEST = 3.0
"""Seconds within which the signal is sent: from the library's import, through all quick validations, into the waits."""
REGISTRY = """\
connections:
  shop: {{base_url: '{url}', timeout: 20s}}
  store: {{type: sql, url: 'sqlite:///{folder}/store.sqlite'}}
validations:
  paid: {{connection: shop, request: GET /body/paid-order, expect: {{$.state: paid}}}}
  later:
    connection: shop
    request: GET /body/paid-order
    expect: {{$.state: never}}
    eventually: {{within: 10m, every: 20ms}}
  silent: {{connection: shop, request: GET /silent, expect: {{$.state: paid}}}}
  stored: {{connection: store, sql: SELECT 1 AS one, expect: {{$.count: 1}}}}
attach:
  - {{after: 'BuiltIn.Log', validate: paid}}
"""
SUITE = """\
*** Settings ***
Library    QuashLibrary    registry={folder}/shop.yaml

*** Test Cases ***
Quick
    FOR    ${{n}}    IN RANGE    30
        Log    a step
        @paid
        @stored
        Validate Backend    @paid    @stored
    END

Waits
    Watch Backend    @later
    @later

Hangs
    Validate Backend    @silent    @later
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_a_run_that_is_interrupted_ends(
    sent: signal.Signals, robot: Robot, backend: Backend, amount: Callable[[int, int], int], figures: Figures
) -> None:
    """Each try sends the signal at another moment, because the outcome may depend on it."""
    folder = robot.new_folder()
    suite = folder / "interrupted.robot"
    suite.write_text(SUITE.format(folder=folder), encoding="utf-8")
    (folder / "shop.yaml").write_text(REGISTRY.format(url=backend.url, folder=folder), encoding="utf-8")
    tries, slowest, whole = amount(6, 70), 0.0, 0
    for number in range(tries):
        process = robot.started(suite)
        _wait_until_robot_runs(process)
        time.sleep(random.Random(number).uniform(0, LONGEST))  # noqa: S311 - the same moments each time
        process.send_signal(sent)
        begun = time.monotonic()
        run = robot.ended(process)
        slowest = max(slowest, time.monotonic() - begun)
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
        # After the end of the run, Python itself may print where it was interrupted.
        console = run.console.partition("Output:  ")[0]
        assert "Traceback" not in console
        assert "cannot be used" not in console
        assert "QuashLibrary's listener failed" not in run.console
        whole += _is_reported(run.folder / "output.xml", is_whole=sent != signal.SIGKILL)
    figures(
        f"{tries} runs, {sent.name} at any moment: the slowest ended after {slowest:.2f} s, {whole} outputs readable"
    )


def _wait_until_robot_runs(process: subprocess.Popen[str]) -> None:
    """Wait for Robot: before it runs, Python alone handles an interruption."""
    output = Robot.folder(process) / "output.xml"
    while process.poll() is None and not output.exists():
        time.sleep(0.01)


def _is_reported(output: Path, *, is_whole: bool) -> bool:
    """Return whether there is an output from which a report can be generated, even if it is truncated."""
    if not output.exists() or not output.stat().st_size:
        return False
    if is_whole:
        ElementTree.parse(output)  # noqa: S314 - written by Robot
    done = subprocess.run(
        [interpreter(), "-m", "QuashLibrary", "report", str(output)],
        env=process_environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return True
