"""Write outcomes into Robot's log: child steps at their true times, then text and HTML, with the app's screen.

In: outcomes, and the name under which the suite knows this library. Other modules follow the failure policies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.redactor import MOST_LEARNED
from QuashLibrary.language.durations import show_duration
from QuashLibrary.robotside.app.ui_library import has_ui_library, ui_library_names
from QuashLibrary.robotside.errors import StepError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.report_tools import EvidenceFile, attach_to_all
from QuashLibrary.robotside.log.screens import saved_screen
from QuashLibrary.robotside.log.steps import LogStep, show_step
from QuashLibrary.views.exchange import exchange_excerpt, exchange_text
from QuashLibrary.views.frames import not_reached, sentence
from QuashLibrary.views.html import outcome_html, screen_html
from QuashLibrary.views.message import failure_message, holding_table, numbers, summary
from QuashLibrary.views.noticed_changes import changes_text, changes_title
from QuashLibrary.views.outcome_record import changes_record, record_of
from QuashLibrary.views.record import outcome_message, record_comment
from QuashLibrary.views.texts import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from QuashLibrary.engine.outcome import Attempt, Outcome
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.views.html import Screen
    from QuashLibrary.views.record import OutcomeRecord


@dataclass(frozen=True, slots=True)
class OutcomeLog:
    """Writes outcomes into the log of the running step; `attached` says what attached the step, if anything did."""

    run: RunState
    library: str
    options: ImportOptions
    attached: str = ""

    def write(self, outcomes: Sequence[Outcome], needed: Sequence[Outcome] = ()) -> None:
        """Write one outcome into the step itself, or several as one step each; needed outcomes come first."""
        self.write_steps(needed)
        if len(outcomes) == 1:
            self._write_outcome(outcomes[0])
        else:
            self.write_steps(outcomes)
        self._warn_of_forgotten_texts()

    def write_steps(self, outcomes: Sequence[Outcome]) -> None:
        """Write each outcome as a separate step."""
        for outcome in outcomes:
            title = summary(outcome, self.run.redactor)
            write = partial(self._write_outcome, outcome, red=outcome.verdict != "passed")
            self._show(LogStep(title, write, outcome.started, outcome.elapsed))

    def write_reference(self, outcome: Outcome, since: str) -> None:
        """Write a step that refers to an outcome that the log already shows."""
        message = failure_message(outcome, self.run.redactor)
        title = f"{outcome.name} {outcome.verdict}, {since}"
        self._show(_message_step(title, message, is_red=outcome.verdict != "passed"))

    def _warn_of_forgotten_texts(self) -> None:
        if self.run.redactor.has_forgotten and not self.run.has_warned_of_forgotten_texts:
            self.run.has_warned_of_forgotten_texts = True
            messages.warning(
                f'"redact" found more than {MOST_LEARNED:,} texts in this run: the oldest are masked in their own '
                "outcome, but no longer in other messages; redact fewer places"
            )

    def _show(self, step: LogStep) -> None:
        show_step(self.library, step)

    def _write_outcome(self, outcome: Outcome, red: bool = False) -> None:
        whole = self._is_whole(outcome)
        record = record_of(outcome, self.run.redactor, self.attached, whole=whole)
        for attempt, shown_attempt in zip(outcome.attempts, record.attempts, strict=True):
            self._show_attempt(outcome, attempt, shown_attempt.line, record.command)
        if outcome.last is not None:
            self._show_checks(outcome, outcome.last)
        if whole:
            self._write_evidence(outcome, record, red=red)
        else:
            message = outcome_message(record, ui_library_names(self.run))
            messages.html(self.run, message + screen_html(self._screen(outcome), self.run.redactor))

    def _is_whole(self, outcome: Outcome) -> bool:
        """Return whether the log gets the full evidence of an outcome."""
        options = (self.options, *self.run.listener_options)
        return outcome.verdict != "passed" or any(item.evidence == "always" for item in options)

    def _write_evidence(self, outcome: Outcome, record: OutcomeRecord, red: bool) -> None:
        redactor = self.run.redactor
        message = record.message or failure_message(outcome, redactor)
        # The text of an outcome that did not pass becomes the message of the failure or of the warning.
        if outcome.verdict == "passed":
            messages.text(message)
        evidence = outcome_html(outcome, redactor, self._screen(outcome))
        messages.html(self.run, evidence + record_comment(record, ui_library_names(self.run)))
        if outcome.verdict != "passed":
            data = "\n\n".join(filter(None, [message, record.exchange])).encode()
            attach_to_all([EvidenceFile(f"{outcome.name}, request and answer", data, "text/plain", "txt")])
        if red:
            raise StepError(message)

    def _show_attempt(self, outcome: Outcome, attempt: Attempt, title: str, command: str) -> None:
        if outcome.waited:
            title = f"{numbers(attempt)}{_moment_of_success(outcome, attempt)}: {title}"
        elapsed = (attempt.ended - attempt.started).total_seconds()
        # The command repeats the last attempt.
        same = outcome.last is not None and attempt.exchange.request == outcome.last.exchange.request
        write = partial(self._write_exchange, attempt, self._is_whole(outcome), command if same else "")
        self._show(LogStep(title, write, attempt.started, elapsed))

    def _write_exchange(self, attempt: Attempt, whole: bool, command: str) -> None:
        redactor, exchange = self.run.redactor, attempt.exchange
        messages.text(exchange_text(exchange, redactor) if whole else exchange_excerpt(exchange, redactor, command))
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
                self._show(_message_step(title, "", is_red=True, started=last.ended))
        if others := not_reached(last.checks):
            self._show(_message_step(shown(others, redactor), "", is_red=False, started=last.ended))
        if holding:
            # Without full evidence, the message of the outcome has the table.
            table = holding_table(holding, redactor) if self._is_whole(outcome) else []
            title = _holding_title(len(holding), remembered=outcome.remembered)
            self._show(_message_step(title, "\n".join(table), is_red=False, started=last.ended))
        if outcome.changes is not None:
            changes = changes_record(outcome.changes, redactor)
            title, text = changes_title(changes), changes_text(changes)
            self._show(_message_step(title, text, is_red=False, started=last.ended))

    def _screen(self, outcome: Outcome) -> Screen | None:
        policy = self.options.screenshots
        is_wanted = policy == "always" or (policy == "failure" and outcome.verdict == "failed")
        if not is_wanted or not has_ui_library(self.run):
            return None
        return saved_screen(self.run, self.options.evidence_folder, outcome.slug)


def _message_step(title: str, message: str, *, is_red: bool, started: datetime | None = None) -> LogStep:
    def write() -> None:
        if message:
            messages.text(message)
        if is_red:
            raise StepError(message or title)

    return LogStep(title, write, started)


def _holding_title(number: int, *, remembered: bool) -> str:
    if remembered:
        return "1 value remembered" if number == 1 else f"{number} values remembered"
    return "1 expectation met" if number == 1 else f"{number} expectations met"


def _moment_of_success(outcome: Outcome, attempt: Attempt) -> str:
    # The first of several equal attempts reached the expected state; the summary has that moment.
    if attempt.verdict != "passed" or attempt.number == 1 or attempt.first != attempt.number:
        return ""
    return f", true after {show_duration((attempt.ended - outcome.started).total_seconds())}"
