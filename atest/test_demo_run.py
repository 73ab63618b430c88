"""`make demo` as a newcomer sees it: mitmproxy adds a column; without it, a line says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atest.robot_process import INTERPRETER
from demo.app_traffic import MISNAMED
from demo.servers import ROOT
from QuashLibrary.traffic.mitmdump import PROGRAM_VARIABLE

pytestmark = pytest.mark.skipif(bool(os.environ.get(INTERPRETER)), reason="the demo runs on the Python of this process")

LIMIT = 240


def demonstrate(folder: Path, mitmdump: str) -> str:
    """Return the output of the demonstration, which must end as intended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), PROGRAM_VARIABLE: mitmdump}
    command = [sys.executable, "-m", "demo.run", "--output", str(folder)]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    return ended.stdout


def cells(printed: str, name: str) -> list[str]:
    """Return the cells in the line of a test."""
    [line] = [line for line in printed.splitlines() if line.startswith(name)]
    return [cell.strip() for cell in line.removeprefix(name).split("   ") if cell.strip()]


def test_swallowed_failure_is_in_the_table(tmp_path: Path, mitmdump: str) -> None:
    """The app's requests alone reveal it, beside the findings of the validations."""
    printed = demonstrate(tmp_path, mitmdump)
    assert cells(printed, "Card Is Charged") == ["PASS", "swallowed failure", "FAIL", "silent failure"]
    assert cells(printed, "Payment Is Kept") == ["PASS", "ok", "FAIL", "silent failure"]
    assert (
        "\n   swallowed failure: POST /payments -> 500 (UI showed no failure)\n   @payment-captured failed" in printed
    )
    assert "not shown" not in printed


def test_without_mitmproxy_the_column_is_left_out(tmp_path: Path) -> None:
    """The rest is shown, and one line says what is missing."""
    printed = demonstrate(tmp_path, str(tmp_path / "nowhere"))
    assert cells(printed, "Card Is Charged") == ["PASS", "FAIL", "silent failure"]
    assert printed.count(MISNAMED) == 1
    assert "swallowed" not in printed
