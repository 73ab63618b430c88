"""The program of a run: `python -m QuashLibrary.robotside.proof.one_run`, with its orders as JSON on standard input."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from robot.api import SuiteVisitor
from robot.errors import DataError, Information

from QuashLibrary.robotside.robot_api.runs import run_robot

if TYPE_CHECKING:
    from QuashLibrary.robotside.robot_api.runs import Options

_OURS = ("log", "report", "xunit", "debugfile", "timestampoutputs", "splitlog", "removekeywords", "flattenkeywords")
"""Options about files that a proof does not need."""
WRONG_COMMAND = 252
"""Robot's own return code for a wrong command line."""


@dataclass(frozen=True, slots=True)
class RunOrder:
    """The order of a run: Robot's arguments, our listener's options, the output folder, and the only test to run."""

    arguments: list[str]
    registry: str
    environment: str
    ui_library: str
    output: str
    suite: list[str] | None = None
    test: str = ""
    number: int = 0


class OnlyTest(SuiteVisitor):
    """Keeps a single test; `number` counts tests of the same name."""

    def __init__(self, suite: list[str], test: str, number: int) -> None:
        # Robot may change the name of the outermost suite later, because of --name.
        self._wanted = [*suite[1:], test]
        self._number = number

    def start_suite(self, suite: Any) -> None:
        """Keep only the wanted test."""
        kept = []
        names = _names_below_root(suite)
        for test in suite.tests:
            if [*names, test.name] == self._wanted:
                if self._number == 0:
                    kept.append(test)
                self._number -= 1
        suite.tests = kept

    def end_suite(self, suite: Any) -> None:
        """Remove suites without a test."""
        suite.suites = [child for child in suite.suites if child.test_count]

    def visit_test(self, test: Any) -> None:
        """Do nothing below tests."""


def _names_below_root(suite: Any) -> list[str]:
    return [*_names_below_root(suite.parent), suite.name] if suite.parent else []


def run(order: RunOrder) -> int:
    """Run an order, and return Robot's return code."""

    def change(options: Options) -> Options:
        if options.get("dryrun"):
            raise DataError("--dryrun sends nothing, so it cannot prove anything")
        kept = {name: value for name, value in options.items() if name not in _OURS}
        listener = ";".join(
            [
                "QuashLibrary.Listener",
                order.registry,
                f"environment={order.environment or 'NONE'}",
                f"ui_library={order.ui_library}",
                "report=NONE",
                "screenshots=never",
            ]
        )
        modifiers = [OnlyTest(order.suite, order.test, order.number)] if order.suite is not None else []
        return {
            **kept,
            "listener": [*kept.get("listener", []), listener],
            "prerunmodifier": [*kept.get("prerunmodifier", []), *modifiers],
            "outputdir": order.output,
            "output": "output.xml",
            "log": None,
            "report": None,
            "console": "quiet",
        }

    try:
        return run_robot(order.arguments, change)
    except (DataError, Information) as error:
        print(error.message, file=sys.stderr)
        return WRONG_COMMAND


if __name__ == "__main__":
    sys.exit(run(RunOrder(**json.load(sys.stdin))))
