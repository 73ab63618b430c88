"""Find what tests on a real Chromium need, and give a phone's app another backend address."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from atest.robot_process import Robot
from demo.suites.ui import CHROMIUM_NAMES

WEB_PASSWORD = "obvious${web}-pin"
"""The password of the customer who logs in on the shop's page."""
UI_VARIABLES = Path(__file__).resolve().parents[1] / "demo" / "suites" / "ui.py"


class MissingBrowserError(RuntimeError):
    """Chromium or its driver is missing; the message says what was looked for."""


def pointed_at(phone: Robot, app_url: str) -> Robot:
    """Return the same phone with an app that talks to another address than the shop's."""
    options = [f"{option};{app_url}" if option.startswith(f"{UI_VARIABLES};") else option for option in phone.options]
    return replace(phone, options=options)


def browser_path(folder: Path) -> str:
    """Return a PATH with Chromium and its driver.

    The folder gets links to the programs named by the variables CHROMIUM and CHROMEDRIVER.
    """
    _link("CHROMIUM", CHROMIUM_NAMES, folder / CHROMIUM_NAMES[0])
    _link("CHROMEDRIVER", ("chromedriver",), folder / "chromedriver")
    return os.pathsep.join([str(folder), os.environ.get("PATH", os.defpath)])


def _link(variable: str, names: tuple[str, ...], link: Path) -> None:
    named = os.environ.get(variable)
    if named and Path(named).is_file():
        link.symlink_to(named)
    elif named or not any(map(shutil.which, names)):
        raise MissingBrowserError(f"{' or '.join(names)} is not on PATH, and {variable} names no file")
