"""Read one output, test by test.

In: the elements of a file. Out: a TestRun for each test. Only open elements and the steps of one test are in memory.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from QuashLibrary.errors import NewerRecordError, TruncatedOutputError, UnreadableRecordError
from QuashLibrary.report.read.bounded_steps import BoundedSteps
from QuashLibrary.report.read.growing_tree import State
from QuashLibrary.report.read.html_messages import files_and_note, plain_text, removal_note
from QuashLibrary.report.read.model import ShownOutcome, Step, TestRun
from QuashLibrary.report.read.newer_outputs import newer_output_note
from QuashLibrary.report.read.open_elements import OWN_NAMES, OpenElement
from QuashLibrary.report.read.output_parts import read_parts
from QuashLibrary.report.read.passed_steps import LONGEST_MESSAGE, SHORT_PARTS, passed_step
from QuashLibrary.views.app_record import read_app_record
from QuashLibrary.views.record import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from QuashLibrary.report.read.model import Kind, Status
    from QuashLibrary.report.read.output_search import OutputHints
    from QuashLibrary.views.record import OutcomeRecord

_WAIT = "Wait Until Keyword Succeeds"
_FIXTURES: Mapping[str, Kind] = {"SETUP": "suite setup", "TEARDOWN": "suite teardown"}
_CONTROL = ("for", "iter", "while", "if", "branch", "try", "group", "return", "break", "continue", "variable", "error")
_ELEMENTS = frozenset({"robot", "suite", "test", "kw", *_CONTROL})
_PARTS = frozenset({"arg", "tag", "doc", "status", "msg"})


class OutputReader:
    """Reads one output; the public attributes are complete after the last test."""

    def __init__(self, path: Path, id_prefix: str, hints: OutputHints, folder: Path) -> None:
        """Take the file, a prefix for the ids of its tests, the hints about it, and the base folder of its links."""
        self._path = path
        self._id_prefix = id_prefix
        self._hints = hints
        self._folder = folder
        self._open: list[OpenElement] = []
        self._steps = BoundedSteps()
        self._ui_step: OpenElement | None = None
        self._suites = 0
        self.name = self.generator = ""
        self.started: datetime | None = None
        self.ended: datetime | None = None
        self.notes: list[str] = []

    def tests(self) -> Iterator[TestRun]:
        """Yield each test as soon as it ends.

        Raises:
            UnusableOutputError: the file is not an output, or cannot be read.
        """
        try:
            for state, elements in read_parts(self._path):
                if state is State.WHOLE:
                    yield from self._tests_of_children(elements)
                elif elements[0].tag not in _ELEMENTS:
                    continue
                elif state is State.BEGINS:
                    self._begin_element(elements[0])
                elif test := self._end_element(self._open.pop()):
                    yield test
        except TruncatedOutputError as error:
            self.notes.append(f"{error}. The report covers everything before that.")
            yield from self._truncated_test()

    def _tests_of_children(self, elements: Iterable[Element]) -> Iterator[TestRun]:
        """Read whole elements with their content; older outputs wrap parts in other elements."""
        around = [iter(elements)]
        begun = [False]
        ui_libraries = self._hints.ui_libraries
        while around:
            for element in around[-1]:
                tag = element.tag
                if tag in _PARTS:
                    self._add_part(tag, element)
                elif tag == "kw" and (
                    self._take_passed(element, owner)
                    if (owner := element.get("owner") or element.get("library")) in ui_libraries
                    else _is_plain(element)
                ):
                    continue
                elif tag in _ELEMENTS:
                    self._begin_element(element)
                    around.append(iter(element))
                    begun.append(True)
                    break
                elif len(element):
                    around.append(iter(element))
                    begun.append(False)
                    break
            else:
                around.pop()
                if begun.pop() and (test := self._end_element(self._open.pop())):
                    yield test

    def _take_passed(self, keyword: Element, owner: str | None) -> bool:
        """Add a keyword of a UI library if it is a plain step that passed; return whether it was added."""
        around = self._open[-1] if self._open else None
        name = keyword.get("name", "")
        if self._ui_step or around is None or around.tag == "suite" or name == _WAIT or name.startswith(OWN_NAMES):
            return False
        step = passed_step(keyword, owner or "", around.inner)
        if step is not None:
            self._steps.add(step)
        return step is not None

    def _begin_element(self, given: Element) -> None:
        around = self._open[-1] if self._open else None
        element = OpenElement(given.tag, given.attrib, around)
        self._open.append(element)
        element.first_outcome = len(self._steps.outcomes)
        if element.tag == "kw":
            if self._ui_step is None and self._is_ui_step(element):
                self._ui_step = element
        elif element.tag == "suite":
            self.name = self.name or element.name
            element.teardown = self._hints.teardowns.get(self._suites)
            self._suites += 1
        elif element.tag == "robot":
            self.generator = given.get("generator", "")
        if element.tag == "test" or element.is_suite_fixture:
            self._steps = BoundedSteps()

    def _is_ui_step(self, element: OpenElement) -> bool:
        return element.owner in self._hints.ui_libraries and not element.is_own_step

    def _add_part(self, tag: str, part: Element) -> None:
        element = self._open[-1]
        if tag == "arg":
            element.args.append(part.text or "")
        elif tag == "status":
            element.status_attributes, element.message = part.attrib, part.text or ""
            if part.text:
                self._steps.add_removal(removal_note(part.text))
        elif tag != "msg":
            element.add_text(tag, part.text or "")
        elif part.get("html") in ("true", "yes"):
            self._add_html_message(part.text or "", element)
        elif element is self._ui_step:
            element.first_message = element.first_message or (part.text or "")[:LONGEST_MESSAGE]

    def _add_html_message(self, text: str, element: OpenElement) -> None:
        if self._add_app_record(text, element):
            return
        message = files_and_note(text)
        self._steps.add_removal(message.note)
        try:
            record = read_record(text)
        except UnreadableRecordError as error:
            self._note_unreadable("an outcome", error)
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
        """Add a record of app requests; return whether the message contains one."""
        try:
            record = read_app_record(text)
        except UnreadableRecordError as error:
            self._note_unreadable("the app's requests", error)
            return True
        if record is None:
            return False
        if record.swallowed and record.policy == "fail":
            element.mark_failure_as_shown()
        self._steps.add_app_record(record)
        return True

    def _note_unreadable(self, what: str, error: UnreadableRecordError) -> None:
        self._steps.has_unreadable = True
        self._steps.add_note(f"the log's record of {what} cannot be read: {error}")
        if isinstance(error, NewerRecordError) and (note := newer_output_note(self._path)) not in self.notes:
            self.notes.append(note)

    def _end_element(self, element: OpenElement) -> TestRun | None:
        """End an element; return its test, if it is a test."""
        if element.tag == "kw":
            self._end_keyword(element)
            return self._test_run(element) if element.is_suite_fixture and not self._steps.is_empty else None
        if element.tag == "suite":
            self._extend_time(element)
        return self._test_run(element) if element.tag == "test" else None

    def _end_keyword(self, element: OpenElement) -> None:
        status, is_ui = element.status, element is self._ui_step
        if element.name == _WAIT and element.owner == "BuiltIn" and status == "PASS":
            self._steps.mark_tries(element.first_outcome)
        if is_ui:
            self._ui_step = None
        elif status == "PASS" and not element.pictures:
            return  # true for almost every keyword of a run
        failed = status == "FAIL" and not (element.has_shown_failure or element.is_own_step)
        if (
            status == "NOT RUN"
            or element.is_app_step
            or not (is_ui or (failed and self._ui_step is None) or element.pictures)
        ):
            return
        if failed:
            element.mark_failure_as_shown()
        self._steps.add(_step(element, is_ui=is_ui, failed=failed))

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
        """Extend the time of the run to include an element."""
        if element.started is None:
            return
        ended = element.ended or element.started
        self.started = min(self.started or element.started, element.started)
        self.ended = max(self.ended or ended, ended)

    def _truncated_test(self) -> Iterator[TestRun]:
        """Yield the test that was open at the end of the output."""
        test = next((item for item in self._open if item.tag == "test" or item.is_suite_fixture), None)
        if test is not None:
            self._steps.add_note("the output ends in the middle of this test")
            yield self._test_run(test)


def _is_plain(keyword: Element) -> bool:
    """Return whether a keyword contains nothing that the report shows; true for almost every keyword of a run."""
    for part in keyword:
        tag = part.tag
        if tag == "status":
            if part.text or part.get("status") == "FAIL":
                return False
        elif tag == "msg":
            if part.get("html"):
                return False
        elif tag not in SHORT_PARTS:
            return False
    return keyword.get("name") != _WAIT


def _step(element: OpenElement, *, is_ui: bool, failed: bool) -> Step:
    return Step(
        lane="ui" if is_ui else "other",
        name=sys.intern(element.name),
        args=tuple(map(sys.intern, element.args)),
        status=element.status,
        message=plain_text(element.message) if failed else "",
        started=element.started,
        elapsed=element.elapsed,
        within=element.within,
        pictures=element.pictures,
        owner=element.owner,
        first_message=sys.intern(element.first_message) if is_ui else "",
    )


def _result_with_teardowns(element: OpenElement, suites: Sequence[OpenElement]) -> tuple[Status, str]:
    """Return the status and message of a test after the failed teardowns of its suites, innermost first."""
    status, message = element.status, element.message
    for teardown in (suite.teardown for suite in reversed(suites) if suite.teardown):
        status, message = teardown.change(status, message)
    return status, message


def _with_caught(shown: ShownOutcome, status: Status) -> ShownOutcome:
    """Return an outcome, marked as caught if it did not pass but its test did."""
    if status != "PASS" or not shown.missed or shown.soft:
        return shown
    return shown._replace(caught=True)


def _lag_after(record: OutcomeRecord, before: Step | None) -> float | None:
    """Return the seconds from the end of the last UI step until the validation passed; None if they overlap."""
    if record.became_true is None or record.remembered or before is None or before.ended is None:
        return None
    if before.ended > record.started:
        return None
    return max((record.became_true - before.ended).total_seconds(), 0.0)
