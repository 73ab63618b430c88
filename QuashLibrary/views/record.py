"""An outcome as a record: what a report must know of it, as JSON in a comment of Robot's log.

Robot's output.xml is all that is left of a run everywhere (rebot, pabot, Jenkins). What a reader of the log sees
is written for people, so the same HTML message also has the record, in a comment. Links to files are only in the
HTML, where pabot rewrites them. A record is redacted and bounded when it is made, and read back by the report.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

from QuashLibrary.engine.outcome import Attempt, Check, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.language.json_display import show
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import attempt_line, failure_message, summary
from QuashLibrary.views.texts import shown

RECORD_VERSION = 1
UI_MARK = "quash-ui "
"""What precedes the names of the UI libraries, separated by `|`, in a comment of its own."""

_OPENING, _CLOSING = "<!--quash ", "-->"
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}
_Read = TypeVar("_Read")

_TYPES: Mapping[Any, Any] = {
    str: str,
    bool: bool,
    int: int,
    float: (int, float),
    datetime: datetime,
    Mapping[str, str]: Mapping,
}
_YEARS = (1900, 9000)
_MOST = 1e9
"""The largest number in a record, of seconds as of attempts."""


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
    )


def record_comment(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a record as a comment for an HTML message, and the names of the UI libraries as another."""
    text = json.dumps(
        {"version": RECORD_VERSION, **_written(record)},
        default=datetime.isoformat,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    for markup, escaped in _MARKUP.items():
        text = text.replace(markup, escaped)
    names = f"<!--{UI_MARK}{'|'.join(ui_libraries)}-->" if ui_libraries else ""
    return f"{_OPENING}{text}{_CLOSING}{names}"


def _written(record: Any) -> dict[str, Any]:
    """Return the values of a record without those that are empty by default: a log has many records."""
    values = {item.name: getattr(record, item.name) for item in fields(record) if not _is_default(record, item)}
    return {
        name: [_written(item) if is_dataclass(item) else item for item in value] if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _is_default(record: Any, item: Field[Any]) -> bool:
    has_default = item.default is not MISSING or item.default_factory is not MISSING
    return has_default and not getattr(record, item.name)


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: it is truncated, or was written by another version.
    """
    _, opening, rest = message.partition(_OPENING)
    if not opening:
        return None
    text, closing, _ = rest.partition(_CLOSING)
    if not closing:
        raise UnreadableRecordError("it is cut off")
    try:
        data = json.loads(text)
        version = data.pop("version", None)
        if version != RECORD_VERSION:
            raise UnreadableRecordError(f"it has version {version}, and version {RECORD_VERSION} can be read")
        return _record_from(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _record_from(data: dict[str, Any]) -> OutcomeRecord:
    data = _with_times(data, "started", "became_true")
    attempts = (_with_times(item, "started", "ended") for item in data.get("attempts", ()))
    checks = ({**item, "differences": tuple(item.get("differences", ()))} for item in data.get("checks", ()))
    data["attempts"] = tuple(_validated(AttemptRecord, item) for item in attempts)
    data["checks"] = tuple(_validated(CheckRecord, item) for item in checks)
    return _validated(OutcomeRecord, data)


def _validated(kind: type[_Read], data: Mapping[str, Any]) -> _Read:
    made = kind(**data)
    for item in fields(made):  # type: ignore[arg-type]
        value, wanted = getattr(made, item.name), _TYPES.get(item.type, object)
        if not isinstance(value, wanted) or (isinstance(value, (int, float)) and not abs(value) <= _MOST):
            raise TypeError(f"its {item.name} is damaged")
    return made


def _with_times(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: _read_time(data[name]) for name in names if data.get(name)}}


def _read_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(f"{text} is no moment of a run")
    return moment


def _attempt_record(attempt: Attempt, redactor: Redactor) -> AttemptRecord:
    return AttemptRecord(
        attempt.first,
        attempt.number,
        _local(attempt.started),
        _local(attempt.ended),
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
    return _local(moment) if moment else None


def _local(moment: datetime) -> datetime:
    return moment.astimezone().replace(tzinfo=None)
