"""The record of the app's requests during a test: the data that a report needs, as a comment in Robot's log.

It is redacted and limited in size when `app_requests` makes it; the report reads it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.views.comments import comment, commented_data, validated, values_of, with_times

APP_RECORD_VERSION = 1
_MARK = "quash-app"


@dataclass(frozen=True, slots=True)
class AppRequestRecord:
    """A request of the app, redacted; times are as Robot writes them, durations in seconds.

    `number` counts the requests of the test. `path` includes the query and is relative to the base URL of the
    `connection`. `status` is 0 if there was no answer. Then `fault` says why: refused, reset, timeout, dns, tls,
    protocol or cancelled. It is open if the request was still running when the test ended. `line` is the request in one
    line: `POST /checkout -> 500`.

    `swallowed` is true if it failed and the UI showed no failure. `why` says why the request failed, if an expectation
    is not met. It also says why a failed request is not swallowed: a later one succeeded, the UI failed, or the test
    ignores or announces it. `ui_step` is the UI step during which it started. `broken` says how the test broke it on
    purpose. `note` is a remark, for example that it was sent twice. `request` and `answer` are excerpts of failed
    requests.
    """

    number: int
    connection: str
    method: str
    path: str
    started: datetime
    elapsed: float
    line: str
    status: int = 0
    fault: str = ""
    is_write: bool = False
    failed: bool = False
    swallowed: bool = False
    why: str = ""
    ui_step: str = ""
    broken: str = ""
    note: str = ""
    request: str = ""
    answer: str = ""

    @property
    def ended(self) -> datetime:
        """When the answer was complete or the request failed."""
        return self.started + timedelta(seconds=self.elapsed)


@dataclass(frozen=True, slots=True)
class AppTrafficRecord:
    """The app's requests during a test, or during the setup or teardown of a suite.

    The numbers count all requests; `requests` contains the listed ones. `policy` applies to swallowed failures: warn,
    fail or ignore. `message` is the message of the failure or warning. `note` says what is unknown, for example because
    the proxy died.
    """

    sent: int
    failed: int
    swallowed: int = 0
    policy: str = ""
    message: str = ""
    note: str = ""
    requests: tuple[AppRequestRecord, ...] = ()


def app_record_comment(record: AppTrafficRecord) -> str:
    """Return a record as a comment for an HTML message."""
    return comment(_MARK, APP_RECORD_VERSION, values_of(record))


def read_app_record(message: str) -> AppTrafficRecord | None:
    """Return the record in an HTML message; None if there is none.

    Raises:
        UnreadableRecordError: the record is truncated, or another version wrote it.
    """
    found = commented_data(_MARK, APP_RECORD_VERSION, message)
    try:
        return None if found is None else _record_from(found[1])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _record_from(data: dict[str, Any]) -> AppTrafficRecord:
    requests = (validated(AppRequestRecord, with_times(item, "started")) for item in data.get("requests", ()))
    return validated(AppTrafficRecord, {**data, "requests": tuple(requests)})
