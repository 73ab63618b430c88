"""``make prove``: find the demo's healthy tests that stay green although the shop loses a write of the app.

    python -m demo.proof [--ui fake|chromium] [--output DIR]

Runs ``quash prove`` twice: with the UI alone, and with validations. Exits with 0 if the result is as intended: the UI
alone does not notice lost orders, codes and logins by phone, but the validations do.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from QuashLibrary.cli.main import main as quash

from . import app_traffic, node, robot_run, servers
from .suites.ui import UIS

HEALTHY = ("--exclude", "broken-backend")
"""Tests with a backend that is already broken cannot prove anything."""
NOTICED_BY_VALIDATIONS = {("Order Is Confirmed And Paid", "POST /checkout"), ("Customer Logs In By Phone", "POST /otp")}


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.proof", description="Prove one suite twice: with the UI alone, and with validations."
    )
    parser.add_argument("--ui", choices=UIS, default="fake", help="the phone that runs the app (default: fake)")
    parser.add_argument(
        "--output", type=Path, default=Path("demo-results"), help="the folder of the results (default: demo-results)"
    )
    arguments = parser.parse_args()
    node.ensure()
    traffic = app_traffic.find()
    if not traffic.watched:
        print(f"a proof needs mitmproxy; {traffic.in_words}", file=sys.stderr)
        return 1
    arguments.output.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        shop_url = stack.enter_context(servers.shop(arguments.output / "shop.log"))
        appium_url = stack.enter_context(servers.appium(arguments.output / "appium.log"))
        os.environ |= robot_run.environment()
        os.environ |= traffic.environment(stack.enter_context(tempfile.TemporaryDirectory(prefix="quash-home-")))
        words = [*robot_run.options(arguments.ui, appium_url, shop_url, traffic.app_url)]
        words += ["--variable", f"APP_PORT:{traffic.port}", *HEALTHY, str(robot_run.DEMO_SUITE)]
        print("With the UI alone\n", flush=True)
        alone = _prove(arguments.output / "proof-ui-only", [*robot_run.UI_ONLY, *words])
        print("\nThe same tests with validations\n", flush=True)
        validated = _prove(arguments.output / "proof-with-validations", words)
    is_intended = alone >= NOTICED_BY_VALIDATIONS and not validated & NOTICED_BY_VALIDATIONS
    if not is_intended:
        print("not as intended: see the tables above", file=sys.stderr)
    return 0 if is_intended else 1


def _prove(folder: Path, words: list[str]) -> set[tuple[str, str]]:
    """Make a proof and return its blind pairs."""
    code = quash(["prove", "--registry", str(app_traffic.REGISTRY), "--output", str(folder), "--", *words])
    if code:
        raise SystemExit(code)
    proof = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
    return {
        (test["name"], f"{trial['write']['method']} {trial['write']['path']}")
        for test in proof["tests"]
        for trial in test["trials"]
        if trial["result"] == "blind"
    }


if __name__ == "__main__":
    sys.exit(main())
