"""The demonstration: start the servers, run one suite with the UI alone and with validations, and compare.

In: the kind of phone and a folder for the logs. Out: text for a person, and whether the result is as intended.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from . import app_traffic, node, results, robot_run, servers, table
from .processes import StartError
from .suites.ui import BrowserMissingError, find_browser

UIS_IN_WORDS = {
    "fake": "Appium with a simulated phone (only the screen is simulated: client, server, app and requests are real)",
    "chromium": "Appium with a real Chromium that emulates a phone",
}


SWALLOWED_IN_WORDS = "swallowed failure   a request of the app failed, but the app hid it; found without a validation"
SILENT_IN_WORDS = "silent failure      the app showed success, but the backend had failed; found by a validation"


class RunFailedError(RuntimeError):
    """Robot could not run the suite."""


EXPECTED_ERRORS = (
    BrowserMissingError,
    node.NodeMissingError,
    StartError,
    RunFailedError,
    subprocess.CalledProcessError,
)
"""Errors outside the demonstration; the messages say what to do."""


def demonstrate(ui: str, output: Path) -> int:
    """Start the servers, run the suite twice, and show the outcome."""
    if ui == "chromium":
        find_browser()
    node.ensure()
    output.mkdir(parents=True, exist_ok=True)
    runs = {"ui-only": output / "ui-only", "with-validations": output / "with-validations"}
    traffic = app_traffic.find()
    with ExitStack() as stack:
        _say(f"Phone    {UIS_IN_WORDS[ui]}")
        shop_url = stack.enter_context(servers.shop(output / "shop.log"))
        appium_url = stack.enter_context(servers.appium(output / "appium.log"))
        _say(f"Servers  shop {shop_url}, Appium {appium_url}")
        _say(f"Traffic  {traffic.in_words}\n")
        options = [*robot_run.options(ui, appium_url, shop_url, traffic.app_url), *traffic.options]
        # mitmproxy writes certificates below the home folder; nobody needs them after the demonstration.
        environment = traffic.environment(stack.enter_context(tempfile.TemporaryDirectory(prefix="quash-home-")))
        _run("1  the suite with the UI alone", [*options, *robot_run.UI_ONLY], runs["ui-only"], environment)
        options = robot_run.options(ui, appium_url, shop_url)
        _run("2  the same suite with validations", options, runs["with-validations"])
    return _compare(runs, watched=traffic.watched)


def _run(label: str, options: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    print(f"{label:38}", end="", flush=True)
    began = time.monotonic()
    quiet = ["--console", "none", "--listener", "demo.progress", "--outputdir", str(folder)]
    (folder / "output.xml").unlink(missing_ok=True)
    code = robot_run.run([*options, *quiet, robot_run.DEMO_SUITE], environment)
    _say(f"  {time.monotonic() - began:.1f} s")
    if not (folder / "output.xml").exists():
        raise RunFailedError(f"robot exited with code {code} and wrote no result to {folder}")


def _compare(runs: dict[str, Path], *, watched: bool) -> int:
    rows = results.read(runs["ui-only"], runs["with-validations"], watched=watched)
    _say("")
    table.show(rows)
    _say("")
    if watched:
        _say(SWALLOWED_IN_WORDS)
    _say(f"{SILENT_IN_WORDS}\n")
    _say(f"UI alone          {runs['ui-only'] / 'log.html'}")
    if watched:
        _say(f"App traffic       {runs['ui-only'] / 'quash' / 'index.html'}")
    _say(f"With validations  {runs['with-validations'] / 'log.html'}")
    _say(f"Report            {runs['with-validations'] / 'quash' / 'index.html'}")
    differences = [row.differs for row in rows if row.differs]
    for difference in differences:
        _say(f"not as intended: {difference}")
    return 1 if differences or not rows else 0


def _say(text: str) -> None:
    print(text, flush=True)
