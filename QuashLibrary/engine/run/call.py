"""One use of a validation before planning, as the Robot side or the command line passes it to the runner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.language.operators.model import Context

if TYPE_CHECKING:
    from datetime import datetime

    from QuashLibrary.engine.check.snapshots import Snapshots
    from QuashLibrary.engine.outcome import Verdict
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.engine.run.measurements import Measurements
    from QuashLibrary.registry.model import Connection, Expectation, Fetch, OnError, OnFailure, Validation
    from QuashLibrary.traffic.model import Recording


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One use of a validation, with its caller's overrides; `within` is in seconds.

    The call compares the answer with the `snapshots`, or only `remember`s it. `login` is the call of the validation
    that fetches the token. A `part` of the caller's own wait makes one attempt, and says why it would not be retried.
    A call that `logs_in` may change a read-only backend. A call with a `problem` cannot run: its outcome is an error.
    `wanted` is fetched in addition to the fetches of the registry. `recording` contains the app's own requests, if they
    are recorded. With `measurements`, the run measures which changes to a passed answer would have been noticed.
    """

    validation: Validation
    connection: Connection
    scope: Scope
    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    credentials: TestCredentials = field(default_factory=TestCredentials)
    snapshots: Snapshots = field(default_factory=dict)
    remember: bool = False
    needs: tuple[Call, ...] = ()
    context: Context = field(default_factory=Context)
    login: Call | None = None
    part: bool = False
    logs_in: bool = False
    problem: str = ""
    wanted: Fetch | None = None
    recording: Recording | None = None
    measurements: Measurements | None = None

    @property
    def expected_anyway(self) -> tuple[Expectation, ...]:
        """The connection's expectations on every answer, except those that the validation replaces."""
        if not self.connection.expect or self.logs_in or not self.validation.connection_expect:
            return ()
        own = {_key_of(expectation) for expectation in self.validation.expect}
        return tuple(item for item in self.connection.expect if _key_of(item) not in own)

    def outcome(
        self, verdict: Verdict, started: datetime, elapsed: float = 0.0, problem: str = "", **of_attempts: Any
    ) -> Outcome:
        """Return an outcome of this call, with the results of its attempts if there were any."""
        validation = self.validation
        return Outcome(
            slug=validation.slug,
            verdict=verdict,
            started=started,
            elapsed=elapsed,
            position=validation.position,
            description=validation.description,
            connection=validation.connection,
            problem=problem,
            remembered=self.remember,
            asks_once=validation.timing is None and validation.repeatable and not (self.within or self.part),
            on_failure=self.on_failure or validation.on_failure or self.connection.on_failure or "fail",
            on_error=self.on_error or validation.on_error or self.connection.on_error or "fail",
            **of_attempts,
        )


def _key_of(expectation: Expectation) -> str:
    """Return the key of an expectation in the registry; header names are case-insensitive."""
    key = str(expectation.subject)
    return key.lower() if expectation.subject.kind == "header" else key
