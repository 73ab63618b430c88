"""``make demo``: run one suite twice, with the UI alone and with backend validations, and compare.

    python -m demo.run [--ui fake|chromium] [--output DIR]

Ends with 0 when the demonstration came out as intended: all green with the UI alone, and red with
validations exactly where the shop had failed silently.
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
    """The command line; every way out passes the end of the servers' ``with`` blocks."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        return _run()
    except KeyboardInterrupt:
        print("\nstopped; nothing is left running")
        return INTERRUPTED


def _run() -> int:
    # Imported this late, so that Ctrl-C is already handled while the imports go on.
    from . import demonstration
    from .suites.ui import UIS

    parser = argparse.ArgumentParser(prog="python -m demo.run", description="One suite, run twice.")
    parser.add_argument("--ui", choices=UIS, default="fake", help="what to run the app on (default: fake)")
    parser.add_argument("--output", type=Path, default=Path("demo-results"), help="default: demo-results")
    arguments = parser.parse_args()
    try:
        return demonstration.demonstrate(arguments.ui, arguments.output)
    except demonstration.EXPECTED_ERRORS as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the tidying up after the first.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
