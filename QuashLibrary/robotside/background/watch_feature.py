"""Show, await and end watches when steps, tests and suites end."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from robot.api import logger

from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.steps import LogKeyword, LogStep, show_last_step, show_step
from QuashLibrary.robotside.robot_api import steps as robot_steps
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from robot.errors import ExecutionFailed
    from robot.running import Keyword

    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.robotside.state.test import WatchedValidation
    from QuashLibrary.robotside.use.validations import Validations

    Watched = WatchedValidation[Validations]


_NOT_AWAITED = {
    "PASS": "the test timed out",
    "FAIL": "the test had failed",
    "SKIP": "the test was skipped",
}
"""Why a test of this status does not await a watch that is open at its end."""


def take(run: RunState, item: Watched) -> None:
    """Add a known outcome to the running test, with the UI steps that began before it was known."""
    if item.outcome is None and item.watch.done and not (item.is_given_up or item.watch.crashed):
        ui = run.test.ui_context(item.watch.known)
        [item.outcome], item.needed = item.validations.record([item.watch.outcome], [item.watch.call], ui)


def cancel_all(items: Iterable[Watched]) -> None:
    """End watches whose outcome is no longer needed."""
    if watches := [item.watch for item in items]:
        from QuashLibrary.engine.run.watch import cancel

        cancel(watches)


def show(item: Watched) -> None:
    """Write the outcome into the log, in a separate step."""
    item.is_shown = True
    item.validations.log().write_steps([*item.needed, *([item.outcome] if item.outcome else [])])


class WatchKeyword(LogKeyword):
    """The step that shows the outcome of a watch between the steps of a test."""

    __slots__ = ("item",)

    def __init__(self, item: Watched) -> None:
        verdict = item.outcome.verdict if item.outcome else ""
        title = f"watched: {item.name} {verdict}, known at {clock_time(item.watch.known)}"
        super().__init__(item.validations.imported.library_name, LogStep(title, lambda: show(item)))
        self.item = item


def clock_time(moment: datetime) -> str:
    """Return the time of day to a tenth of a second."""
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"


class WatchFeature(Feature):
    """Shows outcomes as soon as they are known, awaits the rest at the end of a test, and ends open watches."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._inserted: list[tuple[Any, Keyword]] = []

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of this library; while there is a watch, all steps arrive anyway."""
        return is_own(implementation)

    def start_test(self, data: Any, result: Any) -> None:
        """Fail the test if the previous test stopped the run at its end."""
        if self.run.stop_message:
            message, self.run.stop_message = self.run.stop_message, ""
            data.setup.config(name="BuiltIn.Fatal Error", args=[message.replace("\\", "\\\\")])

    def end_step(self, step: StepEvent) -> None:
        """Show known outcomes right after the ending step, if Robot has a place for a step."""
        if not step.is_library_keyword:
            return
        if isinstance(step.data, WatchKeyword) and step.result.not_run:
            # Robot runs no step after `Return From Keyword` and similar keywords, so the outcome is shown later.
            step.data.item.is_placed = False
        items = self.run.test.watches
        for item in items:
            take(self.run, item)
        known = [item for item in items if item.outcome and not item.is_placed and not item.is_shown]
        if not known or step.result.not_run or not step.result.passed:
            return
        steps = [WatchKeyword(item) for item in known]
        body = robot_steps.insert_after(step.data, steps)
        if body is not None:
            self._inserted += [(body, inserted) for inserted in steps]
            for item in known:
                item.is_placed = True

    def end_test(self, data: Any, result: Any) -> None:
        """Await the remaining watches in the last step of the test, then end those that are still open."""
        for body, step in self._inserted:
            robot_steps.remove(step, body)
        self._inserted = []
        watches = self.run.test.watches
        rest = [item for item in watches if not item.is_awaited and not (item.is_shown and item.has_passed)]
        if rest:
            names = ", ".join(dict.fromkeys(item.name for item in rest))
            last = _LastStep(self.run, rest, result.timeout, result.status)
            # Robot copies the status of the step, including red steps in it, to the test.
            before = result.status
            step = LogStep(f"watched but not awaited: {names}", last.run_step)
            failure = show_last_step(rest[0].validations.imported.library_name, data, result, step)
            result.status = before
            if failure is not None:
                self._fail(result, failure)
            result.end_time = datetime.now()
        cancel_all(item for item in watches if not item.of_suite)

    def end_suite(self, data: Any, result: Any) -> None:
        """End the watches of the suite; report each watch that did not pass and was not awaited in one line."""
        items = self.run.suite.watches
        if not items:
            return
        from QuashLibrary.views.message import summary, unawaited_message

        late = [item for item in items if not item.watch.done]
        cancel_all(late)
        for item in items:
            if item.is_awaited or item.watch.crashed:
                continue
            if item in late:
                latest = item.watch.latest
                logger.warn(unawaited_message(item.name, "the suite has ended", latest, self.run.redactor))
            elif item.watch.outcome.verdict != "passed":
                outcome = item.watch.outcome
                write = logger.warn if outcome.policy in ("warn", "skip") else logger.error
                write(f"Watched but not awaited: {summary(outcome, self.run.redactor)}")

    def _fail(self, result: Any, failure: ExecutionFailed) -> None:
        """Add a failure to the result of a test that has ended; a run that must stop does so at the next test."""
        if result.skipped:
            return
        if failure.skip and result.passed:
            result.status, result.message = "SKIP", failure.message
            return
        before = f"{result.message}\n\nAlso when the test ended:\n" if result.failed else ""
        result.status, result.message = "FAIL", before + failure.message
        if failure.exit:
            self.run.stop_message = f"the run was stopped: {failure.message.splitlines()[0]}"


class _LastStep(NamedTuple):
    """The last step of a test, which ends the watches that were not awaited."""

    run: RunState
    items: Sequence[Watched]
    timeout: Any
    status: str

    def run_step(self) -> None:
        """Wait for the watches if the test has passed so far, show them, and follow their policies.

        A failed test does not wait.
        """
        waits = self.status == "PASS"
        if waits:
            self._wait()
        from QuashLibrary.robotside.use.policies import follow_policies

        late = [item for item in self.items if not item.watch.done]
        cancel_all(late)
        for item in late:
            self._give_up(item, _NOT_AWAITED[self.status])
        known = [item for item in self.items if item not in late]
        for item in known:
            take(self.run, item)
            if not item.is_shown:
                show(item)
        if self.status != "SKIP":
            follow_policies([item.outcome or item.watch.outcome for item in known], self.run.redactor)
        if late and waits:
            raise ValidationError(self.timeout.get_message())

    def _wait(self) -> None:
        from QuashLibrary.robotside.app.keep_alive import keeping_alive

        try:
            with keeping_alive(self.run):
                for item in self.items:
                    item.watch.wait(max(self.timeout.time_left(), 0.0) if self.timeout else None)
        except BaseException:  # Ctrl-C
            cancel_all(self.items)
            raise

    def _give_up(self, item: Watched, why: str) -> None:
        from QuashLibrary.views.message import unawaited_message

        item.is_given_up = True
        message = unawaited_message(item.name, why, item.watch.latest, self.run.redactor)
        show_step(item.validations.imported.library_name, LogStep(message, partial(messages.text, message)))
