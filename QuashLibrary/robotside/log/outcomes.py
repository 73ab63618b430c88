"""Write outcomes into Robot's log: child steps at their true times, then text and HTML, with the app's screen.

In: outcomes, and the name under which the suite knows this library. What follows from an outcome is decided
elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from QuashLibrary.engine.outcome import Attempt, Fault, Outcome
from QuashLibrary.engine.redactor import MOST_LEARNED
from QuashLibrary.language.durations import show_duration
from QuashLibrary.robotside.app.ui_library import has_ui_library, ui_library_names
from QuashLibrary.robotside.errors import StepError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.report_tools import EvidenceFile, attach_to_all
from QuashLibrary.robotside.log.screens import saved_screen
from QuashLibrary.robotside.log.steps import LogStep, show_step
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.frames import not_reached, sentence
from QuashLibrary.views.html import Screen, outcome_html
from QuashLibrary.views.message import attempt_line, failure_message, holding_table, numbers, summary
from QuashLibrary.views.noticed_changes import changes_record, changes_text, changes_title
from QuashLibrary.views.record import record_comment, record_of
from QuashLibrary.views.texts import shown


@dataclass(frozen=True, slots=True)
class OutcomeLog:
    """Writes outcomes into the log of the running step; `attached` says what made it run, if no suite wrote it."""

    run: RunState
    library: str
    options: ImportOptions
    attached: str = ""

    def write(self, outcomes: Sequence[Outcome], needed: Sequence[Outcome] = ()) -> None:
        """Write one outcome into the step itself, or several as a step each; what they needed comes first."""
        self.write_steps(needed)
        if len(outcomes) == 1:
            self._write_outcome(outcomes[0])
        else:
            self.write_steps(outcomes)
        self._warn_of_forgotten_texts()

    def write_steps(self, outcomes: Sequence[Outcome]) -> None:
        """Write each outcome as a step of its own."""
        for outcome in outcomes:
            title = summary(outcome, self.run.redactor)
            write = partial(self._write_outcome, outcome, red=outcome.verdict != "passed")
            self._show(LogStep(title, write, outcome.started, outcome.elapsed))

    def write_reference(self, outcome: Outcome, since: str) -> None:
        """Write a step that refers to an outcome which the log shows already."""
        message = failure_message(outcome, self.run.redactor)
        title = f"{outcome.name} {outcome.verdict}, {since}"
        self._show(_message_step(title, message, is_red=outcome.verdict != "passed"))

    def _warn_of_forgotten_texts(self) -> None:
        if self.run.redactor.has_forgotten and not self.run.has_warned_of_forgotten_texts:
            self.run.has_warned_of_forgotten_texts = True
            messages.warning(
                f'"redact" has found more than {MOST_LEARNED:,} texts in this run: the oldest are masked in their own '
                "outcome, but no longer in other messages; redact fewer places"
            )

    def _show(self, step: LogStep) -> None:
        show_step(self.library, step)

    def _write_outcome(self, outcome: Outcome, red: bool = False) -> None:
        redactor = self.run.redactor
        for attempt in outcome.attempts:
            self._show_attempt(outcome, attempt)
        if outcome.last is not None:
            self._show_checks(outcome, outcome.last)
        message = failure_message(outcome, redactor)
        # The text of an outcome that did not pass becomes the message of the failure or of the warning.
        if outcome.verdict == "passed":
            messages.text(message)
        evidence = outcome_html(outcome, redactor, self._screen(outcome))
        record = record_of(outcome, redactor, self.attached)
        messages.html(self.run, evidence + record_comment(record, ui_library_names(self.run)))
        if outcome.verdict != "passed":
            exchanged = [exchange_text(outcome.last.exchange, redactor)] if outcome.last else []
            data = "\n\n".join([message, *exchanged]).encode()
            attach_to_all([EvidenceFile(f"{outcome.name}, asked and answered", data, "text/plain", "txt")])
        if red:
            raise StepError(message)

    def _show_attempt(self, outcome: Outcome, attempt: Attempt) -> None:
        title = attempt_line(attempt, self.run.redactor)
        if outcome.waited:
            title = f"{numbers(attempt)}{_moment_of_success(outcome, attempt)}: {title}"
        elapsed = (attempt.ended - attempt.started).total_seconds()
        self._show(LogStep(title, partial(self._write_exchange, attempt), attempt.started, elapsed))

    def _write_exchange(self, attempt: Attempt) -> None:
        redactor = self.run.redactor
        messages.text(exchange_text(attempt.exchange, redactor))
        if attempt.failed_checks:
            messages.text("\n".join(shown(str(check), redactor) for check in attempt.failed_checks))
        if isinstance(attempt.exchange.answer, Fault):
            raise StepError(shown(attempt.exchange.answer.message, redactor))

    def _show_checks(self, outcome: Outcome, last: Attempt) -> None:
        redactor = self.run.redactor
        holding = tuple(check for check in last.checks if check.state == "holds")
        for check in last.checks:
            if check.state != "holds" and check.is_reached:
                title = shown(sentence(check), redactor)
                self._show(replace(_message_step(title, "", is_red=True), started=last.ended))
        if others := not_reached(last.checks):
            self._show(replace(_message_step(shown(others, redactor), "", is_red=False), started=last.ended))
        if holding:
            table = holding_table(holding, redactor)
            title = _holding_title(len(holding), remembered=outcome.remembered)
            self._show(replace(_message_step(title, "\n".join(table), is_red=False), started=last.ended))
        if outcome.changes is not None:
            changes = changes_record(outcome.changes, redactor)
            step = _message_step(changes_title(changes), changes_text(changes), is_red=False)
            self._show(replace(step, started=last.ended))

    def _screen(self, outcome: Outcome) -> Screen | None:
        policy = self.options.screenshots
        is_wanted = policy == "always" or (policy == "failure" and outcome.verdict == "failed")
        if not is_wanted or not has_ui_library(self.run):
            return None
        return saved_screen(self.run, self.options.evidence_folder, outcome.slug)


def _message_step(title: str, message: str, *, is_red: bool) -> LogStep:
    def write() -> None:
        if message:
            messages.text(message)
        if is_red:
            raise StepError(message or title)

    return LogStep(title, write)


def _holding_title(number: int, *, remembered: bool) -> str:
    if remembered:
        return "1 value remembered" if number == 1 else f"{number} values remembered"
    return "1 expectation holds" if number == 1 else f"{number} expectations hold"


def _moment_of_success(outcome: Outcome, attempt: Attempt) -> str:
    # Equal attempts that had to stay true became true with the first of them; the summary has the moment.
    if attempt.verdict != "passed" or attempt.number == 1 or attempt.first != attempt.number:
        return ""
    return f", true after {show_duration((attempt.ended - outcome.started).total_seconds())}"
