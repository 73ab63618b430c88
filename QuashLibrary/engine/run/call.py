"""What one use of a validation is made of, before anything is planned.

Made by who uses validations, taken by the runner and by the chains of what is needed. Apart from both, so that
neither has to know the other for it.
"""

from dataclasses import dataclass, field

from QuashLibrary.engine.check.snapshots import Snapshots
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.sources.http.credentials import TestCredentials
from QuashLibrary.language.operators.model import Context
from QuashLibrary.registry.model import Connection, OnError, OnFailure, Validation


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a validation, with what its caller overrides; `within` is in seconds.

    It compares with the `snapshots`, or takes one: then it only has to `remember` what the backend answers.
    `login` is the use of the validation that the token comes from, where `auth` says so. One that is a `part` of a wait
    of its caller is asked once, and told why it would not be asked again. One that `logs_in` may be sent to what is
    read only. One with a `problem` cannot be asked: its outcome is an error that says so.
    """

    validation: Validation
    connection: Connection
    scope: Scope
    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    kept: TestCredentials = field(default_factory=TestCredentials)
    snapshots: Snapshots = field(default_factory=dict)
    remember: bool = False
    needs: "tuple[Call, ...]" = ()
    context: Context = field(default_factory=Context)
    login: "Call | None" = None
    part: bool = False
    logs_in: bool = False
    problem: str = ""
