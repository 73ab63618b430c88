"""Run the demo suite, or another one, as a real ``robot`` process against the demo's servers."""

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
    """What tells a suite its phone and its servers; see ``suites/ui.py`` for the variables."""
    # Separated by semicolons, because the URLs have colons.
    variables = ";".join([str(SUITES / "ui.py"), ui, appium_url, shop_url, app_url])
    return ["--pythonpath", str(ROOT), "--variablefile", variables]


def environment() -> dict[str, str]:
    """The environment of this process, with the shop's token and no proxy between the servers of this machine."""
    direct = ",".join(part for part in ("127.0.0.1,localhost", os.environ.get("NO_PROXY")) if part)
    token = os.environ.get(TOKEN_VARIABLE) or TEST_TOKEN
    return {**os.environ, TOKEN_VARIABLE: token, "NO_PROXY": direct, "no_proxy": direct}


def run(arguments: Sequence[str | Path], more: Mapping[str, str] | None = None) -> int:
    """Run robot, with more environment, and return its code; when this process is interrupted, robot ends as well."""
    command = [sys.executable, "-m", "robot", *map(str, arguments)]
    # A session of its own: Ctrl-C reaches this process alone, which then ends robot. Its half-written
    # result is of no use to anybody, and the servers close what it has opened.
    process = subprocess.Popen(command, env={**environment(), **(more or {})}, start_new_session=True)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
