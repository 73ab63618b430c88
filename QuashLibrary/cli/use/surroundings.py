"""The context of a call on the command line: inputs and fetched values, but nothing of Robot Framework.

Out: the interface that the engine's CallBuilder expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.cli.use.expressions import holds
from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.plan.leases import leasable_values
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.errors import NoLeaseError, UnusableValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.engine.check.snapshots import Snapshots
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.run.measurements import Measurements
    from QuashLibrary.registry.model import Input


@dataclass(frozen=True, slots=True)
class CommandSurroundings:
    """The context of the command's call; `names` are inputs that may get a value later."""

    redactor: Redactor
    environment: str = ""
    names: frozenset[str] = frozenset()
    measurements: Measurements | None = None
    credentials: TestCredentials = field(default_factory=TestCredentials)
    snapshots: Snapshots = field(default_factory=dict)
    recording: None = None

    def scope(self) -> Scope:
        """Return the scope of names that are not inputs of the call."""
        return Scope(redactor=self.redactor, variables=self._variable)

    def variables_now(self) -> Callable[[str], object]:
        """Return a lookup that finds no variable."""
        return self._variable

    def evaluator(self) -> Callable[[str, Mapping[str, object]], bool]:
        """Return a function that evaluates expressions like Robot."""
        return holds

    def lease(self, item: Input, scope: Scope) -> object:
        """Return the first value of the list; there is no other process here.

        Raises:
            NoLeaseError: the list is empty.
        """
        values = leasable_values(item, scope)
        if not values:
            raise NoLeaseError(f'the input "{item.name}" has no value to reserve')
        if item.secret:
            self.redactor.add(values[0])
        return values[0]

    def _variable(self, name: str) -> object:
        """Raise because there is no variable.

        Raises:
            KeyError: the name may be an input's.
            UnusableValueError: the name can only be a suite variable's.
        """
        base = name.partition(".")[0]
        if base != name or base in self.names:
            raise KeyError(name)
        raise UnusableValueError(
            f"${{{name}}} is neither an input nor a fetched value, and suite variables exist only in a robot run; "
            f"for an environment variable, write %{{{name}}} in the registry"
        )
