"""What a source of answers must do: plan what a validation asks of it, and ask.

A source is a subclass of Source in a folder of its own, and a line in `sources.table`. Planning looks up
values in the calling thread; exchanges may run in any thread. This module is here, before all sources, so
that plans and runner can use them without knowing one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from QuashLibrary.engine.outcome import Headers
from QuashLibrary.errors import ConnectError
from QuashLibrary.registry.model import Connection, QuestionSpec

if TYPE_CHECKING:
    from collections.abc import Hashable

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.clock import Clock, Deadline
    from QuashLibrary.engine.credentials import TestCredentials
    from QuashLibrary.engine.outcome import Exchange, Fault, Question
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import Validation
    from QuashLibrary.traffic.model import Recording


class LoginError(ConnectError):
    """A login gave no token; `fault` says why, `exchange` is the one that gave none."""

    def __init__(self, fault: Fault, exchange: Exchange | None = None) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.exchange = exchange


@dataclass(frozen=True, slots=True)
class LoginValidation:
    """The validation that a token comes from: `fetch_token` runs it by a deadline, and may raise LoginError.

    Logins with the same `key` give the same token.
    """

    key: Hashable
    fetch_token: Callable[[Deadline | None], str]


@dataclass(frozen=True, slots=True)
class ExchangeContext:
    """What an exchange is made with: the run's clock, how long it may take, what the test keeps, its login.

    `timeout` bounds each request in seconds, `until` the whole step with all its logins and attempts. `before` is
    the answer that was remembered, `recording` has the app's own requests.
    """

    clock: Clock
    timeout: float
    until: Deadline | None
    credentials: TestCredentials
    login: LoginValidation | None = None
    before: AnswerParts | None = None
    recording: Recording | None = None

    def deadline(self) -> Deadline:
        """Return the deadline of a request that is sent now."""
        return self.clock.deadline(self.timeout).earlier(self.until)


HideMessage = Callable[[Headers, bytes], tuple[Headers, bytes]]
"""Returns headers and a body as they may be seen."""


class SourcePlan(Protocol):
    """What a source will ask, with every value looked up; a frozen dataclass of the source."""

    @property
    def request(self) -> Question:
        """The question."""


Spec = TypeVar("Spec", bound=QuestionSpec)
SpecConnection = TypeVar("SpecConnection", bound=Connection)
Planned = TypeVar("Planned", bound=SourcePlan)


class Source(ABC, Generic[Spec, SpecConnection, Planned]):
    """A source of answers; may be used from several threads.

    If it counts on, a snapshot is where counting starts, and nothing is compared with it.
    """

    counts_on: ClassVar[bool] = False

    @abstractmethod
    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        """Begin without connections; the redactor learns secrets that only exchanges reveal."""

    @staticmethod
    @abstractmethod
    def plan(spec: Spec, validation: Validation, connection: SpecConnection, scope: Scope) -> Planned:
        """Return what will be asked for the question of a validation, with every value looked up.

        Raises:
            UnusableValueError: a name is not known, or its value cannot be used there.
        """

    @staticmethod
    def changes(spec: Spec, plan: Planned) -> str:
        """Return the verb if what is planned may change something on a read-only connection; else empty."""
        return spec.changes

    @staticmethod
    @abstractmethod
    def check_spec(connection: SpecConnection) -> Spec:
        """Return what to ask to find out whether a connection can be used."""

    @abstractmethod
    def exchange(self, plan: Planned, context: ExchangeContext) -> Exchange:
        """Ask once, over before the deadline; nothing is raised for anything a backend does."""

    @staticmethod
    def redacted(question: Any, hide: HideMessage) -> Question:
        """Return a question as it may be seen; `hide` takes headers and a body, if it has any."""
        del hide
        asked: Question = question
        return asked

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""
