"""What happened when a validation was used, as plain data: the engine's result.

Nothing here is redacted or logged: the views do both. Times of day are aware datetimes, durations are in
seconds. Questions and answers describe themselves, so that checks and views need not know any source.
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
"""The most bytes of an answer that are kept; a larger one is a fault or unreadable, not a memory problem."""


@dataclass(frozen=True, slots=True)
class Description:
    """How a question or an answer is shown; not redacted, but without credentials that no redactor knows.

    `title` and `subtitle` are its heading, `line` is its shortest form, `text` its longest. `command` has the
    words of a shell command that asks again, which is shown in place of the text; credentials in them are hidden.
    """

    title: str
    line: str
    subtitle: str = ""
    text: str = ""
    command: tuple[str, ...] = ()


class Question(Protocol):
    """What is asked, with every value looked up; a frozen dataclass of its source."""

    @property
    def description(self) -> Description:
        """How it is shown: in one line as `GET http://…` or `SELECT … on shop-db`."""


@dataclass(frozen=True, slots=True)
class HiddenBody:
    """A body of which something may be masked where it is shown: its text, and its document if it is JSON."""

    text: str
    is_json: bool
    document: JSON
    repeated: RepeatedKeys | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a question; a source without status or headers leaves them out.

    `body` is the document that is checked, and `unreadable` says why it is not whole. What the registry redacts is
    marked: in the values of headers, and in `hidden`, which stands for the body then. `remark` is what the
    source knows that may explain another answer than the expected one, such as a redirect that was not followed.
    `protocol` is the version of HTTP, if it came over that.
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
        """The body as it may be seen."""
        if self.hidden is None or not is_hidden(self.hidden.text):
            return self.body
        return shown_text(self.hidden.text).encode("utf-8", "replace")

    def header_values(self, name: str) -> list[str]:
        """Return every value of a header, in the order received; names are case-insensitive."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there was no answer, or why an answer says nothing of the app; `hint` is what may help.

    `received` is the beginning of an answer that did not end.
    """

    kind: FaultKind
    message: str
    hint: str = field(default="", compare=False)
    received: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came back for it, or the reason why nothing did.

    If redirects were followed, `request` is the last one, and `redirected_from` has the URLs before it. If
    nothing was sent because there was no token, `login` is the exchange that gave none. `obstacle` is what an
    answer means if nobody expected it: rejected credentials, or a gateway in front of the app.
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
        """What decides whether to ask again: the answer to the login if that has failed."""
        return self.login.decisive if self.login else self.answer

    @property
    def fault(self) -> Fault | None:
        """Why it says nothing of the app."""
        return self.answer if isinstance(self.answer, Fault) else self.obstacle

    @property
    def answer_line(self) -> str:
        """What came back, in one line, or why nothing did."""
        return self.answer.message if isinstance(self.answer, Fault) else self.answer.description.line


@dataclass(frozen=True, slots=True)
class Check:
    """The evaluation of one expectation on one answer.

    `subject`, `should` and `was` read as one sentence: `$.state should be "paid", was "pending"`. `error_kind` says
    why it is not evaluated: the answer cannot be read, or an expression cannot be evaluated.
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
        """Return a check that says nothing, because what was found before is the cause."""
        return cls(check.subject, "not evaluated", check.should, _NOT_REACHED, position=check.position)

    @property
    def is_reached(self) -> bool:
        """Whether nothing that was found before is the cause of it."""
        return self.state != "not evaluated" or self.was != _NOT_REACHED

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.subject} {self.should}, {self.was}"

    @property
    def details(self) -> tuple[str, ...]:
        """What to show below the sentence, without a hint that only repeats the first difference."""
        repeated = self.differences and self.hint.startswith(self.differences[0])
        return self.differences if repeated or not self.hint else (*self.differences, self.hint)


@dataclass(frozen=True, slots=True)
class FetchedValue:
    """A value taken from an answer under a name, or `by_path` for the keyword that wants it."""

    name: str
    value: object
    secret: bool = False
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exchange and its checks; represents all attempts from `first` to `number` if these were equal.

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
        """Whether an answer came that cannot be read."""
        return any(check.error_kind == "unreadable" for check in self.checks)


@dataclass(frozen=True, slots=True)
class UiContext:
    """The UI steps of the test before the outcome: how many, whether one failed, the last one."""

    steps: int
    failed: bool
    last: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record of one use of a validation.

    `problem` says why nothing was asked, if there is no attempt; `gave_up` says why the wait ended before
    all checks held; `held` says how long they stayed true. An outcome that only `remembered` an answer
    checked nothing. `asks_once` if it could have waited, and does not. `needed` are the outcomes of the validations
    that it needs. `changes` says which changes of the answer would have been noticed, if that was measured.
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
        """The slug as it is written where it is used."""
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
        """Return a fetched value by its name, or what a keyword asked for by its path; None if there is none."""
        fetched = self.last.fetched if self.last else ()
        return next((item.value for item in fetched if item.name == name), None)

    @property
    def silent(self) -> bool:
        """Whether the UI showed no failure: there were UI steps before, and none of them failed."""
        return self.verdict == "failed" and self.ui is not None and self.ui.steps > 0 and not self.ui.failed

    @property
    def policy(self) -> str:
        """What follows from the verdict: one of the failure policies; empty if it passed."""
        return {"passed": "", "failed": self.on_failure, "error": self.on_error}[self.verdict]

    @property
    def error_kind(self) -> str:
        """What kind of error it is: that of the fault, or else of a check; empty if nothing was asked."""
        if self.verdict != "error" or self.last is None:
            return ""
        fault = self.last.exchange.fault
        return fault.kind if fault else next((check.error_kind for check in self.last.checks if check.error_kind), "")

    @property
    def reason(self) -> str:
        """Why it did not pass: nothing was asked, nothing of use came back, or the first check that says why."""
        if self.last is None:
            return self.problem
        if self.last.exchange.fault:
            return self.last.exchange.fault.message
        if self.last.failed_checks:
            return str(self.last.failed_checks[0])
        return next((check.was for check in self.last.checks if check.state == "not evaluated"), "")
