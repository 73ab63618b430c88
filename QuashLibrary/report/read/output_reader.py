"""Read one output, test by test.

In: the events of a file. Out: a TestRun for each test. Only open elements and the steps of one test are in memory.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from QuashLibrary.errors import TruncatedOutputError, UnreadableRecordError
from QuashLibrary.report.read.bounded_steps import BoundedSteps
from QuashLibrary.report.read.html_messages import plain_text, read_html, removal_note
from QuashLibrary.report.read.model import Kind, ShownOutcome, Status, Step, TestRun
from QuashLibrary.report.read.open_elements import OpenElement
from QuashLibrary.report.read.output_events import Event, read_events
from QuashLibrary.report.read.suite_teardowns import SuiteTeardown, suite_teardowns
from QuashLibrary.views.app_record import read_app_record
from QuashLibrary.views.record import OutcomeRecord, read_record

_LONGEST_MESSAGE = 200
_WAIT_THAT_SUCCEEDED = ("BuiltIn", "Wait Until Keyword Succeeds", "PASS")
_FIXTURES: Mapping[str, Kind] = {"SETUP": "suite setup", "TEARDOWN": "suite teardown"}
_CONTROL = ("for", "iter", "while", "if", "branch", "try", "group", "return", "break", "continue", "variable", "error")
_ELEMENTS = frozenset({"robot", "suite", "test", "kw", *_CONTROL})
_PARTS = frozenset({"arg", "tag", "doc", "status", "msg"})


class OutputReader:
    """Reads one output; the public attributes are complete when every test has been read."""

    def __init__(self, path: Path, id_prefix: str, ui_libraries: frozenset[str], folder: Path) -> None:
        """Take the file, what precedes the ids of its tests, names of UI libraries, and where its links start."""
        self._path = path
        self._id_prefix = id_prefix
        self._ui_libraries = ui_libraries
        self._folder = folder
        self._open: list[OpenElement] = []
        self._steps = BoundedSteps()
        self._ui_step: OpenElement | None = None
        self._teardowns: Mapping[int, SuiteTeardown] = {}
        self._suites = 0
        self.name = self.generator = ""
        self.started: datetime | None = None
        self.ended: datetime | None = None
        self.notes: list[str] = []

    def tests(self) -> Iterator[TestRun]:
        """Give each test as soon as it ends.

        Raises:
            UnusableOutputError: the file is not an output, or cannot be read.
        """
        try:
            self._teardowns = suite_teardowns(self._path)
            for event in read_events(self._path):
                yield from self._tests_of_event(event)
        except TruncatedOutputError as error:
            self.notes.append(f"{error}. What stands before that is told here.")
            yield from self._truncated_test()

    def _tests_of_event(self, event: Event) -> Iterator[TestRun]:
        if not event.ends:
            self._begin_element(event)
        elif event.tag in _PARTS:
            self._add_part(event)
        elif self._open and self._open[-1].tag == event.tag:
            yield from self._end_element(self._open.pop())

    def _begin_element(self, event: Event) -> None:
        if event.tag == "robot":
            self.generator = event.attributes.get("generator", "")
        if event.tag not in _ELEMENTS:
            return
        element = OpenElement(event.tag, event.attributes, self._open[-1] if self._open else None)
        self._open.append(element)
        element.first_outcome = len(self._steps.outcomes)
        if event.tag == "suite":
            self.name = self.name or element.name
            element.teardown = self._teardowns.get(self._suites)
            self._suites += 1
        if event.tag == "test" or element.is_suite_fixture:
            self._steps = BoundedSteps()
        if event.tag == "kw" and self._ui_step is None and self._is_ui_step(element):
            self._ui_step = element

    def _is_ui_step(self, element: OpenElement) -> bool:
        return element.owner in self._ui_libraries and not element.is_own_step

    def _add_part(self, event: Event) -> None:
        if not self._open:
            return
        element = self._open[-1]
        if event.tag == "msg":
            self._add_message(event, element)
        elif event.tag == "status":
            element.status_attributes, element.message = event.attributes, event.text
            self._steps.add_removal(removal_note(event.text))
        else:
            element.add_text(event.tag, event.text)

    def _add_message(self, event: Event, element: OpenElement) -> None:
        if event.attributes.get("html") not in ("true", "yes"):
            element.first_message = element.first_message or event.text[:_LONGEST_MESSAGE]
            return
        if self._add_app_record(event.text, element):
            return
        message = read_html(event.text)
        self._steps.add_removal(message.note)
        try:
            record = read_record(event.text)
        except UnreadableRecordError as error:
            self._steps.add_note(f"what the log keeps of an outcome cannot be read: {error}")
            return
        if record is None:
            (self._ui_step or element).pictures += message.pictures
            return
        element.mark_failure_as_shown()
        shown = ShownOutcome(
            record,
            within=element.user_keywords,
            screenshot=next(iter(message.pictures), None),
            page_source=next(iter(message.links), ""),
            lag=_lag_after(record, self._steps.last_ui_step),
        )
        self._steps.add_outcome(shown, watched=element.is_of_watch)

    def _add_app_record(self, text: str, element: OpenElement) -> bool:
        """Add what the app sent, if this is the message that says it."""
        try:
            record = read_app_record(text)
        except UnreadableRecordError as error:
            self._steps.add_note(f"what the log keeps of the app's requests cannot be read: {error}")
            return True
        if record is None:
            return False
        if record.swallowed and record.policy == "fail":
            element.mark_failure_as_shown()
        self._steps.add_app_record(record)
        return True

    def _end_element(self, element: OpenElement) -> Iterator[TestRun]:
        if element.tag == "suite":
            self._extend_time(element)
        elif element.tag == "test":
            yield self._test_run(element)
        elif element.tag == "kw":
            self._end_keyword(element)
            if element.is_suite_fixture and not self._steps.is_empty:
                yield self._test_run(element)

    def _end_keyword(self, element: OpenElement) -> None:
        status = element.status
        if (element.owner, element.name, status) == _WAIT_THAT_SUCCEEDED:
            self._steps.mark_tries(element.first_outcome)
        is_ui = element is self._ui_step
        if is_ui:
            self._ui_step = None
        failed = status == "FAIL" and not (element.has_shown_failure or element.is_own_step)
        if (
            status == "NOT RUN"
            or element.is_app_step
            or not (is_ui or (failed and self._ui_step is None) or element.pictures)
        ):
            return
        if failed:
            element.mark_failure_as_shown()
        self._steps.add(
            Step(
                lane="ui" if is_ui else "other",
                name=element.name,
                args=tuple(element.args),
                status=status,
                message=plain_text(element.message) if failed else "",
                started=element.started,
                elapsed=element.elapsed,
                within=element.within,
                pictures=element.pictures,
                owner=element.owner,
                first_message=sys.intern(element.first_message) if is_ui else "",
            )
        )

    def _test_run(self, element: OpenElement) -> TestRun:
        self._extend_time(element)
        suites = element.suites
        kind = _FIXTURES.get(element.type, "test") if element.tag == "kw" else "test"
        status, message = _result_with_teardowns(element, suites if kind == "test" else ())
        own_id = element.id if kind == "test" else f"{suites[-1].id}-{element.type.lower()}"
        return TestRun(
            id=f"{self._id_prefix}{own_id}",
            name=element.name,
            suite=tuple(suite.name for suite in suites),
            status=status,
            folder=self._folder,
            kind=kind,
            message=plain_text(message),
            doc=element.doc,
            tags=tuple(element.tags),
            source=next((suite.source for suite in reversed(suites) if suite.source), ""),
            line=element.line,
            started=element.started,
            elapsed=element.elapsed,
            ui_steps=self._steps.ui_steps,
            steps=tuple(self._steps.steps),
            outcomes=tuple(_with_caught(shown, element.status) for shown in self._steps.outcomes),
            app=self._steps.app,
            notes=self._steps.notes(element.tags),
        )

    def _extend_time(self, element: OpenElement) -> None:
        """Make the run last at least as long as an element."""
        if element.started is None:
            return
        ended = element.ended or element.started
        self.started = min(self.started or element.started, element.started)
        self.ended = max(self.ended or ended, ended)

    def _truncated_test(self) -> Iterator[TestRun]:
        """Give the test that was open where the output ends."""
        test = next((item for item in self._open if item.tag == "test" or item.is_suite_fixture), None)
        if test is not None:
            self._steps.add_note("the output ends in the midst of this test")
            yield self._test_run(test)


def _result_with_teardowns(element: OpenElement, suites: Sequence[OpenElement]) -> tuple[Status, str]:
    """Return the status and message of a test, as the failed teardowns of its suites change them, innermost first."""
    status, message = element.status, element.message
    for teardown in (suite.teardown for suite in reversed(suites) if suite.teardown):
        status, message = teardown.change(status, message)
    return status, message


def _with_caught(shown: ShownOutcome, status: Status) -> ShownOutcome:
    """Return an outcome, marked as caught if it did not pass but its test did."""
    if status != "PASS" or not shown.missed or shown.soft:
        return shown
    return replace(shown, caught=True)


def _lag_after(record: OutcomeRecord, before: Step | None) -> float | None:
    """Return the seconds from the last UI step to when it became true; None if a step came in between."""
    if record.became_true is None or record.remembered or before is None or before.ended is None:
        return None
    if before.ended > record.started:
        return None
    return max((record.became_true - before.ended).total_seconds(), 0.0)
