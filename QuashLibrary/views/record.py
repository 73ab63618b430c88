"""An outcome as a record: what a report must know of it, as a comment of Robot's log.

Links to files are only in the HTML around it, where pabot rewrites them. A record is redacted and bounded when it is
made, and read back by the report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from QuashLibrary.engine.outcome import Attempt, Check, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.language.json_display import show
from QuashLibrary.views.comments import comment, commented_data, local_time, validated, with_times
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import attempt_line, failure_message, summary
from QuashLibrary.views.noticed_changes import ChangesRecord, changes_record
from QuashLibrary.views.texts import shown

RECORD_VERSION = 1
UI_MARK = "quash-ui "
"""What precedes the names of the UI libraries, separated by `|`, in a comment of its own."""

_MARK = "quash"


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt, or several equal ones from `first` to `number`.

    Times are as Robot writes them; `took` is the time of the last exchange, in seconds.
    """

    first: int
    number: int
    started: datetime
    ended: datetime
    took: float
    verdict: str
    line: str


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check of the last attempt; its parts read as one sentence.

    `at` is its line in the registry, if it does not hold.
    """

    subject: str
    state: str
    should: str
    was: str
    hint: str = ""
    differences: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What is known of an outcome, redacted; times are local and naive, as in output.xml, durations in seconds.

    `became_true` is the end of the first attempt from which all held to the end. `policy`, `message` and
    `exchange` are empty if the outcome passed. `ui_steps` is 0 if there was no UI step before. `attached` is
    the attachment or tag that ran the validation. `error_kind` is what kind of error it is, as `Outcome` has it.
    `changes` says which changes of the answer would have been noticed, in the one outcome for which that was measured.
    """

    slug: str
    verdict: str
    started: datetime
    elapsed: float
    summary: str
    message: str = ""
    description: str = ""
    connection: str = ""
    policy: str = ""
    gave_up: str = ""
    held: str = ""
    waited: bool = False
    remembered: bool = False
    silent: bool = False
    became_true: datetime | None = None
    attempts: tuple[AttemptRecord, ...] = ()
    checks: tuple[CheckRecord, ...] = ()
    fetched: Mapping[str, str] = field(default_factory=dict)
    ui_steps: int = 0
    ui_failed: bool = False
    last_ui_step: str = ""
    defined: str = ""
    attached: str = ""
    exchange: str = ""
    error_kind: str = ""
    changes: ChangesRecord | None = None

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"

    @property
    def ended(self) -> datetime | None:
        """When the last attempt ended; None if nothing was asked."""
        return self.attempts[-1].ended if self.attempts else None

    @property
    def at_once(self) -> bool:
        """Whether all held at the first attempt, so that nobody knows when it became true."""
        first = self.attempts[0] if self.attempts else None
        return self.became_true is not None and first is not None and (first.first, first.verdict) == (1, "passed")


def record_of(outcome: Outcome, redactor: Redactor, attached: str = "") -> OutcomeRecord:
    """Return the record of an outcome; `attached` says what ran it if no suite has a step for it."""
    last = outcome.last
    passed = outcome.verdict == "passed"
    return OutcomeRecord(
        slug=outcome.slug,
        verdict=outcome.verdict,
        started=local_time(outcome.started),
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
        attempts=tuple(_attempt_record(attempt, redactor) for attempt in outcome.attempts),
        checks=tuple(_check_record(check, redactor) for check in last.checks) if last else (),
        fetched={name: shown(show(value), redactor) for name, value in outcome.fetched.items()},
        ui_steps=outcome.ui.steps if outcome.ui else 0,
        ui_failed=outcome.ui.failed if outcome.ui else False,
        last_ui_step=shown(outcome.ui.last, redactor) if outcome.ui else "",
        defined=outcome.position.line_name if outcome.position else "",
        attached=shown(attached, redactor),
        exchange="" if passed or last is None else exchange_text(last.exchange, redactor),
        error_kind=outcome.error_kind,
        changes=changes_record(outcome.changes, redactor) if outcome.changes else None,
    )


def record_comment(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a record as a comment for an HTML message, and the names of the UI libraries as another."""
    names = f"<!--{UI_MARK}{'|'.join(ui_libraries)}-->" if ui_libraries else ""
    return comment(_MARK, RECORD_VERSION, record) + names


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: it is truncated, or was written by another version.
    """
    data = commented_data(_MARK, RECORD_VERSION, message)
    try:
        return None if data is None else _record_from(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _record_from(data: dict[str, Any]) -> OutcomeRecord:
    data = with_times(data, "started", "became_true")
    attempts = (with_times(item, "started", "ended") for item in data.get("attempts", ()))
    checks = ({**item, "differences": tuple(item.get("differences", ()))} for item in data.get("checks", ()))
    data["attempts"] = tuple(validated(AttemptRecord, item) for item in attempts)
    data["checks"] = tuple(validated(CheckRecord, item) for item in checks)
    if data.get("changes"):
        data["changes"] = _changes_from(data["changes"])
    return validated(OutcomeRecord, data)


def _changes_from(data: Mapping[str, Any]) -> ChangesRecord:
    names = {name: tuple(map(str, data.get(name, ()))) for name in ("not_noticed", "not_looked_at")}
    return validated(ChangesRecord, {**data, **names})


def _attempt_record(attempt: Attempt, redactor: Redactor) -> AttemptRecord:
    return AttemptRecord(
        attempt.first,
        attempt.number,
        local_time(attempt.started),
        local_time(attempt.ended),
        round(attempt.exchange.elapsed, 6),
        attempt.verdict,
        attempt_line(attempt, redactor),
    )


def _check_record(check: Check, redactor: Redactor) -> CheckRecord:
    subject, should, was, hint = (
        shown(part, redactor) for part in (check.subject, check.should, check.was, check.hint)
    )
    differences = tuple(shown(item, redactor) for item in check.differences)
    at = check.position.line_name if check.position and check.state != "holds" else ""
    return CheckRecord(subject, check.state, should, was, hint, differences, at)


def _became_true(outcome: Outcome) -> datetime | None:
    """Return when the attempts that held to the end began to; of equal ones, the first has the moment."""
    moment = None
    for attempt in reversed(outcome.attempts):
        if outcome.verdict != "passed" or outcome.remembered or attempt.verdict != "passed":
            break
        moment = attempt.started if attempt.first != attempt.number else attempt.ended
    return local_time(moment) if moment else None
