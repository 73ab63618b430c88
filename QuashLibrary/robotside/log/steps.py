"""Steps that this library adds to Robot's log, at their true times.

Robot writes its output while it runs, so anything that a listener adds to a result later is lost. Each of our steps is
therefore a real step (`› text`) that Robot runs. The listener sets its times.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from robot.errors import ExecutionFailed

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.robotside.log.report_tools import tell_times
from QuashLibrary.robotside.robot_api import steps as robot_steps
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_own

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from QuashLibrary.robotside.state.step import StepEvent

STEP_PREFIX = "› "
_LONGEST_TITLE = 200


class LogStep(NamedTuple):
    """A step of the log: its title, the function that it runs, its true start, and its duration in seconds.

    A step without `started` runs when it is shown.
    """

    title: str
    run: Callable[[], None]
    started: datetime | None = None
    elapsed: float = 0.0


class LogKeyword(robot_steps.OwnStep):
    """The keyword that shows a LogStep; `library` is the name under which the suite knows this library."""

    __slots__ = ("step",)

    def __init__(self, library: str, step: LogStep) -> None:
        super().__init__(library, STEP_PREFIX + shorten(one_line(step.title), _LONGEST_TITLE), step.run)
        self.step = step

    def set_start(self, result: Any) -> bool:
        """Set the true start of the step in Robot's result; return False if the step starts now."""
        if self.step.started is None:
            return False
        result.start_time = self.step.started.astimezone().replace(tzinfo=None)
        return True

    def set_times(self, result: Any) -> None:
        """Set the true times of the step in Robot's result and in other report tools."""
        if self.set_start(result):
            result.elapsed_time = timedelta(seconds=self.step.elapsed)
            tell_times(result.start_time, result.end_time)


def show_step(library: str, step: LogStep) -> None:
    """Show a step below the running one and run its function; its failure does not fail the running step."""
    try:
        robot_steps.run_below_current(LogKeyword(library, step))
    except ExecutionFailed as failure:
        if failure.dont_continue:
            raise


def show_last_step(library: str, data: Any, result: Any, step: LogStep) -> ExecutionFailed | None:
    """Show a step as the last one of an ending test, given by its data and result; return its failure."""
    try:
        robot_steps.run_below(LogKeyword(library, step), data, result)
    except ExecutionFailed as failure:
        return failure
    return None


class StepTimes(Feature):
    """Sets start and elapsed time of the steps that this library adds."""

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of this library."""
        return is_own(implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Set the start of one of our steps, which listeners such as ReportPortal's pass on immediately."""
        if isinstance(step.data, LogKeyword) and not step.result.not_run:
            step.data.set_start(step.result)
        return True

    def end_step(self, step: StepEvent) -> None:
        """Set the times of one of our steps."""
        if isinstance(step.data, LogKeyword) and not step.result.not_run:
            step.data.set_times(step.result)
