"""Run the demo suite, or another suite, as a real ``robot`` process against the demo's servers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .servers import ROOT
from .shop.server import TEST_TOKEN, TOKEN_VARIABLE

SUITES = Path(__file__).resolve().parent / "suites"
DEMO_SUITE = SUITES / "shop.robot"
UI_ONLY = ("--prerunmodifier", "demo.ui_only.UiOnly")


def options(ui: str, appium_url: str, shop_url: str, app_url: str = "") -> list[str]:
    """Return the options that set a suite's phone and servers; see ``suites/ui.py`` for the variables."""
    # Separated by semicolons, because the URLs contain colons.
    variables = ";".join([str(SUITES / "ui.py"), ui, appium_url, shop_url, app_url])
    return ["--pythonpath", str(ROOT), "--variablefile", variables]


def environment() -> dict[str, str]:
    """Return the environment of this process with the shop's token, and without a proxy for local servers."""
    direct = ",".join(part for part in ("127.0.0.1,localhost", os.environ.get("NO_PROXY")) if part)
    token = os.environ.get(TOKEN_VARIABLE) or TEST_TOKEN
    return {**os.environ, TOKEN_VARIABLE: token, "NO_PROXY": direct, "no_proxy": direct}


def run(arguments: Sequence[str | Path], more: Mapping[str, str] | None = None) -> int:
    """Run robot with additional variables and return its exit code; an interruption of this process ends robot, too."""
    command = [sys.executable, "-m", "robot", *map(str, arguments)]
    # Robot gets its own session, so Ctrl-C reaches only this process, which then ends robot. Its incomplete result is
    # useless, and the servers close everything that it has opened.
    process = subprocess.Popen(command, env={**environment(), **(more or {})}, start_new_session=True)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
