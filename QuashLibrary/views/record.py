"""An outcome as a record: all that a report has to know of it, as JSON that stands unseen in Robot's log.

Robot's output.xml is the only thing that is left of a run everywhere (rebot, pabot, Jenkins), and what a reader of the
log sees is for people; so both stand in the same HTML message, the record in a comment. Links to files stand in the
message's HTML alone: pabot rewrites them there. What makes a record of an outcome is in `recording`; this module
imports nothing of the engine, so that a report is read quickly and in little memory.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, TypeVar

from QuashLibrary.errors import UnreadableRecordError

RECORD_VERSION = 1
UI_MARK = "quash-ui "
"""What stands before the names of the UI libraries, parted by `|`, in a comment of its own."""

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
"""What no number of a record is beyond, be it of seconds or of attempts."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt, or several equal ones from `first` to `number`.

    Times are as Robot writes them; `took` is the time of the exchange in seconds, of several that of the last one.
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

    `became_true` is the end of the first attempt of those that held to the end; `policy` what followed from a verdict
    that is not passed, and `message` and `exchange` are told of such a one alone. `ui_steps` is 0 where no UI step
    went before. `attached` is the attachment or the tag that had it run.
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

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"

    @property
    def ended(self) -> datetime | None:
        """When the last attempt ended; None where nothing was asked."""
        return self.attempts[-1].ended if self.attempts else None

    @property
    def at_once(self) -> bool:
        """Whether all held at the first attempt: when it became true before that is not known."""
        first = self.attempts[0] if self.attempts else None
        return self.became_true is not None and first is not None and (first.first, first.verdict) == (1, "passed")


def record_comment(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a record as a comment for an HTML message, and the names of the UI libraries in another one."""
    # Values that are the default's are left out: a log has many records.
    told = {
        item.name: value
        for item, value in zip(fields(record), asdict(record).values(), strict=True)
        if value or (item.default is MISSING and item.default_factory is MISSING)
    }
    text = json.dumps(
        {"version": RECORD_VERSION, **told}, default=datetime.isoformat, separators=(",", ":"), ensure_ascii=False
    )
    for markup, escaped in _MARKUP.items():
        text = text.replace(markup, escaped)
    names = f"<!--{UI_MARK}{'|'.join(ui_libraries)}-->" if ui_libraries else ""
    return f"{_OPENING}{text}{_CLOSING}{names}"


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record that an HTML message holds; None where it holds none.

    Raises:
        UnreadableRecordError: it is cut off, or was written by another version.
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
        return _record(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _record(data: dict[str, Any]) -> OutcomeRecord:
    data = _times(data, "started", "became_true")
    data["attempts"] = tuple(_of(AttemptRecord, _times(item, "started", "ended")) for item in data.get("attempts", ()))
    data["checks"] = tuple(
        _of(CheckRecord, {**item, "differences": tuple(item.get("differences", ()))}) for item in data.get("checks", ())
    )
    return _of(OutcomeRecord, data)


def _of(kind: type[_Read], data: Mapping[str, Any]) -> _Read:
    made = kind(**data)
    for item in fields(made):  # type: ignore[arg-type]
        value, wanted = getattr(made, item.name), _TYPES.get(item.type, object)
        if not isinstance(value, wanted) or (isinstance(value, (int, float)) and not abs(value) <= _MOST):
            raise TypeError(f"its {item.name} is damaged")
    return made


def _times(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: _time(data[name]) for name in names if data.get(name)}}


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(f"{text} is no moment of a run")
    return moment
