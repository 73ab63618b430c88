"""Robot's output and console: the output's path, hooks around each write and at its end, and our own console lines.

Robot's private names: `robot.output.LOGGER` with `register_logger` and its console, `robot.output.loggerapi.LoggerApi`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError
from robot.output import LOGGER, Message
from robot.output.loggerapi import LoggerApi

from QuashLibrary.robotside.robot_api.context import current_run
from QuashLibrary.robotside.robot_api.values import text_of
from QuashLibrary.robotside.robot_api.variables import variable_or_none

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Call a function right before a run ends, when its output is complete and Robot has written log and report.

    This works in every run, including `robot.run()`. A killed run never calls it.
    """
    _logger_of_run().acts.append(_Completion(act, output))


def when_run_ends(act: Callable[[], None]) -> None:
    """Call a function when the current run ends, right after Robot has written its files."""
    _logger_of_run().acts.append(_Completion(act))


def around_steps(before: Callable[[Any], object], after: Callable[[Any], object]) -> None:
    """Call functions with the result of each step and control structure: before Robot writes its name, and at its end.

    Robot notifies listeners of a start later and of an end earlier. When it calls `after`, it has written the step.
    """
    _register(_RunLogger(before, after))


class _RemarkedPath:
    """A path with a remark before it; a terminal that shows links opens the path."""

    def __init__(self, path: Path, remark: str) -> None:
        self._path = path
        self._remark = remark

    def __str__(self) -> str:
        return f"{self._remark} · {self._path}" if self._remark else str(self._path)

    def as_uri(self) -> str:
        """Return the target of the link."""
        return self._path.as_uri()


def write_result_line(kind: str, path: Path, remark: str = "") -> None:
    """Write a line such as `Log:     /path/log.html` to the console, if Robot itself would."""
    console, shown = _console(), _RemarkedPath(path, remark)
    if console is None:
        print(f"{kind}:   {shown}", file=sys.__stdout__)
    else:
        console.result_file(kind, shown)


def write_warning_line(text: str) -> None:
    """Write a line such as `[ WARN ] text` to the console, as Robot does."""
    console = _console()
    if console is None:
        print(f"[ WARN ] {text}", file=sys.__stderr__)
    else:
        console.message(Message(text, "WARN"))


@dataclass(slots=True)
class _Completion:
    """A function to call once when Robot closes its loggers; with an output, only if that is complete."""

    act: Callable[[], None]
    output: Path | None = None
    is_over: bool = False

    def note(self, path: Path) -> None:
        """Note that an output is complete; a run inside a run has another one."""
        if path == self.output:
            self.output = None

    def close(self) -> None:
        """Act once."""
        if self.output is None and not self.is_over:
            self.is_over = True
            self.act()


def _nothing(result: Any) -> None:
    """Do nothing."""


class _RunLogger(LoggerApi):
    """A logger with everything that a run needs: Robot calls each of its loggers at every start and end.

    It receives every item of a body. Registered loggers are called first at a start and last at an end.
    """

    def __init__(self, before: Callable[[Any], object] = _nothing, after: Callable[[Any], object] = _nothing) -> None:
        self._before = before
        self._after = after
        self.acts: list[_Completion] = []

    def start(self, *event: Any) -> None:
        """Act before the start is written; the last part of each event is the result."""
        self._before(event[-1])

    def end(self, *event: Any) -> None:
        """Act after the end is written."""
        self._after(event[-1])

    def output_file(self, path: Any) -> None:
        """Note which output is complete."""
        for act in self.acts:
            act.note(Path(str(path)))

    def close(self) -> None:
        """Call the functions for the end of the run."""
        for act in self.acts:
            act.close()


for _name in dir(LoggerApi):
    # Not only start_body_item, because LoggerApi would call two more methods before it.
    _kind, _, _item = _name.partition("_")
    if _kind in ("start", "end") and _item not in ("suite", "test"):
        setattr(_RunLogger, _name, getattr(_RunLogger, _kind))

_LOGGERS: WeakKeyDictionary[Any, _RunLogger] = WeakKeyDictionary()


def _logger_of_run() -> _RunLogger:
    """Return the logger of the current run."""
    run = current_run()
    known = _LOGGERS.get(run) if run is not None else None
    return known or _register(_RunLogger())


def _register(logger: _RunLogger) -> _RunLogger:
    """Register a logger; it becomes the run's logger if there is none yet."""
    LOGGER.register_logger(logger)
    if (run := current_run()) is not None:
        _LOGGERS.setdefault(run, logger)
    return logger


def _console() -> Any:
    """Return Robot's console, which knows how quiet to be; in Robot 7.5 it is behind a listener."""
    console = getattr(LOGGER, "_console", None) or getattr(LOGGER, "_console_logger", None)
    console = getattr(console, "listener", console)
    return console if hasattr(console, "result_file") and hasattr(console, "message") else None
