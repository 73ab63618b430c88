"""The engine's result: what happened when a validation ran, as plain data.

Nothing here is redacted or logged; the views do both. Times of day are aware datetimes, durations are in seconds.
Questions and answers describe themselves, so checks and views need not know any source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from QuashLibrary.language.hidden_values import is_hidden, shown_text

if TYPE_CHECKING:
    from datetime import datetime

    from QuashLibrary.engine.noticed_changes import NoticedChanges
    from QuashLibrary.language.json_text.repeated_keys import RepeatedKeys
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.problems import Position

Verdict = Literal["passed", "failed", "error"]
CheckState = Literal["holds", "failed", "not evaluated"]
FaultKind = Literal[
    "refused",
    "reset",
    "timeout",
    "dns",
    "tls",
    "protocol",
    "unreachable",
    "login",
    "statement",
    "credentials",
    "gateway",
]
Headers = tuple[tuple[str, str], ...]

_NOT_REACHED = "not reached"

MAX_BODY = 10 * 1024 * 1024
"""The maximum number of bytes kept of an answer; a larger answer is a fault or unreadable, not a memory problem."""


@dataclass(frozen=True, slots=True)
class Description:
    """How to show a request or an answer; not redacted, but without credentials that no redactor knows.

    `title` and `subtitle` form the heading, `line` is the shortest form, `text` the longest. `command` contains the
    words of a shell command that repeats the request; it replaces the text. Credentials in it are hidden.
    """

    title: str
    line: str
    subtitle: str = ""
    text: str = ""
    command: tuple[str, ...] = ()


class Question(Protocol):
    """A request to a backend, with every value looked up; a frozen dataclass of its source."""

    @property
    def description(self) -> Description:
        """How to show the request; its line is for example `GET http://…` or `SELECT … on shop-db`."""


@dataclass(frozen=True, slots=True)
class HiddenBody:
    """A body that may be partly masked when it is shown: its text, and its document if it is JSON."""

    text: str
    is_json: bool
    document: JSON
    repeated: RepeatedKeys | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request; a source without status or headers leaves them out.

    `body` is the document to check, and `unreadable` says why it is incomplete. Parts that the registry redacts are
    marked: in the values of headers, and in `hidden`, which then replaces the body. `remark` says what may explain an
    unexpected answer, such as a redirect that was not followed. `protocol` is the version of HTTP, if HTTP was used.
    """

    description: Description
    body: bytes
    status: int | None = None
    headers: Headers = ()
    unreadable: str = ""
    remark: str = ""
    hidden: HiddenBody | None = field(default=None, compare=False)
    protocol: str = field(default="", compare=False)

    @property
    def shown_body(self) -> bytes:
        """The body with its hidden parts masked."""
        if self.hidden is None or not is_hidden(self.hidden.text):
            return self.body
        return shown_text(self.hidden.text).encode("utf-8", "replace")

    def header_values(self, name: str) -> list[str]:
        """Return all values of a header in the order received; names are case-insensitive."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there was no answer, or why an answer says nothing about the app; `hint` says what may help.

    `received` is the beginning of an answer that did not end.
    """

    kind: FaultKind
    message: str
    hint: str = field(default="", compare=False)
    received: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer, or with the reason why there is none.

    If redirects were followed, `request` is the last one, and `redirected_from` lists the URLs before it. If
    nothing was sent because there was no token, `login` is the failed login. `obstacle` says what an unexpected
    answer means: rejected credentials, or a gateway in front of the app.
    """

    request: Question
    answer: Answer | Fault
    started: datetime
    elapsed: float
    redirected_from: tuple[str, ...] = ()
    login: Exchange | None = None
    obstacle: Fault | None = None

    @property
    def decisive(self) -> Answer | Fault:
        """The answer that decides whether to retry: the login's answer if the login failed."""
        return self.login.decisive if self.login else self.answer

    @property
    def fault(self) -> Fault | None:
        """Why the exchange says nothing about the app; None if it does."""
        return self.answer if isinstance(self.answer, Fault) else self.obstacle

    @property
    def took(self) -> float:
        """The elapsed seconds in whole microseconds: the record keeps them, and what is shown follows from it."""
        return round(self.elapsed, 6)

    @property
    def answer_line(self) -> str:
        """The answer in one line, or why there is none."""
        return self.answer.message if isinstance(self.answer, Fault) else self.answer.description.line


@dataclass(frozen=True, slots=True)
class Check:
    """The evaluation of one expectation on one answer.

    `subject`, `should` and `was` form one sentence: `$.state should be "paid", was "pending"`. `error_kind` says why
    the check was not evaluated: the answer cannot be read, or an expression cannot be evaluated.
    """

    subject: str
    state: CheckState
    should: str
    was: str
    hint: str = ""
    differences: tuple[str, ...] = ()
    position: Position | None = None
    error_kind: Literal["", "unreadable", "expression"] = ""

    @classmethod
    def not_reached(cls, check: Check) -> Check:
        """Return a check without a result, because an earlier check already shows the cause."""
        return cls(check.subject, "not evaluated", check.should, _NOT_REACHED, position=check.position)

    @property
    def is_reached(self) -> bool:
        """Whether no earlier check already shows the cause."""
        return self.state != "not evaluated" or self.was != _NOT_REACHED

    def __str__(self) -> str:
        """Return the check as one sentence."""
        return f"{self.subject} {self.should}, {self.was}"

    @property
    def details(self) -> tuple[str, ...]:
        """The lines to show below the sentence, without a hint that only repeats the first difference."""
        repeated = self.differences and self.hint.startswith(self.differences[0])
        return self.differences if repeated or not self.hint else (*self.differences, self.hint)


@dataclass(frozen=True, slots=True)
class FetchedValue:
    """A named value from an answer, or a value that a keyword requested `by_path`."""

    name: str
    value: object
    secret: bool = False
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exchange and its checks; represents all attempts from `first` to `number` if they were equal.

    `started` is when the first of them began, `ended` when the last one ended.
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

    @property
    def is_unreadable(self) -> bool:
        """Whether there is an answer that cannot be read."""
        return any(check.error_kind == "unreadable" for check in self.checks)


@dataclass(frozen=True, slots=True)
class UiContext:
    """The UI steps of the test before the outcome: their number, whether one failed, the last one."""

    steps: int
    failed: bool
    last: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record of one use of a validation.

    If there is no attempt, `problem` says why no request was sent. `gave_up` says why the wait ended before all checks
    held, and `held` says how long they held. An outcome that only `remembered` an answer checked nothing. `asks_once`
    is true if the validation could wait, but checks only once. `needed` contains the outcomes of the validations that
    it needs. `changes` says which changes to the answer would have been noticed, if that was measured.
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
    asks_once: bool = False
    needed: tuple[Outcome, ...] = ()
    changes: NoticedChanges | None = None

    @property
    def name(self) -> str:
        """The slug as tests write it: `@order-created`."""
        return f"@{self.slug}"

    @property
    def last(self) -> Attempt | None:
        """The attempt that decided the verdict."""
        return self.attempts[-1] if self.attempts else None

    @property
    def fetched(self) -> dict[str, object]:
        """The fetched values by name."""
        return {item.name: item.value for item in self.last.fetched if not item.by_path} if self.last else {}

    def value(self, name: str) -> object:
        """Return a fetched value by its name, or by the path that a keyword requested; None if there is none."""
        fetched = self.last.fetched if self.last else ()
        return next((item.value for item in fetched if item.name == name), None)

    @property
    def silent(self) -> bool:
        """Whether the validation failed, but the UI showed no failure: UI steps ran before, and none of them failed."""
        return self.verdict == "failed" and self.ui is not None and self.ui.steps > 0 and not self.ui.failed

    @property
    def policy(self) -> str:
        """The failure policy that applies to the verdict; empty if the validation passed."""
        return {"passed": "", "failed": self.on_failure, "error": self.on_error}[self.verdict]

    @property
    def error_kind(self) -> str:
        """The kind of error, from the fault or else from a check; empty if no request was sent."""
        if self.verdict != "error" or self.last is None:
            return ""
        fault = self.last.exchange.fault
        return fault.kind if fault else next((check.error_kind for check in self.last.checks if check.error_kind), "")

    @property
    def reason(self) -> str:
        """Why the validation did not pass: no request was sent, there was no usable answer, or a check failed."""
        if self.last is None:
            return self.problem
        if self.last.exchange.fault:
            return self.last.exchange.fault.message
        if self.last.failed_checks:
            return str(self.last.failed_checks[0])
        return next((check.was for check in self.last.checks if check.state == "not evaluated"), "")
