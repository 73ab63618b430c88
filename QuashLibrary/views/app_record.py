"""What the app sent during a test as a record: what a report must know of it, as a comment of Robot's log.

It is redacted and bounded when it is made, in `app_requests`, and read back by the report.
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

    `number` counts the requests of the test. `path` includes the query, and is relative to the base URL of the
    `connection`. `status` is 0 if there was no answer; then `fault` says why: refused, reset, timeout, dns, tls,
    protocol, cancelled, or open if the request had not ended when the test did. `line` is the whole in one line:
    `POST /checkout -> 500`.

    `swallowed` if it failed and the UI showed nothing of it. `why` says why that is a failure (the answer breaks an
    expectation), or why a failed request is not swallowed: a later one succeeded, the UI failed, it is ignored or
    announced. `ui_step` is the UI step during which it started. `broken` is the way in which the test broke it on
    purpose. `note` is what else is worth knowing, such as that it was sent twice. `request` and `answer` are excerpts
    of failed requests.
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
        """When the answer was complete, or the request failed."""
        return self.started + timedelta(seconds=self.elapsed)


@dataclass(frozen=True, slots=True)
class AppTrafficRecord:
    """What the app sent during a test, or during the setup or teardown of a suite.

    The numbers count all requests; `requests` are those that are listed. `policy` is what follows from swallowed
    failures: warn, fail or ignore. `message` is the message of the failure or warning. `note` says what is not known:
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
        UnreadableRecordError: it is truncated, or was written by another version.
    """
    found = commented_data(_MARK, APP_RECORD_VERSION, message)
    try:
        return None if found is None else _record_from(found[1])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableRecordError(str(error)) from error


def _record_from(data: dict[str, Any]) -> AppTrafficRecord:
    requests = (validated(AppRequestRecord, with_times(item, "started")) for item in data.get("requests", ()))
    return validated(AppTrafficRecord, {**data, "requests": tuple(requests)})
