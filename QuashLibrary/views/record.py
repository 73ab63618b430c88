"""An outcome as a record: all that a report has to know of it, as JSON that stands unseen in Robot's log.

In: an Outcome and the redactor, or the HTML message that holds a record. Out: the message's comment, or the
record. Robot's output.xml is the only thing that is left of a run everywhere (rebot, pabot, Jenkins), and
what a reader of the log sees is for people, so both stand in the same message. Links to files stand in the
message's HTML alone: pabot rewrites them there.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from QuashLibrary.engine.outcome import Attempt, Check, Outcome, Response
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.json_texts import show
from QuashLibrary.views.curl import curl
from QuashLibrary.views.message import attempt_line, failure_message, reason, summary
from QuashLibrary.views.texts import body_text, masked_headers, shown

RECORD_VERSION = 1
_OPENING, _CLOSING = "<!--quash ", "-->"
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}


class UnreadableRecordError(ValueError):
    """A message holds a record that this version cannot read; the text says why."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt, or several equal ones from `first` to `number`; times as Robot writes them."""

    first: int
    number: int
    started: datetime
    ended: datetime
    verdict: str
    line: str


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check of the last attempt; its parts read as one sentence."""

    subject: str
    state: str
    should: str
    was: str
    hint: str = ""
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What is known of an outcome, redacted; times are local and naive, as in output.xml, durations seconds.

    `became_true` is the end of the first attempt of those that held to the end; `policy` what followed
    from a verdict that is not passed. `ui_steps` is 0 where no UI step went before.
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
    reason: str = ""
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
    request: str = ""
    response: str = ""
    version: int = RECORD_VERSION

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"

    @property
    def ended(self) -> datetime | None:
        """When the last attempt ended; None where nothing was asked."""
        return self.attempts[-1].ended if self.attempts else None


def record_of(outcome: Outcome, redactor: Redactor) -> OutcomeRecord:
    """Return an outcome's record; nothing in it is secret."""
    last = outcome.last
    checks = last.checks if last else ()
    return OutcomeRecord(
        slug=outcome.slug,
        verdict=outcome.verdict,
        started=_local(outcome.started),
        elapsed=outcome.elapsed,
        summary=summary(outcome, redactor),
        message="" if outcome.verdict == "passed" else failure_message(outcome, redactor),
        description=shown(outcome.description, redactor),
        connection=outcome.connection,
        policy=outcome.policy,
        reason=shown(reason(outcome), redactor) if outcome.verdict == "error" else "",
        gave_up=shown(outcome.gave_up, redactor),
        held=outcome.held,
        waited=outcome.waited,
        remembered=outcome.remembered,
        silent=outcome.silent,
        became_true=_became_true(outcome),
        attempts=tuple(_attempt(attempt, redactor) for attempt in outcome.attempts),
        checks=tuple(_check(check, redactor) for check in checks),
        fetched={name: shown(show(value), redactor) for name, value in outcome.fetched.items()},
        ui_steps=outcome.ui.steps if outcome.ui else 0,
        ui_failed=outcome.ui.failed if outcome.ui else False,
        last_ui_step=shown(outcome.ui.last, redactor) if outcome.ui else "",
        defined=f"{outcome.position.file}:{outcome.position.line}" if outcome.position else "",
        request=curl(last.exchange.request, redactor) if last else "",
        response=_response(last, redactor),
    )


def record_comment(record: OutcomeRecord) -> str:
    """Return a record as a comment for an HTML message."""
    text = json.dumps(asdict(record), default=datetime.isoformat, separators=(",", ":"))
    for markup, escaped in _MARKUP.items():
        text = text.replace(markup, escaped)
    return f"{_OPENING}{text}{_CLOSING}"


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record that an HTML message holds; None where it holds none.

    Raises:
        UnreadableRecordError: it is cut off, or was written by another version.
    """
    _, opening, rest = message.partition(_OPENING)
    text, closing, _ = rest.partition(_CLOSING)
    if not opening:
        return None
    try:
        data = json.loads(text)
        version = data.get("version")
        if version != RECORD_VERSION:
            raise UnreadableRecordError(f"it has version {version}, and version {RECORD_VERSION} can be read")
        return _record(data)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableRecordError(str(error) if closing else "it is cut off") from error


def _record(data: dict[str, Any]) -> OutcomeRecord:
    became_true = data["became_true"]
    return OutcomeRecord(
        **{
            **data,
            "started": datetime.fromisoformat(data["started"]),
            "became_true": datetime.fromisoformat(became_true) if became_true else None,
            "attempts": tuple(map(_read_attempt, data["attempts"])),
            "checks": tuple(
                CheckRecord(**{**check, "differences": tuple(check["differences"])}) for check in data["checks"]
            ),
        }
    )


def _read_attempt(data: dict[str, Any]) -> AttemptRecord:
    times = {name: datetime.fromisoformat(data[name]) for name in ("started", "ended")}
    return AttemptRecord(**{**data, **times})


def _attempt(attempt: Attempt, redactor: Redactor) -> AttemptRecord:
    return AttemptRecord(
        attempt.first,
        attempt.number,
        _local(attempt.started),
        _local(attempt.ended),
        attempt.verdict,
        attempt_line(attempt, redactor),
    )


def _check(check: Check, redactor: Redactor) -> CheckRecord:
    subject, should, was, hint = (
        shown(part, redactor) for part in (check.subject, check.should, check.was, check.hint)
    )
    differences = tuple(shown(difference, redactor) for difference in check.differences)
    return CheckRecord(subject, check.state, should, was, hint, differences)


def _became_true(outcome: Outcome) -> datetime | None:
    """Return when the last attempts that hold began to: equal ones are folded, the first of them has the moment."""
    if outcome.verdict != "passed" or not outcome.attempts:
        return None
    moment = None
    for attempt in reversed(outcome.attempts):
        if attempt.verdict != "passed":
            break
        moment = attempt.started if attempt.first != attempt.number else attempt.ended
    return _local(moment) if moment else None


def _response(last: Attempt | None, redactor: Redactor) -> str:
    answer = last.exchange.answer if last else None
    if not isinstance(answer, Response):
        return ""
    lines = [f"{answer.status} {answer.reason}".strip()]
    lines += [f"{name}: {value}" for name, value in masked_headers(answer.headers)]
    return shown("\n".join([*lines, "", body_text(answer.body) or "(empty body)"]), redactor)


def _local(moment: datetime) -> datetime:
    return moment.astimezone().replace(tzinfo=None)
