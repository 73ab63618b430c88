"""``make demo``: run one suite twice, with the UI alone and with validations, and compare.

    python -m demo.run [--ui fake|chromium] [--output DIR]

Exits with 0 if the result is as intended: all tests are green with the UI alone, and with validations exactly those are
red in which the shop fails silently.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

INTERRUPTED = 130
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Run the command line; every exit passes the end of the servers' ``with`` blocks."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        return _run()
    except KeyboardInterrupt:
        print("\nstopped; no process is left running")
        return INTERRUPTED


def _run() -> int:
    # Imported late, so Ctrl-C is already handled during the imports.
    from . import demonstration
    from .suites.ui import UIS

    parser = argparse.ArgumentParser(
        prog="python -m demo.run", description="Run one suite twice: with the UI alone, and with validations."
    )
    parser.add_argument("--ui", choices=UIS, default="fake", help="the phone that runs the app (default: fake)")
    parser.add_argument(
        "--output", type=Path, default=Path("demo-results"), help="the folder of the results (default: demo-results)"
    )
    arguments = parser.parse_args()
    try:
        return demonstration.demonstrate(arguments.ui, arguments.output)
    except demonstration.EXPECTED_ERRORS as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the clean-up after the first.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
