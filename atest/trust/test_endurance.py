"""Thousands of validations in one process: memory, threads and connections do not grow."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

from atest.backend import Backend
from atest.robot_process import Robot
from atest.trust.conftest import Figures

PER_TEST = 20
MOST_GROWTH = 1_000
"""Bytes that each validation may leave in memory; Robot Framework itself keeps about as much for a test."""
METER = '''
import json, resource, threading
from pathlib import Path

def measure(file):
    """Append what the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = [link.readlink().as_posix() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    sockets = sum(file.startswith("socket:") for file in files)
    now = {"memory": pages * resource.getpagesize(), "threads": threading.active_count(), "sockets": sockets}
    with open(file, "a") as lines:
        lines.write(json.dumps(now) + "\\n")
'''
REGISTRY = """\
connections: {{shop: {{base_url: '{url}'}}}}
validations:
  paid:
    request: GET /body/paid-order
    expect: {{$.state: paid, $.total: 23, $.items: {{count: 2}}}}
    fetch: {{number: $.number}}
"""
HEAD = """\
*** Settings ***
Library    {folder}/meter.py
Library    QuashLibrary    registry={folder}/shop.yaml

*** Test Cases ***
"""
TEST = """\
Test {number}
    FOR    ${{n}}    IN RANGE    {steps}
        @paid
    END
    Measure    {folder}/measured.txt
"""


def test_nothing_piles_up(robot: Robot, backend: Backend, amount: Callable[[int, int], int], figures: Figures) -> None:
    """After the first tenth of the tests, which loads everything, the figures stay constant."""
    tests = amount(20, 500)
    folder = robot.new_folder()
    (folder / "meter.py").write_text(METER, encoding="utf-8")
    (folder / "shop.yaml").write_text(REGISTRY.format(url=backend.url), encoding="utf-8")
    suite = folder / "endurance.robot"
    body = [TEST.format(number=number, steps=PER_TEST, folder=folder) for number in range(tests)]
    suite.write_text("".join([HEAD.format(folder=folder), *body]), encoding="utf-8")
    run = robot.within(1200).run(suite)
    assert run.code == 0, run.console
    measured = [json.loads(line) for line in (folder / "measured.txt").read_text(encoding="utf-8").splitlines()]
    early, late = measured[tests // 10], measured[-1]
    validations = (tests - tests // 10 - 1) * PER_TEST
    growth = (late["memory"] - early["memory"]) / validations
    figures(
        f"{tests * PER_TEST:,} validations: memory {early['memory'] >> 20} to {late['memory'] >> 20} MiB, "
        f"{late['threads']} threads, {late['sockets']} sockets at the end"
    )
    assert len(measured) == tests
    assert growth < MOST_GROWTH or tests < 100, f"{growth:.0f} bytes for each validation"
    for before, after in pairwise(measured[tests // 10 :]):
        assert after["threads"] <= before["threads"] + 1
    assert (late["threads"], late["sockets"]) == (early["threads"], early["sockets"])
