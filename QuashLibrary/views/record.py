"""An outcome as a record: what a report must know of it, as a comment of Robot's log.

Links to files are only in the HTML around it, where pabot rewrites them. A record is redacted and bounded when it is
made, and read back by the report. It is written in version 2 (`record_form`) and read in versions 1 and 2; in version 1
it has every value under its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from QuashLibrary.engine.outcome import Attempt, Check, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.language.json_display import show
from QuashLibrary.language.printable import shorten
from QuashLibrary.views.comments import comment, commented_data, local_time, validated, values_of, with_times
from QuashLibrary.views.exchange import command_text, exchange_text
from QuashLibrary.views.message import attempt_line, failure_message, summary
from QuashLibrary.views.noticed_changes import ChangesRecord, changes_record
from QuashLibrary.views.record_form import form_of, lines_in, lines_of, shown_lines, values_from
from QuashLibrary.views.texts import shown, shown_all

RECORD_VERSION = 2
KNOWN_UI_LIBRARIES = frozenset({"AppiumLibrary", "SeleniumLibrary", "Browser"})
"""The names of UI libraries that no record needs to mention."""

UI_MARK = "quash-ui "
"""What precedes the names of other UI libraries, separated by `|`, in a comment of its own."""

_LONGEST_VALUE = 80
"""The most characters of a value in the checks of an outcome without its whole evidence."""
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

    `became_true` is the end of the first attempt from which all held to the end. `policy` and `message` are empty
    if the outcome passed. `exchange` is the last question with its whole answer; if that is not kept, `command` sends
    the question again. `ui_steps` is 0 if there was no UI step before. `attached` is
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
    command: str = ""
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


def record_of(outcome: Outcome, redactor: Redactor, attached: str = "", *, whole: bool = False) -> OutcomeRecord:
    """Return the record of an outcome; `attached` says what ran it if no suite has a step for it.

    The record of one that passed has the `whole` evidence only if that is wanted.
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
    """Yield the texts of an outcome that are shown as they are."""
    yield from (outcome.description, outcome.gave_up, attached, outcome.ui.last if outcome.ui else "")
    for check in outcome.last.checks if outcome.last else ():
        yield from (check.subject, check.should, check.was, check.hint, *check.differences)


def outcome_message(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return an outcome that passed as an HTML message: what people read of it, and the rest as a comment."""
    values = values_of(record)
    lines = lines_of(values)
    return f"{shown_lines(lines)}{comment(_MARK, RECORD_VERSION, form_of(values, lines))}{_names(ui_libraries)}"


def record_comment(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a whole record as a comment for an HTML message, and the names of the UI libraries as another."""
    return f"{comment(_MARK, RECORD_VERSION, form_of(values_of(record)))}{_names(ui_libraries)}"


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: it is truncated, or was written by a newer version.
    """
    found = commented_data(_MARK, RECORD_VERSION, message)
    if found is None:
        return None
    version, data = found
    try:
        return _record_from(data if version == 1 else values_from(data, lines_in(message)))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _names(ui_libraries: Sequence[str]) -> str:
    others = "|".join(name for name in ui_libraries if name not in KNOWN_UI_LIBRARIES)
    return f"<!--{UI_MARK}{others}-->" if others else ""


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


def _check_record(check: Check, seen: Mapping[str, str], *, whole: bool) -> CheckRecord:
    should, was = seen[check.should], seen[check.was]
    if not whole:
        should, was = _short(should, "should be "), _short(was, "was ")
    differences = tuple(seen[item] for item in check.differences)
    at = check.position.line_name if check.position and check.state != "holds" else ""
    return CheckRecord(seen[check.subject], check.state, should, was, seen[check.hint], differences, at)


def _short(text: str, start: str) -> str:
    """Return a text with a value that is not too long; equal values stay equal."""
    value = text.removeprefix(start)
    return text.removesuffix(value) + shorten(value, _LONGEST_VALUE)


def _became_true(outcome: Outcome) -> datetime | None:
    """Return when the attempts that held to the end began to; of equal ones, the first has the moment."""
    moment = None
    for attempt in reversed(outcome.attempts):
        if outcome.verdict != "passed" or outcome.remembered or attempt.verdict != "passed":
            break
        moment = attempt.started if attempt.first != attempt.number else attempt.ended
    return local_time(moment) if moment else None
