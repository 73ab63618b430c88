"""Steps in Robot's log that no suite has written, at their true times.

Robot writes its output as it runs, so what a listener adds to a result afterwards is lost. A step of ours is
therefore a real step (`› text`) that Robot runs; the listener gives it its times.
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
    """A step of the log: its title, what runs in it, and when it truly ran, for how many seconds.

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
        """Give Robot's result the true start of the step; False if that is now."""
        if self.step.started is None:
            return False
        result.start_time = self.step.started.astimezone().replace(tzinfo=None)
        return True

    def set_times(self, result: Any) -> None:
        """Give Robot's result, and the step of other report tools, the true times of the step."""
        if self.set_start(result):
            result.elapsed_time = timedelta(seconds=self.step.elapsed)
            tell_times(result.start_time, result.end_time)


def show_step(library: str, step: LogStep) -> None:
    """Show a step below the running one and run what belongs to it; a failure of it goes no further."""
    try:
        robot_steps.run_below_current(LogKeyword(library, step))
    except ExecutionFailed as failure:
        if failure.dont_continue:
            raise


def show_last_step(library: str, data: Any, result: Any, step: LogStep) -> ExecutionFailed | None:
    """Show a step as the last one of a test that ends, given by its data and result; return its failure."""
    try:
        robot_steps.run_below(LogKeyword(library, step), data, result)
    except ExecutionFailed as failure:
        return failure
    return None


class StepTimes(Feature):
    """Sets start and elapsed time of steps that no suite has written."""

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of this library."""
        return is_own(implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Set the start of a step of ours, which listeners such as ReportPortal's hand on at once."""
        if isinstance(step.data, LogKeyword) and not step.result.not_run:
            step.data.set_start(step.result)
        return True

    def end_step(self, step: StepEvent) -> None:
        """Set the times of a step of ours."""
        if isinstance(step.data, LogKeyword) and not step.result.not_run:
            step.data.set_times(step.result)
