"""Write the report of a run by itself, when its output is complete.

In: the folder that an import of the library names, or the listener of the command line. Out: the report beside the log
and a line on the console. A listener of the command line is told that the output is complete; that of an import is not,
so its report is written when the process ends. Whatever goes wrong is one warning: the run is over, its verdict stands.
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

from QuashLibrary.robotside.robot_api.variables import robot_value

DEFAULT_FOLDER = "quash"
_NONE = "NONE"
"""What stands for no report, as it does in Robot's own options."""


@dataclass(slots=True)
class _Planned:
    """The report of a run that goes on: where its output will be, and the console to tell of it.

    `folders` are those that imports of the library have named.
    """

    output: Path
    log_folder: Path
    console: Any
    folders: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class Reporting:
    """The reports that this process has to write; the keywords of these libraries are UI steps.

    What is given counts more than the default, on the command line more than in suites, a folder more than none: a run
    has one report.
    """

    ui_libraries: Iterable[str]
    _decided: str | None = DEFAULT_FOLDER
    _planned: dict[Path, _Planned] = field(default_factory=dict)
    _process: int = 0

    def decide(self, folder: str | None) -> None:
        """Take the folder of a listener of the command line."""
        if self._decided == DEFAULT_FOLDER:
            self._decided = folder

    def plan(self, *folders: str | None) -> None:
        """Plan the report of the run that goes on; an import of the library names its folder."""
        output = _output_to_report()
        if output is None:
            return
        if not self._process:
            atexit.register(self._at_exit)
        self._process = os.getpid()
        plan = self._planned.get(output)
        if plan is None:
            log_folder = Path(str(robot_value("OUTPUT DIR") or output.parent))
            plan = self._planned[output] = _Planned(output, log_folder, _console())
        plan.folders += folders

    def write(self, output: Path) -> None:
        """Write the report of an output that is complete, if one is planned."""
        plan = self._planned.pop(output, None)
        folder = self._folder(plan.folders) if plan else ""
        if plan and folder:
            self._write(plan, plan.log_folder / folder)

    def _folder(self, folders: list[str | None]) -> str:
        named = folders if folders and self._decided == DEFAULT_FOLDER else [self._decided]
        wanted = sorted(filter(None, map(report_folder, named)), key=lambda name: name == DEFAULT_FOLDER)
        return wanted[0] if wanted else ""

    def _write(self, plan: _Planned, folder: Path) -> None:
        try:
            page = self._written(plan, folder)
        except Exception as error:  # The run is over, and its verdict has to stand whatever is wrong with its report.
            own = type(error).__module__.startswith("QuashLibrary.")
            text = str(error) if own else f"the report cannot be made: {type(error).__name__}: {error}"
            plan.console.message(Message(f"QuashLibrary: {text}", "WARN"))
        else:
            plan.console.result_file("Quash", page)

    def _written(self, plan: _Planned, folder: Path) -> Path:
        # Not imported sooner: tests should not wait for what is needed when they are over.
        from QuashLibrary.report.write import attachments_root, write_report  # noqa: PLC0415

        report = write_report(
            [plan.output],
            folder,
            ui_libraries=self.ui_libraries,
            links_from=plan.log_folder,
            root=attachments_root(os.environ),
        )
        return report.page

    def _at_exit(self) -> None:
        # A process that was forked from the run has no report to write.
        if os.getpid() == self._process:
            for output in list(self._planned):
                self.write(output)


def report_folder(name: str | None) -> str:
    """Return the folder that is named; empty where no report is wanted."""
    return "" if name is None or name.upper() == _NONE else name


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


class _Console:
    """Stands in for a console that has no such lines of its own."""

    def result_file(self, kind: str, path: Path) -> None:
        print(f"{kind}:   {path}", file=sys.__stdout__)

    def message(self, message: Any) -> None:
        print(f"[ {message.level} ] {message.message}", file=sys.__stderr__)
