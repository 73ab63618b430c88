"""Run attached validations before and after their tests and steps.

In: Robot's events. Out: steps inserted into the running body. If Robot has no place for a step (in `Run Keyword` and
similar keywords, as a setup or teardown), it runs below the step it is attached to, which fails if it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from robot.errors import ExecutionFailed

from QuashLibrary.errors import UnknownTagError
from QuashLibrary.robotside.robot_api import steps as robot_steps
from QuashLibrary.robotside.robot_api.context import is_dry_run
from QuashLibrary.robotside.state.libraries import suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_own, is_wait
from QuashLibrary.robotside.state.test import Wait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.robotside.attach.attached_steps import AttachedCall, AttachedStep
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.robotside.state.test import TestState

Failures = Sequence[tuple[str, ExecutionFailed]]
"""Failures of attached calls, each with the key of its call."""


class Attachments(Feature):
    """Runs attached calls; its state ends with each test."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._inserted: list[tuple[Any, AttachedStep]] = []
        self._own_keywords = 0
        """The nesting depth of running keywords of this library; steps inside them have no attachments."""
        self._prevented: list[tuple[Any, ExecutionFailed]] = []
        """The results of steps that were prevented from running, with the failures that prevented them."""
        self._late_failures: list[str] = []
        """The failures after which the test continued."""

    def start_test(self, data: Any, result: Any) -> None:
        """Insert the validations attached to the test before its first step and after its last one."""
        self._own_keywords = 0
        if not (suite_libraries(self.run).attachments.attachments or any("@" in str(tag) for tag in result.tags)):
            return
        from QuashLibrary.robotside.attach.matching import calls_of_test

        try:
            before, after = (calls_of_test(self.run, result, moment) for moment in ("before", "after"))
        except UnknownTagError as error:
            data.error = data.error or str(error)
            return
        if data.body and not data.error:
            self._insert(data.body, 0, before, data)
            self._insert(data.body, len(data.body), after, data)

    def end_test(self, data: Any, result: Any) -> None:
        """Run the calls that a passed test has not reached, and fail the test with the failures it continued after."""
        rest = [step.call for _, step in self._inserted if step.parent is data and not step.was_run]
        if rest and result.passed and not is_dry_run():
            failures = self._run(rest, data, result)
            # Robot copies the status of the steps to the test, but the policies decide the status.
            result.status = "PASS"
            self._conclude(result, failures)
        if self._late_failures and not result.skipped:
            late = "\n\n".join(self._late_failures)
            before = f"{result.message}\n\nAlso:\n" if result.failed and result.message else ""
            result.status, result.message = "FAIL", before + late
        if self.run.stop_message and result.passed:
            # A keyword such as Run Keyword And Ignore Error caught it, but Robot never lets fatal errors be caught.
            result.status, result.message = "FAIL", self.run.stop_message
        for body, step in self._inserted:
            robot_steps.remove(step, body)
        self._inserted, self._prevented, self._late_failures = [], [], []
        suite_libraries(self.run).attachments.by_cells.clear()

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords with attachments, at keywords of this library, and at waits."""
        if is_own(implementation) or is_wait(implementation):
            return True
        if not suite_libraries(self.run).attachments.attachments:
            return False
        from QuashLibrary.robotside.attach.matching import may_have_attachments

        return may_have_attachments(self.run, implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Run the calls attached before a step; return False if they prevent the step."""
        waits = self.run.test.waits
        if waits and step.data.parent is waits[-1].data:
            waits[-1].attempts += 1
        for key, failure in self._run_before(step):
            if self._continues_after(failure):
                self._note(key, failure)
            else:
                self._stop_after(failure)
                self._prevented.append((step.result, failure))
                robot_steps.prevent(step.implementation, failure)
                return False
        self._own_keywords += step.is_own
        if step.is_wait:
            waits.append(Wait(step.data, len(self.run.test.outcomes)))
        return True

    def end_step(self, step: StepEvent) -> None:
        """Run the calls attached after a step: as the next steps, or else below it."""
        self._own_keywords -= step.is_own
        result = step.result
        if step.is_wait and self.run.test.waits:
            self._end_wait(self.run.test.waits.pop(), result)
        calls = self._calls("after", step) if result.passed or (result.not_run and is_dry_run()) else []
        if not calls:
            return
        if self.run.test.waits:
            for key, failure in self._run(calls, step.data, result):
                self._note(key, failure)
        elif not self._insert_after(calls, step.data):
            self._conclude(result, self._run(calls, step.data, result))

    def end_prevented_step(self, result: Any) -> None:
        """Copy the failure that prevented a step to its result."""
        for index, (prevented, failure) in enumerate(self._prevented):
            if prevented is result:
                del self._prevented[index]
                _take_over(result, failure)
                return

    def _run_before(self, step: StepEvent) -> Failures:
        if step.result.not_run and not is_dry_run():
            return ()
        calls = self._calls("before", step)
        return self._run(calls, step.data, step.result) if calls else ()

    def _calls(self, moment: str, step: StepEvent) -> list[AttachedCall]:
        """Return the calls that a step triggers; attached steps and steps inside own and UI keywords trigger none."""
        if self._own_keywords or self.run.test.ui_depth or not suite_libraries(self.run).attachments.attachments:
            return []
        from QuashLibrary.robotside.attach.attached_steps import AttachedStep
        from QuashLibrary.robotside.attach.matching import calls_of_step

        if isinstance(step.data, AttachedStep):
            return []
        return calls_of_step(self.run, moment, step)

    def _run(self, calls: Iterable[AttachedCall], data: Any, result: Any) -> Failures:
        """Run calls below a step or test, up to the first failure after which a test does not continue."""
        from QuashLibrary.robotside.attach.attached_steps import dry_run_problem

        failures: list[tuple[str, ExecutionFailed]] = []
        for call in calls:
            for wait in self.run.test.waits:
                wait.run_again(call.key)
            try:
                robot_steps.run_below(self._step(call), data, result)
                if is_dry_run() and (problem := dry_run_problem(self.run, call, data)):
                    raise ExecutionFailed(problem)
            except ExecutionFailed as failure:
                failures.append((call.key, failure))
                if not failure.continue_on_failure:
                    break
        # The calls below an ended step or test add to its elapsed time.
        result.elapsed_time = datetime.now() - result.start_time
        return failures

    def _end_wait(self, wait: Wait, result: Any) -> None:
        """Apply the failures of a wait when it has ended; earlier, they would repeat the steps of the app."""
        failures = [(key, failure) for _, key, failure in wait.failures]
        if self.run.test.waits:
            for key, failure in failures:
                self._note(key, failure)
        elif result.passed or result.not_run:
            self._conclude(result, failures)
        if result.passed:
            self.run.test.retried |= retried_outcomes(self.run.test, wait)

    def _conclude(self, result: Any, failures: Failures) -> None:
        """Add failures to the result of the step or test above them."""
        decisive = []
        for key, failure in failures:
            if self._continues_after(failure):
                self._note(key, failure)
            else:
                self._stop_after(failure)
                decisive.append(failure)
        # Only a wait has several. A failure overrides an error that skips.
        decisive.sort(key=lambda failure: bool(failure.skip))
        if decisive:
            _take_over(result, decisive[0])
            result.message = "\n\nAlso:\n".join(failure.message for failure in decisive)

    def _note(self, key: str, failure: ExecutionFailed) -> None:
        """Keep a failure for the end of the test, or for the end of the innermost wait."""
        if self.run.test.waits:
            self.run.test.waits[-1].note(key, failure)
        else:
            self._late_failures.append(failure.message)

    def _continues_after(self, failure: ExecutionFailed) -> bool:
        """Return whether a test continues after a failure and fails at its end; outside tests, nothing would fail."""
        return bool(failure.continue_on_failure) and self.run.test.in_test

    def _stop_after(self, failure: ExecutionFailed) -> None:
        """Make the run end if a failure requires it. A listener cannot end a run, so the next test does."""
        if failure.exit:
            self.run.stop_message = f"the run was stopped: {failure.message.splitlines()[0]}"

    def _insert_after(self, calls: Sequence[AttachedCall], data: Any) -> bool:
        steps = [self._step(call) for call in calls]
        body = robot_steps.insert_after(data, steps)
        self._inserted += [(body, step) for step in steps if body is not None]
        return body is not None

    def _step(self, call: AttachedCall) -> AttachedStep:
        from QuashLibrary.robotside.attach.attached_steps import AttachedStep

        return AttachedStep(self.run, call)

    def _insert(self, body: Any, index: int, calls: Sequence[AttachedCall], data: Any) -> None:
        for number, call in enumerate(calls, index):
            step = self._step(call)
            step.lineno = data.lineno
            body.insert(number, step)
            self._inserted.append((body, step))


def _take_over(result: Any, failure: ExecutionFailed) -> None:
    result.status, result.message = "SKIP" if failure.skip else "FAIL", failure.message


def retried_outcomes(test: TestState, wait: Wait) -> set[int]:
    """Return the indexes of the outcomes that a successful wait replaces; a warning stays."""
    outcomes = test.outcomes[wait.first_outcome :]
    # A watch that ended meanwhile is not an attempt of this wait.
    watched = [item.outcome for item in test.watches]
    passed = {outcome.slug for outcome in outcomes if outcome.verdict == "passed"}
    return {
        index
        for index, outcome in enumerate(outcomes, wait.first_outcome)
        if _is_attempt(outcome, passed) and not any(outcome is item for item in watched)
    }


def _is_attempt(outcome: Outcome, passed: set[str]) -> bool:
    """Return whether the wait replaces an outcome; it does not replace attached ones that continue the test."""
    continues = outcome.policy == "continue" and outcome.slug not in passed
    return outcome.verdict != "passed" and outcome.policy != "warn" and not continues
