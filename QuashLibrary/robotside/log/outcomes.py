"""Write outcomes into Robot's log: child steps at their true times, then text and HTML, with the app's screen.

In: outcomes, and the name under which the suite knows this library. What follows from an outcome is not
decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from QuashLibrary.engine.outcome import Attempt, Check, Fault, Outcome
from QuashLibrary.language.durations import show_duration
from QuashLibrary.robotside.app.ui_library import has_ui_library, screen_of_app, ui_library_names
from QuashLibrary.robotside.errors import StepError
from QuashLibrary.robotside.log import steps as robot_log
from QuashLibrary.robotside.log.report_tools import Attachment, attach_to_all
from QuashLibrary.robotside.state.session import LogStep, Session
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.html import Screen, outcome_html
from QuashLibrary.views.message import attempt_line, check_table, failure_message, numbers, summary
from QuashLibrary.views.record import record_comment, record_of
from QuashLibrary.views.texts import shown


@dataclass(frozen=True, slots=True)
class Showing:
    """Writes outcomes into the log of the running step."""

    session: Session
    library: str
    screenshots: str
    folder: str

    def show(self, outcomes: Sequence[Outcome], needed: Sequence[Outcome] = ()) -> None:
        """Write outcomes into the log: one in the step itself, each of several in a step of its own.

        What was needed before stands in front, in steps as well.
        """
        self.each(needed)
        if len(outcomes) == 1:
            self._outcome(outcomes[0])
        else:
            self.each(outcomes)

    def each(self, outcomes: Sequence[Outcome]) -> None:
        """Write each outcome as a step of its own."""
        for outcome in outcomes:
            title = summary(outcome, self.session.redactor)
            run = partial(self._outcome, outcome, red=outcome.verdict != "passed")
            self._step(LogStep(title, run, outcome.started, outcome.elapsed))

    def again(self, outcome: Outcome, since: str) -> None:
        """Write a step that refers to an outcome which was shown before."""
        message = failure_message(outcome, self.session.redactor)

        def run() -> None:
            robot_log.text(message)
            if outcome.verdict != "passed":
                raise StepError(message)

        self._step(LogStep(f"{outcome.name} {outcome.verdict}, {since}", run))

    def _step(self, step: LogStep) -> None:
        robot_log.run_step(self.session, self.library, step)

    def _outcome(self, outcome: Outcome, red: bool = False) -> None:
        redactor = self.session.redactor
        for attempt in outcome.attempts:
            self._attempt(outcome, attempt)
        if outcome.last is not None:
            self._checks(outcome, outcome.last)
        message = failure_message(outcome, redactor)
        # The text of an outcome that did not pass becomes the message of the failure or of the warning.
        if outcome.verdict == "passed":
            robot_log.text(message)
        evidence = outcome_html(outcome, redactor, self._screen(outcome))
        record = record_of(outcome, redactor, _attachment(self.session.attaching.source))
        robot_log.html(self.session, evidence + record_comment(record, ui_library_names(self.session.ui_libraries)))
        if outcome.verdict != "passed":
            self._attach(outcome, message)
        if red:
            raise StepError(message)

    def _attach(self, outcome: Outcome, message: str) -> None:
        asked = [exchange_text(outcome.last.exchange, self.session.redactor)] if outcome.last else []
        data = "\n\n".join([message, *asked]).encode()
        attach_to_all([Attachment(f"{outcome.name}, asked and answered", data, "text/plain", "txt")])

    def _attempt(self, outcome: Outcome, attempt: Attempt) -> None:
        redactor = self.session.redactor
        title = attempt_line(attempt, redactor)
        if outcome.waited:
            title = f"{numbers(attempt)}{_when(outcome, attempt)}: {title}"
        run = partial(self._exchange, attempt)
        elapsed = (attempt.ended - attempt.started).total_seconds()
        self._step(LogStep(title, run, attempt.started, elapsed))

    def _exchange(self, attempt: Attempt) -> None:
        redactor = self.session.redactor
        robot_log.text(exchange_text(attempt.exchange, redactor))
        if attempt.failed_checks:
            robot_log.text("\n".join(shown(str(check), redactor) for check in attempt.failed_checks))
        answer = attempt.exchange.answer
        if isinstance(answer, Fault):
            raise StepError(shown(answer.message, redactor))

    def _checks(self, outcome: Outcome, last: Attempt) -> None:
        held = [check for check in last.checks if check.state == "holds"]
        for check in last.checks:
            if check.state != "holds":
                self._told(last, shown(_title(check), self.session.redactor), failed=True)
        if held:
            title = _held(len(held), remembered=outcome.remembered)
            table = check_table(replace(outcome, attempts=(replace(last, checks=tuple(held)),)), self.session.redactor)
            self._told(last, title, lines=table)

    def _told(self, last: Attempt, title: str, *, failed: bool = False, lines: Sequence[str] = ()) -> None:
        def run() -> None:
            if lines:
                robot_log.text("\n".join(lines))
            if failed:
                raise StepError(title)

        self._step(LogStep(title, run, last.ended, 0.0))

    def _screen(self, outcome: Outcome) -> Screen | None:
        wanted = self.screenshots == "always" or (self.screenshots == "failure" and outcome.verdict == "failed")
        if not wanted or not has_ui_library(self.session.ui_libraries):
            return None
        return screen_of_app(self.session, self.folder, outcome.slug)


def _held(number: int, *, remembered: bool) -> str:
    if remembered:
        return "1 value remembered" if number == 1 else f"{number} values remembered"
    return "1 expectation holds" if number == 1 else f"{number} expectations hold"


def _title(check: Check) -> str:
    return str(check) if check.state == "failed" else f"{check.subject} was not evaluated: {check.was}"


def _attachment(source: str) -> str:
    """Return what the log says of an attachment without the words that a table has for it."""
    return source.removeprefix("Attached in ").removeprefix("Attached by ")


def _when(outcome: Outcome, attempt: Attempt) -> str:
    # Attempts that are folded and had to stay true became so with the first of them; the summary has the moment.
    if attempt.verdict != "passed" or attempt.number == 1 or attempt.first != attempt.number:
        return ""
    return f", true after {show_duration((attempt.ended - outcome.started).total_seconds())}"
