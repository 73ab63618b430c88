"""The interface of a source of answers: plan the request of a validation, and exchange it.

A source is a subclass of Source in its own folder, and a line in `sources.table`. Planning looks up values in the
calling thread; exchanges may run in any thread. This module comes before all sources, so plans and the runner can use
sources without knowing them.
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
    """A login returned no token; `fault` says why, and `exchange` is the failed login."""

    def __init__(self, fault: Fault, exchange: Exchange | None = None) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.exchange = exchange


@dataclass(frozen=True, slots=True)
class LoginValidation:
    """The validation that fetches a token: `fetch_token` runs it within a deadline, and may raise LoginError.

    Logins with the same `key` return the same token.
    """

    key: Hashable
    fetch_token: Callable[[Deadline | None], str]


@dataclass(frozen=True, slots=True)
class ExchangeContext:
    """The surroundings of an exchange: the run's clock, time limits, the credentials of the test, the login.

    `timeout` limits each request, in seconds; `until` limits the whole step with all its logins and attempts. `before`
    is the remembered answer, and `recording` contains the app's own requests.
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
"""Returns headers and a body with their secrets masked."""


class SourcePlan(Protocol):
    """What a source will send, with every value looked up; a frozen dataclass of the source."""

    @property
    def request(self) -> Question:
        """The request."""


Spec = TypeVar("Spec", bound=QuestionSpec)
SpecConnection = TypeVar("SpecConnection", bound=Connection)
Planned = TypeVar("Planned", bound=SourcePlan)


class Source(ABC, Generic[Spec, SpecConnection, Planned]):
    """A source of answers; thread-safe.

    If `counts_on` is true, a snapshot is the starting point for counting, and nothing is compared with it.
    """

    counts_on: ClassVar[bool] = False

    @abstractmethod
    def __init__(self, clock: Clock, redactor: Redactor) -> None:
        """Begin without connections; the redactor learns secrets that only exchanges reveal."""

    @staticmethod
    @abstractmethod
    def plan(spec: Spec, validation: Validation, connection: SpecConnection, scope: Scope) -> Planned:
        """Return the plan of a validation's request, with every value looked up.

        Raises:
            UnusableValueError: a name is not set, or its value cannot be used in that place.
        """

    @staticmethod
    def changes(spec: Spec, plan: Planned) -> str:
        """Return the verb of a plan that may change something on a read-only connection; else an empty text."""
        return spec.changes

    @staticmethod
    @abstractmethod
    def check_spec(connection: SpecConnection) -> Spec:
        """Return the request that checks whether a connection can be used."""

    @abstractmethod
    def exchange(self, plan: Planned, context: ExchangeContext) -> Exchange:
        """Exchange one request within the deadline; nothing that a backend does raises an exception."""

    @staticmethod
    def redacted(question: Any, hide: HideMessage) -> Question:
        """Return a request with its secrets masked; `hide` masks headers and a body, if the request has any."""
        del hide
        masked: Question = question
        return masked

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""
