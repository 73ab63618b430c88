"""Show the app's own requests where they happened, and the swallowed failures when the test ends.

In: Robot's events and the log of the proxy. Out: a step for each failed request, a last step of each test with all
requests, and the effects of the policy for swallowed failures. Requests outside tests belong to the setup or teardown
of their suite.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.ui_steps import is_ui_step
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.steps import LogKeyword, LogStep, show_last_step
from QuashLibrary.robotside.robot_api import steps as robot_steps
from QuashLibrary.robotside.state.libraries import registry_owners
from QuashLibrary.robotside.state.listener_feature import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from robot.running import Keyword

    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.traffic.model import AppRequest

SWALLOWED_TAG = "swallowed-failure"
_OPEN_WRITE_SECONDS = 1.0
_PAUSE = 0.02
_MOST_STEPS = 20
"""The most failed requests that get a separate step after one UI step."""


class AppTraffic(Feature):
    """Shows the requests of the app."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._shown = 0
        """The number of logged requests that were already looked at."""
        self._inserted: list[tuple[Any, Keyword]] = []
        self._ui_failures: list[tuple[datetime, datetime]] = []
        """Start and end of each failed assertion of BuiltIn, because tests often compare UI texts with one."""

    def start_test(self, data: Any, result: Any) -> None:
        """Begin with the requests since the last test or setup ended."""
        self._shown, self._ui_failures = 0, []

    def concerns(self, implementation: Any) -> bool:
        """Return False: while an app is recorded, every step arrives anyway."""
        return False

    def end_step(self, step: StepEvent) -> None:
        """Show the failed requests known so far; after a suite's setup or teardown, show all requests."""
        traffic = self.run.traffic
        if traffic is None or not traffic.proxy.is_serving:
            return
        self._note_assertion(step)
        if self.run.test.in_test and step.result.passed and is_ui_step(self.run, step):
            # The app may show an answer before the proxy has reported it.
            traffic.proxy.sync()
        if step.is_library_keyword and len(traffic.proxy.log.ended()) > self._shown:
            self._show_failures(step)
        if not self.run.test.in_test and _is_suite_fixture(step):
            self._close(step.data, step.result, step.result.parent.full_name)

    def end_structure(self, result: Any) -> None:
        """Forget failures inside a structure that passed: the suite handled them, so no user saw one."""
        if self._ui_failures and result.passed:
            start = result.start_time.astimezone()
            self._ui_failures = [failure for failure in self._ui_failures if failure[0] < start]

    def end_test(self, data: Any, result: Any) -> None:
        """Show the requests of the test, and follow the policy."""
        for body, step in self._inserted:
            robot_steps.remove(step, body)
        self._inserted = []
        traffic = self.run.traffic
        if traffic is None or not traffic.proxy.is_serving:
            return
        if self.run.test.traffic.breaks:
            traffic.proxy.break_no_more()
        self._close(data, result, result.full_name)

    def _note_assertion(self, step: StepEvent) -> None:
        result = step.result
        if not result.failed:
            if result.passed:
                self.end_structure(result)
            return
        is_builtin = getattr(step.owner, "real_name", "") == "BuiltIn"
        if is_builtin and not any(getattr(item, "failed", False) for item in getattr(result, "body", ())):
            self._ui_failures.append((result.start_time.astimezone(), self.run.clock.now()))

    def _show_failures(self, step: StepEvent) -> None:
        """Insert a step for each request that failed since the last look; if Robot has no place, do it later."""
        assert self.run.traffic is not None  # noqa: S101 - the caller looks
        ended = self.run.traffic.proxy.log.ended()
        failed = [request for request in ended[self._shown :] if request.problem and request.fault != "cancelled"]
        if failed:
            library = _library_name()
            if not library or not step.result.passed or not self.run.test.in_test:
                return
            steps = self._failure_steps(library, failed)
            body = robot_steps.insert_after(step.data, steps)
            if body is None:
                return
            self._inserted += [(body, inserted) for inserted in steps]
        self._shown = len(ended)

    def _failure_steps(self, library: str, failed: Sequence[AppRequest]) -> list[LogKeyword]:
        from QuashLibrary.robotside.traffic.closing_step import ClosingStep

        closing = ClosingStep(self.run, failed, ())
        steps = [
            LogKeyword(library, LogStep(closing.failure_title(item), partial(closing.write_failure, item)))
            for item in failed[:_MOST_STEPS]
        ]
        if more := len(failed) - len(steps):
            steps.append(LogKeyword(library, LogStep(f"{more:,} more app requests failed", _write_where_they_are)))
        return steps

    def _close(self, data: Any, result: Any, owner: str) -> None:
        """Show all requests, in the last step of a test or below the setup or teardown of a suite.

        The owner is the full name of the test or suite.
        """
        from QuashLibrary.robotside.traffic.closing_step import ClosingStep

        assert self.run.traffic is not None  # noqa: S101 - the callers look
        proxy, library = self.run.traffic.proxy, _library_name()
        self._await_writes(result)
        proxy.sync()
        # Read first: a request that ends meanwhile is taken below or left for the next test.
        still_open, dropped = self._opened_here(result), proxy.log.dropped
        ended = proxy.log.take()
        numbers = {item.number for item in ended}
        requests = [*ended, *(item for item in still_open if item.number not in numbers)]
        sent = len(requests) + dropped
        self._shown = 0
        self.run.traffic.has_seen_requests |= bool(requests)
        self.run.traffic.has_seen_ui_steps |= bool(self.run.test.ui_steps)
        failures = [ended for _, ended in self._ui_failures]
        closing = ClosingStep(self.run, requests, failures, sent, owner)
        if not library or not (requests or closing.death or self.run.test.traffic.broken):
            return
        before = result.status
        failure = show_last_step(library, data, result, LogStep(closing.title, closing.run_step))
        # Robot copies the status of the step to the test, but the policy decides the status.
        result.status = before
        if closing.has_swallowed and self.run.test.in_test:
            result.tags.add(SWALLOWED_TAG)
            if result.passed and closing.policy == "warn":
                result.message = "\n".join(filter(None, [result.message, closing.message]))
        if failure is not None and not result.skipped:
            also = f"{result.message}\n\nAlso:\n" if result.failed and result.message else ""
            result.status, result.message = "FAIL", also + failure.message
        result.end_time = datetime.now()

    def _opened_here(self, result: Any) -> list[AppRequest]:
        """Return the open requests that began in the ending test; their own tests have shown older ones."""
        assert self.run.traffic is not None  # noqa: S101 - the callers look
        opened = self.run.traffic.proxy.log.open()
        return [item for item in opened if item.started.replace(tzinfo=None) >= result.start_time]

    def _await_writes(self, result: Any) -> None:
        """Wait a moment for open writes: the app may just have sent the request that the test is about."""
        assert self.run.traffic is not None  # noqa: S101 - the callers look
        deadline = self.run.clock.deadline(_OPEN_WRITE_SECONDS)
        while any(item.is_write for item in self._opened_here(result)) and deadline.remaining():
            if self.run.traffic.proxy.death:
                return
            self.run.clock.pause(_PAUSE)


def _write_where_they_are() -> None:
    messages.text("The last step of the test lists them.")


def _is_suite_fixture(step: StepEvent) -> bool:
    return step.result.type in ("SETUP", "TEARDOWN") and getattr(step.data.parent, "suites", None) is not None


def _library_name() -> str:
    """Return the name under which the suite knows a library whose connections have an app."""
    for name, owner in registry_owners():
        if owner.registry.connections:
            return name
    return ""
