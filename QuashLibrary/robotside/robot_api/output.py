"""Robot's output and console: where the output will be, what is written to it next, when it is complete, own lines.

Robot's private names: `robot.output.LOGGER` with `register_logger` and its console, `robot.output.loggerapi.LoggerApi`.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError
from robot.output import LOGGER, Message
from robot.output.loggerapi import LoggerApi

from QuashLibrary.robotside.robot_api.values import text_of
from QuashLibrary.robotside.robot_api.variables import variable_or_none

_NO_OUTPUT = "NONE"


def planned_output() -> Path | None:
    """Return the file that Robot will write; None in a dry run, without an output, and outside a run."""
    try:
        if BuiltIn().dry_run_active:
            return None
    except RobotNotRunningError:
        return None
    output = text_of(variable_or_none("OUTPUT FILE"))
    return Path(output) if output and output not in (_NO_OUTPUT, str(None)) else None


def output_folder() -> Path:
    """Return Robot's output folder; the working directory outside a run."""
    return Path(str(variable_or_none("OUTPUT DIR") or "."))


def when_complete(output: Path, act: Callable[[], None]) -> None:
    """Call a function when an output is complete and Robot has written its log and report, right before a run ends.

    Reaches every run, `robot.run()` among them. A run that is killed never calls it.
    """
    LOGGER.register_logger(_Completion(act, output))


def when_run_ends(act: Callable[[], None]) -> None:
    """Call a function when the running run ends, right after Robot has written its files."""
    LOGGER.register_logger(_Completion(act))


def around_steps(before: Callable[[Any], object], after: Callable[[Any], object]) -> None:
    """Call functions with the result of each step and control structure: before Robot writes its name, and at its end.

    Listeners hear of a start later, and of an end earlier: when `after` is called, Robot has written the step.
    """
    LOGGER.register_logger(_Steps(before, after))


def write_result_line(kind: str, path: Path) -> None:
    """Write a line such as `Log:     /path/log.html` to the console, as quietly as Robot itself."""
    console = _console()
    if console is None:
        print(f"{kind}:   {path}", file=sys.__stdout__)
    else:
        console.result_file(kind, path)


def write_warning_line(text: str) -> None:
    """Write a line such as `[ WARN ] text` to the console, as Robot does."""
    console = _console()
    if console is None:
        print(f"[ WARN ] {text}", file=sys.__stderr__)
    else:
        console.message(Message(text, "WARN"))


class _Completion(LoggerApi):
    """Acts once when Robot closes its loggers; with an output, only if that was complete."""

    def __init__(self, act: Callable[[], None], output: Path | None = None) -> None:
        self._act = act
        self._output = output
        self._is_due = output is None

    def output_file(self, path: Any) -> None:
        """Note that this run's output is complete; a run inside a run has another one."""
        self._is_due = self._is_due or Path(str(path)) == self._output

    def close(self) -> None:
        """Act once."""
        if self._is_due:
            self._is_due = False
            self._act()


class _Steps(LoggerApi):
    """Hears of everything in a body; loggers that are registered are the first at a start and the last at an end."""

    def __init__(self, before: Callable[[Any], object], after: Callable[[Any], object]) -> None:
        self._before = before
        self._after = after

    def start_body_item(self, data: Any, result: Any) -> None:
        """Act before the start is written."""
        self._before(result)

    def end_body_item(self, data: Any, result: Any) -> None:
        """Act after the end is written."""
        self._after(result)


def _console() -> Any:
    """Return Robot's console, which knows how quiet to be; in Robot 7.5 it is behind a listener."""
    console = getattr(LOGGER, "_console", None) or getattr(LOGGER, "_console_logger", None)
    console = getattr(console, "listener", console)
    return console if hasattr(console, "result_file") and hasattr(console, "message") else None
