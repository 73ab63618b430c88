"""One use of a validation, before anything is planned: what the Robot side or the command line hands to the runner."""

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
    """One use of a validation, with what its caller overrides; `within` is in seconds.

    It compares with the `snapshots`, or takes one if it only has to `remember` the answer. `login` is the
    use of the validation that the token comes from. A `part` of a wait of its caller is made once, and says
    why it would not be repeated. A call that `logs_in` may change a read-only backend. A call with a
    `problem` cannot be made: its outcome is an error with that problem. `wanted` is fetched beside what the
    registry fetches. `recording` has the app's own requests, if they are recorded. If there are `measurements`, it is
    measured which changes of an answer that passed would have been noticed.
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
        """What the connection expects of every answer, and the validation does not expect otherwise."""
        if not self.connection.expect or self.logs_in or not self.validation.connection_expect:
            return ()
        own = {_key_of(expectation) for expectation in self.validation.expect}
        return tuple(item for item in self.connection.expect if _key_of(item) not in own)

    def outcome(
        self, verdict: Verdict, started: datetime, elapsed: float = 0.0, problem: str = "", **of_attempts: Any
    ) -> Outcome:
        """Return an outcome of this call, with what its attempts say if there were any."""
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
    """Return under which key an expectation is written; the names of headers have no case."""
    key = str(expectation.subject)
    return key.lower() if expectation.subject.kind == "header" else key
