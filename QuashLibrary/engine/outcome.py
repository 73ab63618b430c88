"""What happened when a validation was used, as plain data: the engine's result.

Nothing here is redacted, and nothing here is logged: the views do both (see views). Times of day are
aware datetimes, durations seconds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from QuashLibrary.language.sql_text import SqlText
from QuashLibrary.problems import Position

Verdict = Literal["passed", "failed", "error"]
CheckState = Literal["holds", "failed", "not evaluated"]
FaultKind = Literal["refused", "reset", "timeout", "dns", "tls", "protocol", "unreachable", "login", "statement"]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a multipart body; of a file its name, media type and path as well."""

    name: str
    data: bytes
    filename: str = ""
    type: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, credentials and all.

    `body` is all that is sent; `parts` and `file` say what it was made of, where it is multipart or a file.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    parts: tuple[Part, ...] = ()
    file: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """An SQL statement as it is run; `url` has the password, and the members of a list are a tuple."""

    connection: str
    url: str
    sql: SqlText
    parameters: tuple[tuple[str, object], ...] = ()
    read_only: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that came back, as the JSON document `{"rows": […], "count": n}`."""

    body: bytes
    count: int
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it was received; `body` is decoded. `unreadable` says why the body is not whole."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    unreadable: str = ""

    def header_values(self, name: str) -> list[str]:
        """Return every value of a header, in the order received; names are case-insensitive."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there was no response."""

    kind: FaultKind
    message: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request or statement as sent and what was received for it, or the reason why there was nothing.

    Where redirects were followed, `request` is the last one, and the URLs before it are `redirected_from`. Where it
    was not made for want of a token, `login` is the exchange that gave none.
    """

    request: Request | Statement
    answer: Response | Rows | Fault
    started: datetime
    elapsed: float
    redirected_from: tuple[str, ...] = ()
    login: "Exchange | None" = None

    @property
    def decisive(self) -> Response | Rows | Fault:
        """What tells whether to ask again: the answer to the login where that has failed."""
        return self.login.decisive if self.login else self.answer


@dataclass(frozen=True, slots=True)
class Check:
    """The evaluation of one expectation on one response.

    `subject`, `should` and `was` read as one sentence: `$.state should be "paid", was "pending"`.
    """

    subject: str
    state: CheckState
    should: str
    was: str
    hint: str = ""
    differences: tuple[str, ...] = ()
    position: Position | None = None

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.subject} {self.should}, {self.was}"

    @property
    def details(self) -> tuple[str, ...]:
        """What there is to say below the sentence; a hint that only repeats the first difference is left out."""
        repeated = self.differences and self.hint.startswith(self.differences[0])
        return self.differences if repeated or not self.hint else (*self.differences, self.hint)


@dataclass(frozen=True, slots=True)
class FetchedValue:
    """A value taken from a response under a name."""

    name: str
    value: object
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exchange and its checks; stands for all of `first` to `number` where they were alike.

    `started` is when the first of them began, `ended` when the last one did end.
    """

    first: int
    number: int
    started: datetime
    ended: datetime
    exchange: Exchange
    checks: tuple[Check, ...]
    fetched: tuple[FetchedValue, ...]
    verdict: Verdict

    @property
    def failed_checks(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if check.state == "failed")


@dataclass(frozen=True, slots=True)
class UiContext:
    """The UI steps of the test before the outcome: how many, whether one failed, the last one."""

    steps: int
    failed: bool
    last: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record of one use of a validation.

    `problem` says why it could not be asked where there is no attempt; `gave_up` why asking ended before all
    held, where there was a wait; `held` how long it stayed true, where it had to. One that only `remembered`
    what it found checked nothing. `needed` are the outcomes of the validations that it needs.
    """

    slug: str
    verdict: Verdict
    started: datetime
    elapsed: float
    position: Position | None = None
    description: str = ""
    connection: str = ""
    attempts: tuple[Attempt, ...] = ()
    problem: str = ""
    gave_up: str = ""
    held: str = ""
    waited: bool = False
    remembered: bool = False
    ui: UiContext | None = None
    on_failure: str = "fail"
    on_error: str = "fail"
    needed: "tuple[Outcome, ...]" = ()

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"

    @property
    def last(self) -> Attempt | None:
        """The attempt that decided the verdict."""
        return self.attempts[-1] if self.attempts else None

    @property
    def fetched(self) -> dict[str, object]:
        """The fetched values by name."""
        return {item.name: item.value for item in self.last.fetched} if self.last else {}

    @property
    def silent(self) -> bool:
        """Whether the UI showed no failure: UI steps went before, and none of them failed."""
        return self.verdict == "failed" and self.ui is not None and self.ui.steps > 0 and not self.ui.failed

    @property
    def policy(self) -> str:
        """What follows from the verdict: one of the failure policies; empty where it passed."""
        return {"passed": "", "failed": self.on_failure, "error": self.on_error}[self.verdict]
