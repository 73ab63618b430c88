"""A validation: one question to a connection and what its answer must look like. Durations are in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.connection import Auth
    from QuashLibrary.registry.model.expectation import Expectation, Fetch, Redaction, Timing
    from QuashLibrary.registry.model.input import Input
    from QuashLibrary.registry.model.policies import OnError, OnFailure
    from QuashLibrary.registry.model.request import QuestionSpec
    from QuashLibrary.registry.model.types import Pairs


@dataclass(frozen=True, slots=True)
class Validation:
    """One question to one connection, and what is expected of the answer.

    `connection_expect` says whether the connection's own expectations apply too.
    """

    slug: str
    position: Position
    connection: str
    request: QuestionSpec
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
    connection_expect: bool = True

    @property
    def name(self) -> str:
        """The slug in the form used in steps."""
        return f"@{self.slug}"

    @property
    def repeatable(self) -> bool:
        """Whether it may run repeatedly: it changes nothing, or the registry says that repeating does no harm."""
        return self.idempotent or not self.request.changes
