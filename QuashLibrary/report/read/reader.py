"""Read runs as the report sees them, one test after the other, from Robot's outputs.

In: outputs of one run, or of its shards. Out: a TestRun for each test as soon as it ends in the file, and at last a
RunInfo. Only open elements are kept, so memory does not grow with the run.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from QuashLibrary.errors import TruncatedOutputError, UnreadableRecordError
from QuashLibrary.report.read.bounded_steps import Steps
from QuashLibrary.report.read.html_messages import note_of, plain, read_markup
from QuashLibrary.report.read.model import Kind, Picture, RunInfo, ShownOutcome, Status, Step, TestRun
from QuashLibrary.report.read.open_elements import Element
from QuashLibrary.report.read.output_events import Event, read_events
from QuashLibrary.report.read.suite_teardowns import Teardown, teardowns_of
from QuashLibrary.report.read.ui_libraries import ui_library_names
from QuashLibrary.views.record import OutcomeRecord, read_record

_OWN_STEP = "› "
_LONGEST_SAID = 200
_OWN_KEYWORDS = frozenset({"Validate Backend", "Fetch Into Variable", "Fetch Backend Value", "Await Backend"})
_WAIT_THAT_SUCCEEDED = ("BuiltIn", "Wait Until Keyword Succeeds", "PASS")
_FIXTURES: Mapping[str, Kind] = {"SETUP": "suite setup", "TEARDOWN": "suite teardown"}
_CONTROL = ("for", "iter", "while", "if", "branch", "try", "group", "return", "break", "continue", "variable", "error")
_OPEN = frozenset({"robot", "suite", "test", "kw", *_CONTROL})
_PARTS = frozenset({"arg", "tag", "doc", "status", "msg"})


class RunReader:
    """Reads the outputs of one run; `info` is whole when all tests have been given."""

    def __init__(self, paths: Sequence[Path], ui_libraries: Iterable[str] = (), links_from: Path | None = None) -> None:
        """Take the outputs, further names of UI libraries, and the folder of the log where that is another one."""
        self._links_from = links_from
        self._paths = paths
        self._ui_names = ui_library_names(paths, ui_libraries)
        self.info = RunInfo("", tuple(map(str, paths)))

    def tests(self) -> Iterator[TestRun]:
        """Give each test, setups and teardowns of suites among them where they are of interest.

        Raises:
            UnusableOutputError: a file is not an output, or cannot be read.
        """
        files = [
            _File(path, f"{number}-" if len(self._paths) > 1 else "", self._ui_names, self._links_from or path.parent)
            for number, path in enumerate(self._paths, 1)
        ]
        known: dict[str, int] = {}
        for test in (test for file in files for test in file.tests()):
            own = _own_id(test.id, known)
            yield test if own == test.id else replace(test, id=own)
        times = [time for file in files for time in (file.started, file.ended) if time]
        self.info = RunInfo(
            name=" & ".join(dict.fromkeys(file.name for file in files if file.name)),
            sources=tuple(map(str, self._paths)),
            started=min(times, default=None),
            ended=max(times, default=None),
            generator=files[0].generator if files else "",
            notes=tuple(note for file in files for note in file.notes),
        )


class _File:
    """One output, while it is read."""

    def __init__(self, path: Path, prefix: str, ui_names: frozenset[str], folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._prefix = prefix
        self._ui_names = ui_names
        self._open: list[Element] = []
        self._steps = Steps()
        self._ui: Element | None = None
        self._teardowns: Mapping[int, Teardown] = {}
        self._suites = 0
        self.name = self.generator = ""
        self.started: datetime | None = None
        self.ended: datetime | None = None
        self.notes: list[str] = []

    def tests(self) -> Iterator[TestRun]:
        try:
            self._teardowns = teardowns_of(self._path)
            for event in read_events(self._path):
                yield from self._take(event)
        except TruncatedOutputError as error:
            self.notes.append(f"{error}. What stands before that is told here.")
            yield from self._cut_off()

    def _take(self, event: Event) -> Iterator[TestRun]:
        if not event.ends:
            self._begin(event)
            return
        if event.tag in _PARTS:
            self._part(event)
        elif self._open and self._open[-1].tag == event.tag:
            yield from self._end(self._open.pop())

    def _begin(self, event: Event) -> None:
        if event.tag == "robot":
            self.generator = event.attributes.get("generator", "")
        if event.tag not in _OPEN:
            return
        element = Element(event.tag, event.attributes, self._open[-1] if self._open else None)
        self._open.append(element)
        element.first_outcome = len(self._steps.outcomes)
        if event.tag == "suite":
            self.name = self.name or element.name
            element.teardown = self._teardowns.get(self._suites)
            self._suites += 1
        if event.tag == "test" or element.is_suite_fixture:
            self._steps = Steps()
        if event.tag == "kw" and self._ui is None and element.owner in self._ui_names:
            self._ui = element

    def _part(self, event: Event) -> None:
        if not self._open:
            return
        if event.tag == "msg":
            self._message(event)
        elif event.tag == "status":
            self._open[-1].status = (event.attributes, event.text)
            self._steps.removed(note_of(event.text))
        else:
            self._open[-1].take(event.tag, event.text)

    def _message(self, event: Event) -> None:
        element = self._open[-1]
        if event.attributes.get("html") not in ("true", "yes"):
            element.said = element.said or event.text[:_LONGEST_SAID]
            return
        markup = read_markup(event.text)
        self._steps.removed(markup.note)
        try:
            record = read_record(event.text)
        except UnreadableRecordError as error:
            self._steps.note(f"what the log keeps of an outcome cannot be read: {error}")
            return
        if record is not None:
            picture = next(iter(markup.pictures), None)
            source = next(iter(markup.links), "")
            element.tell()
            shown = _shown(record, element, self._steps, picture, source)
            self._steps.add_outcome(shown, watched=_is_of_watch(element))
        elif self._ui is not None:
            self._ui.pictures += markup.pictures
        else:
            element.pictures += markup.pictures

    def _end(self, element: Element) -> Iterator[TestRun]:
        if element.tag == "suite":
            self._widen(element)
        elif element.tag == "test":
            yield self._test(element)
        elif element.tag == "kw":
            self._end_keyword(element)
            if element.is_suite_fixture and self._steps.of_interest:
                yield self._test(element)

    def _end_keyword(self, element: Element) -> None:
        if (element.owner, element.name, element.result) == _WAIT_THAT_SUCCEEDED:
            self._steps.retry(element.first_outcome)
        is_ui = element is self._ui
        if is_ui:
            self._ui = None
        failed = element.result == "FAIL" and not element.told and not element.name.startswith(_OWN_STEP)
        if element.result == "NOT RUN" or not (is_ui or (failed and self._ui is None) or element.pictures):
            return
        if failed:
            element.tell()
        self._steps.add(
            Step(
                lane="ui" if is_ui else "other",
                name=element.name,
                args=tuple(element.args),
                status=element.result,
                message=plain(element.message) if failed else "",
                started=element.started,
                elapsed=element.elapsed,
                within=element.within,
                pictures=element.pictures,
                owner=element.owner,
                said=sys.intern(element.said) if is_ui else "",
            )
        )

    def _test(self, element: Element) -> TestRun:
        self._widen(element)
        suites = element.suites
        kind = _FIXTURES.get(element.type, "test") if element.tag == "kw" else "test"
        status, message = _ending(element, suites if kind == "test" else ())
        own_id = element.id if kind == "test" else f"{suites[-1].id}-{element.type.lower()}"
        return TestRun(
            id=f"{self._prefix}{own_id}",
            name=element.name,
            suite=tuple(suite.name for suite in suites),
            status=status,
            folder=self._folder,
            kind=kind,
            message=plain(message),
            doc=element.doc,
            tags=tuple(element.tags),
            source=next((suite.source for suite in reversed(suites) if suite.source), ""),
            line=element.line,
            started=element.started,
            elapsed=element.elapsed,
            ui_steps=self._steps.ui_steps,
            steps=self._steps.listed,
            outcomes=tuple(_caught(shown, element.result) for shown in self._steps.outcomes),
            notes=self._steps.notes(element.tags),
        )

    def _widen(self, element: Element) -> None:
        """Let the run last at least as long as an element."""
        if element.started is None:
            return
        ended = element.ended or element.started
        self.started = min(self.started or element.started, element.started)
        self.ended = max(self.ended or ended, ended)

    def _cut_off(self) -> Iterator[TestRun]:
        """Give the test in whose midst the output ends."""
        test = next((item for item in self._open if item.tag == "test" or item.is_suite_fixture), None)
        if test is not None:
            self._steps.note("the output ends in the midst of this test")
            yield self._test(test)


def _ending(element: Element, suites: Sequence[Element]) -> tuple[Status, str]:
    """Return the status and message of a test, with what failed teardowns of its suites add, the innermost first."""
    status, message = element.result, element.message
    for teardown in (suite.teardown for suite in reversed(suites) if suite.teardown):
        status, message = teardown.of_test(status, message)
    return status, message


def _own_id(given: str, known: dict[str, int]) -> str:
    """Return the id of a test, another one where tests before it have that: each has a page of its own."""
    own = given
    while own in known:
        known[given] += 1
        own = f"{given}-{known[given]}"
    known[own] = 1
    return own


def _is_of_watch(element: Element) -> bool:
    """Whether an outcome stands in a step that was put between others when a watch became known."""
    parent = element.parent
    return parent is not None and all(item.name.startswith(_OWN_STEP) for item in (element, parent))


def _shown(record: OutcomeRecord, element: Element, steps: Steps, picture: Picture | None, source: str) -> ShownOutcome:
    within = tuple(
        name for name in element.within if not name.startswith((_OWN_STEP, "@")) and name not in _OWN_KEYWORDS
    )
    return ShownOutcome(record, within, picture, source, _lag(record, steps))


def _caught(shown: ShownOutcome, result: Status) -> ShownOutcome:
    """Note of an outcome that did not pass, in a test that did, that the test has caught it."""
    if result != "PASS" or not shown.missed or shown.soft:
        return shown
    return replace(shown, caught=True)


def _lag(record: OutcomeRecord, steps: Steps) -> float | None:
    """Return the seconds from the last UI step to when it became true; None where a step came in between."""
    before = steps.last_ui
    if record.became_true is None or record.remembered or before is None or before.ended is None:
        return None
    if before.ended > record.started:
        return None
    return max((record.became_true - before.ended).total_seconds(), 0.0)
