"""The surroundings of a call in a Robot run: the state of the running test, and Robot's variables.

In: the run, and the environment of an import. Out: the interface that the engine's CallBuilder needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.robotside.robot_api.variables import expression_evaluator, variable, variables_now
from QuashLibrary.robotside.use.leases import lease_input

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.engine.check.snapshots import Snapshots
    from QuashLibrary.engine.credentials import TestCredentials
    from QuashLibrary.engine.run.measurements import Measurements
    from QuashLibrary.registry.model import Input
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.traffic.model import Recording


@dataclass(frozen=True, slots=True)
class RobotSurroundings:
    """The surroundings of one import's calls; `mutate` is its argument.

    `files` are the files of its registry; a suite may set another environment for them than the `imported` one.
    """

    run: RunState
    files: tuple[str, ...]
    imported: str
    mutate: bool = False

    @property
    def environment(self) -> str:
        """The current environment."""
        return self.run.environment_for(self.files, self.imported)

    @property
    def credentials(self) -> TestCredentials:
        """The credentials of the running test."""
        return self.run.test.credentials

    @property
    def snapshots(self) -> Snapshots:
        """The snapshots of the running test."""
        return self.run.test.snapshots

    @property
    def recording(self) -> Recording | None:
        """The app's own requests, if they are recorded."""
        return self.run.traffic.proxy if self.run.traffic else None

    @property
    def measurements(self) -> Measurements | None:
        """The measurements of the run, if validations are tried on changed answers."""
        return self.run.measurements if self.mutate else None

    def scope(self) -> Scope:
        """Return the current meaning of names, without the inputs of a call."""
        return Scope(
            redactor=self.run.redactor,
            preset=self.run.set_inputs(),
            fetched=self.run.test.fetched,
            variables=variable,
        )

    def variables_now(self) -> Callable[[str], object]:
        """Return a lookup of a copy of Robot's variables, which belong to the thread that runs the test."""
        return variables_now()

    def evaluator(self) -> Callable[[str, Mapping[str, object]], bool] | None:
        """Return Robot's own evaluator of expressions."""
        return expression_evaluator()

    def lease(self, item: Input, scope: Scope) -> object:
        """Reserve a value for the running test."""
        return lease_input(self.run, item, scope)
