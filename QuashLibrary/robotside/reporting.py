"""Write the report of a run by itself, when its output is complete.

In: the folder that an import of the library names, or the listener of the command line. Out: the report beside the
log, a line on the console. A listener of the command line is told that the output is complete; that of an import is not,
so its report is written when the process ends. Whatever goes wrong is one warning: the run has ended, its verdict stands.
"""

import atexit
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError
from robot.output import LOGGER, Message

from QuashLibrary.report.robot_output import UnusableOutputError
from QuashLibrary.report.writing import ReportNotWrittenError, attachments_root, write_report
from QuashLibrary.robotside.robot_values import robot_value

_NONE = "NONE"


@dataclass(slots=True)
class PlannedReport:
    """The report of a run that goes on: where its output will be, and the console to tell of it.

    The folder is None where all that spoke of it want no report; that of an import counts more than the listener's.
    """

    output: Path
    beside: Path
    console: Any
    folder: str | None = None
    by_import: bool = False


@dataclass(slots=True)
class Reporting:
    """The reports that this process has to write."""

    _planned: dict[Path, PlannedReport] = field(default_factory=dict)
    _ui_libraries: Iterable[str] = ()
    _process: int = 0

    def plan(self, folder: str | None, ui_libraries: Iterable[str], *, by_import: bool) -> None:
        """Plan the report of the run that goes on; of several folders the first that an import names is it."""
        output = _output_to_report()
        if output is None:
            return
        if not self._process:
            atexit.register(self._at_exit)
        self._process, self._ui_libraries = os.getpid(), ui_libraries
        plan = self._planned.get(output)
        if plan is None:
            beside = Path(str(robot_value("OUTPUT DIR") or output.parent))
            plan = self._planned[output] = PlannedReport(output, beside, _console())
        if by_import and not plan.by_import:
            plan.folder, plan.by_import = None, True
        if plan.folder is None and (by_import or not plan.by_import):
            plan.folder = report_folder(folder)

    def write(self, output: Path | None = None) -> None:
        """Write the planned reports, or that of one output."""
        planned = [plan for path, plan in self._planned.items() if output in (None, path)]
        for plan in planned:
            del self._planned[plan.output]
            if plan.folder is not None:
                self._write(plan, plan.beside / plan.folder)

    def _write(self, plan: PlannedReport, folder: Path) -> None:
        try:
            report = write_report(
                [plan.output], folder, ui_libraries=self._ui_libraries, root=attachments_root(os.environ)
            )
        except (UnusableOutputError, ReportNotWrittenError) as error:
            _warn(plan.console, f"QuashLibrary: {error}")
        except Exception as error:  # The run has ended, and its verdict must stand whatever is wrong with its report.
            _warn(plan.console, f"QuashLibrary: the report cannot be made: {type(error).__name__}: {error}")
        else:
            plan.console.result_file("Quash", report.page)

    def _at_exit(self) -> None:
        # A process that was forked from the run has no report to write.
        if os.getpid() == self._process:
            self.write()


def report_folder(name: str | None) -> str | None:
    """Return the folder that is named; None where no report is wanted, as with Robot's own `--report NONE`."""
    return None if not name or name.upper() == _NONE else name


def _output_to_report() -> Path | None:
    """Return the output of the run that goes on; None where there will be none to read."""
    try:
        if BuiltIn().dry_run_active:
            return None
    except RobotNotRunningError:
        return None
    output = robot_value("OUTPUT FILE")
    # What a process of pabot writes is merged with that of others: `quash report` makes the report of all.
    if not output or str(output) == _NONE or robot_value("PABOTQUEUEINDEX") is not None:
        return None
    return Path(str(output))


def _console() -> Any:
    """Return Robot's console, which knows whether it is to be quiet; Robot 7.5 has it as a listener."""
    console = getattr(LOGGER, "_console", None) or getattr(LOGGER, "_console_logger", None)
    console = getattr(console, "listener", console)
    return console if hasattr(console, "result_file") and hasattr(console, "message") else _Console()


def _warn(console: Any, text: str) -> None:
    console.message(Message(text, "WARN"))


class _Console:
    """Stands in for a console that has no such lines of its own."""

    def result_file(self, kind: str, path: Path) -> None:
        print(f"{kind}:   {path}", file=sys.__stdout__)

    def message(self, message: Any) -> None:
        print(f"[ {message.level} ] {message.message}", file=sys.__stderr__)
