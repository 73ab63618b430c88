"""Make the record of an outcome.

In: an Outcome and the redactor. Out: its record; every text in it is redacted and limited in length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show
from QuashLibrary.language.printable import shorten
from QuashLibrary.views.comments import local_time
from QuashLibrary.views.exchange import command_text, exchange_text
from QuashLibrary.views.message import attempt_line, failure_message, summary
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord
from QuashLibrary.views.texts import shown, shown_all, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from QuashLibrary.engine.noticed_changes import NoticedChanges
    from QuashLibrary.engine.outcome import Attempt, Check, Outcome
    from QuashLibrary.engine.redactor import Redactor

_LONGEST_VALUE = 80
"""The maximum number of characters of a value in the checks of an outcome without full evidence."""
_LONGEST_NAME = 120


def record_of(outcome: Outcome, redactor: Redactor, attached: str = "", *, whole: bool = False) -> OutcomeRecord:
    """Return the record of an outcome; `attached` says what ran the validation if no suite has a step for it.

    The record of a passed outcome contains the `whole` evidence only on request.
    """
    last, ui = outcome.last, outcome.ui
    passed = outcome.verdict == "passed"
    whole = whole or not passed
    seen = shown_all(_texts_of(outcome, attached), redactor)
    return OutcomeRecord(
        slug=outcome.slug,
        verdict=outcome.verdict,
        started=local_time(outcome.started),
        elapsed=round(outcome.elapsed, 6),
        summary=summary(outcome, redactor),
        message="" if passed else failure_message(outcome, redactor),
        description=seen[outcome.description],
        connection=outcome.connection,
        policy=outcome.policy,
        gave_up=seen[outcome.gave_up],
        held=outcome.held,
        waited=outcome.waited,
        remembered=outcome.remembered,
        silent=outcome.silent,
        became_true=_became_true(outcome),
        attempts=tuple(_attempt_record(attempt, redactor) for attempt in outcome.attempts),
        checks=tuple(_check_record(check, seen, whole=whole) for check in last.checks) if last else (),
        fetched={name: shown(show(value), redactor) for name, value in outcome.fetched.items()},
        ui_steps=ui.steps if ui else 0,
        ui_failed=ui.failed if ui else False,
        last_ui_step=seen[ui.last] if ui else "",
        defined=outcome.position.line_name if outcome.position else "",
        attached=seen[attached],
        exchange=exchange_text(last.exchange, redactor) if last and whole else "",
        command=command_text(last.exchange, redactor) if last and not whole else "",
        error_kind=outcome.error_kind,
        changes=changes_record(outcome.changes, redactor) if outcome.changes else None,
    )


def _texts_of(outcome: Outcome, attached: str) -> Iterator[str]:
    """Yield the texts of an outcome that the record contains unchanged."""
    yield from (outcome.description, outcome.gave_up, attached, outcome.ui.last if outcome.ui else "")
    for check in outcome.last.checks if outcome.last else ():
        yield from (check.subject, check.should, check.was, check.hint, *check.differences)


def changes_record(changes: NoticedChanges, redactor: Redactor) -> ChangesRecord:
    """Return the record of changes with short names: they contain keys of the answer, which may have any length."""

    def names(found: Sequence[str]) -> tuple[str, ...]:
        return tuple(shorten(shown_line(name, redactor), _LONGEST_NAME) for name in found)

    not_noticed, not_looked_at = names(changes.not_noticed), names(changes.not_looked_at)
    return ChangesRecord(
        changes.tried, changes.noticed, changes.looked_at, not_noticed, not_looked_at, changes.left_out
    )


def _attempt_record(attempt: Attempt, redactor: Redactor) -> AttemptRecord:
    return AttemptRecord(
        attempt.first,
        attempt.number,
        local_time(attempt.started),
        local_time(attempt.ended),
        attempt.exchange.took,
        attempt.verdict,
        attempt_line(attempt, redactor),
    )


def _check_record(check: Check, seen: Mapping[str, str], *, whole: bool) -> CheckRecord:
    should, was = seen[check.should], seen[check.was]
    if not whole:
        should, was = _short(should, "should be "), _short(was, "was ")
    differences = tuple(seen[item] for item in check.differences)
    at = check.position.line_name if check.position and check.state != "holds" else ""
    return CheckRecord(seen[check.subject], check.state, should, was, seen[check.hint], differences, at)


def _short(text: str, start: str) -> str:
    """Return a text with its value shortened; equal values stay equal."""
    value = text.removeprefix(start)
    return text.removesuffix(value) + shorten(value, _LONGEST_VALUE)


def _became_true(outcome: Outcome) -> datetime | None:
    """Return when the checks began to hold until the end; equal attempts count from the start of the first one."""
    moment = None
    for attempt in reversed(outcome.attempts):
        if outcome.verdict != "passed" or outcome.remembered or attempt.verdict != "passed":
            break
        moment = attempt.started if attempt.first != attempt.number else attempt.ended
    return local_time(moment) if moment else None
