"""The record of an outcome: the data that a report needs, as a comment in Robot's log.

Links to files are only in the HTML around the record, where pabot rewrites them. A record is redacted and limited in
size when `outcome_record` makes it. The report reads it back without importing the engine. Records are written in
version 2 (`record_form`) and read in versions 1 and 2; version 1 contains every value under its name. Programs get the
record with the keys that `outcomes.schema.json` describes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any

from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.views.comments import comment, commented_data, validated, values_of, with_times
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record_form import form_of, lines_in, lines_of, shown_lines, values_from

RECORD_VERSION = 2
KNOWN_UI_LIBRARIES = frozenset({"AppiumLibrary", "SeleniumLibrary", "Browser"})
"""The names of UI libraries that records need not mention."""

UI_MARK = "quash-ui "
"""The mark of a separate comment with the names of other UI libraries, separated by `|`."""

_MARK = "quash"
_OF_UI = {"ui_steps": "steps", "ui_failed": "failed", "last_ui_step": "last"}
"""The values of a record that are below `ui` in JSON."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """An attempt, or several equal ones from `first` to `number`.

    Times are as Robot writes them; `took` is the duration of the last exchange, in seconds.
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
    """A check of the last attempt; its parts form one sentence.

    `at` is its line in the registry if it does not hold.
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
    """The redacted data of an outcome; times are local and naive, as in output.xml, durations in seconds.

    `became_true` is the end of the first attempt in the final series of passed attempts. `policy` and `message` are
    empty if the outcome passed. `exchange` is the last request with its full answer; if the answer is not kept,
    `command` repeats the request. `ui_steps` is 0 if no UI step ran before. `attached` is the attachment or tag that
    ran the validation. `error_kind` is the kind of error, as in `Outcome`. `changes` says which changes to the answer
    would have been noticed, in the one outcome for which that was measured.
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
        """The slug as tests write it: `@order-created`."""
        return f"@{self.slug}"

    @property
    def ended(self) -> datetime | None:
        """When the last attempt ended; None if no request was sent."""
        return self.attempts[-1].ended if self.attempts else None

    @property
    def at_once(self) -> bool:
        """Whether the first attempt passed, so nobody knows when the backend reached the expected state."""
        first = self.attempts[0] if self.attempts else None
        return self.became_true is not None and first is not None and (first.first, first.verdict) == (1, "passed")


def outcome_message(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a passed outcome as an HTML message: visible lines for people, and the rest as a comment."""
    values = values_of(record)
    lines = lines_of(values)
    return f"{shown_lines(lines)}{comment(_MARK, RECORD_VERSION, form_of(values, lines))}{_names(ui_libraries)}"


def record_comment(record: OutcomeRecord, ui_libraries: Sequence[str] = ()) -> str:
    """Return a whole record as a comment for an HTML message, and the names of the UI libraries as another."""
    return f"{comment(_MARK, RECORD_VERSION, form_of(values_of(record)))}{_names(ui_libraries)}"


def read_record(message: str) -> OutcomeRecord | None:
    """Return the record in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: the record is truncated, or a newer version wrote it.
    """
    found = commented_data(_MARK, RECORD_VERSION, message)
    if found is None:
        return None
    version, data = found
    try:
        return _record_from(data if version == 1 else values_from(data, lines_in(message)))
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def outcome_data(record: OutcomeRecord) -> dict[str, object]:
    """Return an outcome that belongs to no test as JSON, with the keys of `outcomes.schema.json`."""
    return {item.name: getattr(record, item.name) for item in fields(record) if item.name not in _OF_UI} | {
        "error_kind": record.error_kind or None,
        "policy": record.policy or None,
        "lag": None,
        "at_once": record.at_once,
        "retried": False,
        "caught": False,
        "requests": record.attempts[-1].number if record.attempts else 0,
        "ui": {key: getattr(record, name) for name, key in _OF_UI.items()},
        "within": (),
        "screenshot": None,
        "page_source": None,
    }


def json_form(value: object) -> object:
    """Convert values that JSON does not have: times to texts, records to objects."""
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    assert isinstance(value, datetime)  # noqa: S101 - a value of another type is a bug
    return value.isoformat(timespec="microseconds")


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
