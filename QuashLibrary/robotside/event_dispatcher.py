"""Pass the events of one run to the listener's features, one after the other; a failure of one does not affect others.

Masking, and giving back reserved values, happen last in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.api import logger

from QuashLibrary.robotside.console import mask_console
from QuashLibrary.robotside.masking import Masking
from QuashLibrary.robotside.robot_api.context import current_test
from QuashLibrary.robotside.robot_api.errors import TIMEOUTS, error_details
from QuashLibrary.robotside.robot_api.output import around_steps, when_run_ends
from QuashLibrary.robotside.state.libraries import is_strict, suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import StepEvent, is_library_keyword
from QuashLibrary.robotside.state.suite import SuiteState
from QuashLibrary.robotside.state.test import TestState, give_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from QuashLibrary.robotside.state.run import RunState


class ListenerFailures:
    """The failures of one run's listener; `_pending` are those that must still fail a test.

    Robot writes an exception of a listener into its execution errors, and the test continues and passes. Here, it fails
    the running test, or the next one if none runs; with `strict=False` it is a warning.
    """

    def __init__(self, run: RunState) -> None:
        self._run = run
        self._seen: set[str] = set()
        self._pending: list[str] = []

    def note(self, hook: str) -> None:
        """Note the current exception."""
        from QuashLibrary.views.texts import shown

        message, traceback = error_details()
        text = shown(f"QuashLibrary's listener failed in {hook}: {message}", self._run.redactor)
        strict = self._is_strict()
        is_new = text not in self._seen
        # Noted before it is logged, because a message is also an event.
        self._seen.add(text)
        if strict and text not in self._pending:
            self._pending.append(text)
        if is_new:
            logger.debug(shown(traceback, self._run.redactor))
            if not strict:
                logger.warn(text)

    def fail_test(self, result: Any) -> None:
        """Add the failures since the last test to the ending test."""
        if self._pending:
            before = f"{result.message}\n\nAlso:\n" if result.failed and result.message else ""
            result.status, result.message = "FAIL", before + "\n".join(self._pending)
            self._pending = []

    def report_rest(self) -> None:
        """Report the failures after which no test could fail."""
        for text in self._pending:
            logger.error(text)
        self._pending = []

    def _is_strict(self) -> bool:
        try:
            return is_strict(self._run)
        except Exception:  # The failure may be in the state that this reads.
            return True


class Dispatcher:
    """The features of one run; starts happen in their order, ends in the reverse order."""

    def __init__(self, run: RunState, kinds: Sequence[type[Feature]]) -> None:
        self.run = run
        self.masking = Masking(run)
        self._failures = ListenerFailures(run)
        features = [kind(run) for kind in kinds]
        self._start_suite = _overridden("start_suite", features)
        self._start_test = _overridden("start_test", features)
        self._start_step = _overridden("start_step", features)
        self._end_step = _overridden("end_step", features[::-1])
        self._end_structure = _overridden("end_structure", features[::-1])
        self._end_prevented_step = _overridden("end_prevented_step", features[::-1])
        self._end_test = _overridden("end_test", features[::-1])
        self._end_suite = _overridden("end_suite", features[::-1])
        self._of_steps = [item for item in features if _acts_at_steps(type(item))]
        around_steps(self._mask_start, self._give_back)
        when_run_ends(mask_console(self.masking.console))
        when_run_ends(run.close_connections)

    def note_failure(self, event: str) -> None:
        """Make the current exception fail the test: it is our mistake, not an error of Robot."""
        self._failures.note(event)

    def start_suite(self, data: Any, result: Any) -> None:
        """Begin a suite."""
        self.run.suites.append(SuiteState())
        self._each("start_suite", self._start_suite, data, result)

    def end_suite(self, data: Any, result: Any) -> None:
        """End a suite, and close connections after the outermost one."""
        try:
            self._each("end_suite", self._end_suite, data, result)
            if data.parent is None:
                self._failures.report_rest()
                self.run.close_connections()
        finally:
            give_back(self.run.suite.leases)
            if len(self.run.suites) > 1:
                self.run.suites.pop()
            self._safely("end_suite", self.masking.suite, result)

    def start_test(self, data: Any, result: Any) -> None:
        """Begin a test with nothing fetched and no UI steps."""
        self.run.test = TestState(in_test=True, result=result)
        self._each("start_test", self._start_test, data, result)

    def end_test(self, data: Any, result: Any) -> None:
        """End a test; its state ends with it."""
        self.run.test.had_passed = result.passed
        self.run.redacted_html.clear()
        try:
            self._each("end_test", self._end_test, data, result)
            self._failures.fail_test(result)
        finally:
            give_back(self.run.test.leases)
            self.run.test = TestState()
            self._safely("end_test", self.masking.test, result)

    def start_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Begin a keyword; if a feature prevents it, the later features are skipped."""
        if not self._concerns_features("start", implementation):
            return
        step, hook = StepEvent(data, implementation, result), _hook("start", implementation)
        for start in self._start_step:
            if self._safely(hook, start, step) is False:
                return

    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """End a keyword."""
        try:
            if not self.run.test.in_test:
                self._join_test()
            if self._concerns_features("end", implementation):
                step = StepEvent(data, implementation, result)
                self._each(_hook("end", implementation), self._end_step, step)
        finally:
            self._mask_end(result)

    start_user_keyword = start_library_keyword
    end_user_keyword = end_library_keyword

    def end_invalid_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """End a keyword that cannot run or was prevented, which Robot treats as invalid."""
        try:
            self._each("end_invalid_keyword", self._end_prevented_step, result)
        finally:
            self._mask_end(result)

    def start_for_iteration(self, data: Any, result: Any) -> None:
        """Begin an iteration of a loop."""
        self._safely("start_for_iteration", self.masking.assignments, result)

    def end_body_item(self, data: Any, result: Any) -> None:
        """End a control structure."""
        try:
            if self.run.follows_all_steps:
                self._each("end_body_item", self._end_structure, result)
        finally:
            self._mask_end(result)

    def library_import(self, library: Any, importer: Any) -> None:
        """Read the suite's libraries again."""
        self.run.suite.libraries = None

    def message(self, message: Any) -> None:
        """Mask a message of any library or of Robot itself."""
        self.masking.message(message)

    log_message = message

    def _concerns_features(self, kind: str, implementation: Any) -> bool:
        """Return whether any feature needs a step; the answer is cached for most keywords."""
        run = self.run
        if run.follows_all_steps:
            return True
        try:
            known = (run.suites[-1].libraries or suite_libraries(run)).concerns
            key = implementation.owner, implementation.name
            if key not in known:
                known[key] = any(feature.concerns(implementation) for feature in self._of_steps)
            return known[key]
        except TIMEOUTS:
            raise
        except Exception:  # No check may be skipped because of it.
            self._failures.note(_hook(kind, implementation))
            return True

    def _mask_start(self, result: Any) -> None:
        """Mask the texts that Robot is about to write at a start."""
        try:
            self.masking.start(result)
        except TIMEOUTS:
            raise
        except Exception:
            self._failures.note("start_body_item")

    def _mask_end(self, result: Any) -> None:
        """Mask the texts that Robot is about to write at an end."""
        try:
            self.masking.result(result)
        except TIMEOUTS:
            raise
        except Exception:
            self._failures.note("end_body_item")

    def _give_back(self, result: Any) -> None:
        """Restore a message after Robot has written it."""
        if self.masking.written is not None:
            self._safely("end_body_item", self.masking.give_back, result)

    def _join_test(self) -> None:
        """Begin the running test now, if one of its steps has imported the library."""
        if (result := current_test()) is not None:
            self.run.test = TestState(in_test=True, result=result)

    def _each(self, hook: str, methods: Sequence[Callable[..., object]], *event: Any) -> None:
        for method in methods:
            self._safely(hook, method, *event)

    def _safely(self, hook: str, method: Callable[..., object], *event: Any) -> object:
        """Call a method; its exception is noted, unless it is a timeout, Ctrl-C or the like."""
        try:
            return method(*event)
        except TIMEOUTS:
            raise
        except Exception:  # Robot would log any of them as an error, and the test would pass.
            self._failures.note(hook)
            return None


def _hook(kind: str, implementation: Any) -> str:
    """Return the name of the hook for the start or the end of a keyword."""
    return f"{kind}_library_keyword" if is_library_keyword(implementation) else f"{kind}_user_keyword"


def _acts_at_steps(kind: type[Feature]) -> bool:
    """Return whether a feature does something when a step starts or ends."""
    return kind.start_step is not Feature.start_step or kind.end_step is not Feature.end_step


def _overridden(name: str, features: Sequence[Feature]) -> list[Callable[..., Any]]:
    """Return the methods of the features that do something at an event."""
    return [getattr(item, name) for item in features if getattr(type(item), name) is not getattr(Feature, name)]
