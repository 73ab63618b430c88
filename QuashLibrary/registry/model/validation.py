"""A validation: one question to a connection and what its answer must look like. Durations are seconds."""

from dataclasses import dataclass

from QuashLibrary.problems import Position
from QuashLibrary.registry.model.connection import Auth
from QuashLibrary.registry.model.expectation import Expectation, Fetch, Redaction, Timing
from QuashLibrary.registry.model.request import Query, RequestSpec
from QuashLibrary.registry.model.types import OnError, OnFailure, Pairs, Value


@dataclass(frozen=True, slots=True)
class Input:
    """A declared parameter of a validation; one with values to `lease` gets one of them for a test."""

    name: str
    description: str = ""
    default: Value = None
    required: bool = True
    secret: bool = False
    type: str = ""
    lease: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Validation:
    """One request to one connection plus what is expected of the response."""

    slug: str
    position: Position
    connection: str
    request: RequestSpec | Query
    description: str = ""
    inputs: tuple[Input, ...] = ()
    expect: tuple[Expectation, ...] = ()
    timing: Timing | None = None
    fetch: tuple[Fetch, ...] = ()
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    timeout: float | None = None
    headers: Pairs = ()
    auth: Auth | None = None
    idempotent: bool = False
    retry_errors: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    redact: tuple[Redaction, ...] = ()

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return f"@{self.slug}"
