"""Make the record of an outcome: what of it goes into Robot's log for a report, redacted and bounded.

In: an Outcome and the redactor. Out: an OutcomeRecord, in which nothing is secret.
"""

from datetime import datetime

from QuashLibrary.engine.outcome import Attempt, Check, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.json_display import show
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import attempt_line, failure_message, summary
from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord
from QuashLibrary.views.texts import shown


def record_of(outcome: Outcome, redactor: Redactor, attached: str = "") -> OutcomeRecord:
    """Return an outcome's record; `attached` tells what had it run, where no suite has a step for it."""
    last = outcome.last
    passed = outcome.verdict == "passed"
    return OutcomeRecord(
        slug=outcome.slug,
        verdict=outcome.verdict,
        started=_local(outcome.started),
        elapsed=round(outcome.elapsed, 6),
        summary=summary(outcome, redactor),
        message="" if passed else failure_message(outcome, redactor),
        description=shown(outcome.description, redactor),
        connection=outcome.connection,
        policy=outcome.policy,
        gave_up=shown(outcome.gave_up, redactor),
        held=outcome.held,
        waited=outcome.waited,
        remembered=outcome.remembered,
        silent=outcome.silent,
        became_true=_became_true(outcome),
        attempts=tuple(_attempt(attempt, redactor) for attempt in outcome.attempts),
        checks=tuple(_check(check, redactor) for check in last.checks) if last else (),
        fetched={name: shown(show(value), redactor) for name, value in outcome.fetched.items()},
        ui_steps=outcome.ui.steps if outcome.ui else 0,
        ui_failed=outcome.ui.failed if outcome.ui else False,
        last_ui_step=shown(outcome.ui.last, redactor) if outcome.ui else "",
        defined=f"{outcome.position.file}:{outcome.position.line}" if outcome.position else "",
        attached=shown(attached, redactor),
        exchange="" if passed or last is None else exchange_text(last.exchange, redactor),
    )


def _attempt(attempt: Attempt, redactor: Redactor) -> AttemptRecord:
    return AttemptRecord(
        attempt.first,
        attempt.number,
        _local(attempt.started),
        _local(attempt.ended),
        round(attempt.exchange.elapsed, 6),
        attempt.verdict,
        attempt_line(attempt, redactor),
    )


def _check(check: Check, redactor: Redactor) -> CheckRecord:
    subject, should, was, hint = (
        shown(part, redactor) for part in (check.subject, check.should, check.was, check.hint)
    )
    return CheckRecord(
        subject, check.state, should, was, hint, tuple(shown(item, redactor) for item in check.differences)
    )


def _became_true(outcome: Outcome) -> datetime | None:
    """Return when the last attempts that hold began to: equal ones are folded, the first of them has the moment."""
    moment = None
    for attempt in reversed(outcome.attempts):
        if outcome.verdict != "passed" or outcome.remembered or attempt.verdict != "passed":
            break
        moment = attempt.started if attempt.first != attempt.number else attempt.ended
    return _local(moment) if moment else None


def _local(moment: datetime) -> datetime:
    return moment.astimezone().replace(tzinfo=None)
