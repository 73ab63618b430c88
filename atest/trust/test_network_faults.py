"""Whatever the network delivers has its verdict, within its time and with bounded memory."""

from __future__ import annotations

from pathlib import Path

from atest.robot_process import Robot
from atest.trust.conftest import Figures
from atest.trust.faults import FAULTS, running_faults

DEADLINE = 1.0
MOST_MEMORY = 300 * 1024 * 1024
"""Bytes for the whole process; Robot Framework and the libraries take 60 MiB, and a flood or bomb has more."""
METER = """
import resource

def peak(file):
    with open(file, "w") as text:
        text.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))
"""
REGISTRY = """\
connections: {{shop: {{base_url: '{url}', timeout: {deadline:g}s, redirects: same-origin}}}}
validations:
  paid: {{request: GET /, expect: {{$.state: paid}}}}
"""
VALIDATION = "  {name}: {{request: GET /faults/{name}, expect: {{$.state: paid}}}}\n"
HEAD = """\
*** Settings ***
Library           {folder}/meter.py
Library           QuashLibrary    registry={folder}/shop.yaml
Suite Teardown    Peak    {folder}/peak.txt

*** Test Cases ***
"""
TEST = """\
{name}
    @{name}

After {name}
    @paid

"""


def test_every_fault_has_its_verdict(robot: Robot, figures: Figures) -> None:
    """After each fault, the next validation on the same connection gets its own answer."""
    folder = robot.new_folder()
    (folder / "meter.py").write_text(METER, encoding="utf-8")
    suite = folder / "faults.robot"
    suite.write_text(
        HEAD.format(folder=folder) + "".join(TEST.format(name=fault.name) for fault in FAULTS), encoding="utf-8"
    )
    with running_faults() as url:
        validations = "".join(VALIDATION.format(name=fault.name) for fault in FAULTS)
        registry = REGISTRY.format(url=url, deadline=DEADLINE) + validations
        (folder / "shop.yaml").write_text(registry, encoding="utf-8")
        run = robot.run(suite)
    tests = {test.name: test for test in run.suite.all_tests()}
    wrong = [
        f"{fault.name}: {tests[fault.name].message or 'passed'}"
        for fault in FAULTS
        if _verdict(fault.name, tests[fault.name].message) not in fault.verdicts
    ]
    slowest = max(tests[fault.name].elapsed.total_seconds() for fault in FAULTS)
    peak = int(Path(folder, "peak.txt").read_text(encoding="utf-8"))
    right = len(FAULTS) - len(wrong)
    figures(
        f"{len(FAULTS)} network faults: {right} right verdicts, the slowest after {slowest:.2f} s of {DEADLINE:g} s, "
        f"peak memory {peak >> 20} MiB"
    )
    assert wrong == []
    assert [test.message for name, test in tests.items() if name.startswith("After") and test.status != "PASS"] == []
    assert "Traceback" not in run.xml
    assert peak < MOST_MEMORY


def _verdict(name: str, message: str) -> str:
    if not message:
        return "passed"
    first = message.partition("\n")[0]
    return first.removeprefix(f"@{name} ").partition(":")[0] if first.startswith(f"@{name} ") else first
