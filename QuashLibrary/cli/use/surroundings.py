"""What a call knows on a command line: its inputs, what its needs fetch, and nothing of Robot Framework.

Out: what the engine's CallBuilder asks for.
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
    """What is around the one call of a command; `names` are inputs that may still become known."""

    redactor: Redactor
    environment: str = ""
    names: frozenset[str] = frozenset()
    measurements: Measurements | None = None
    credentials: TestCredentials = field(default_factory=TestCredentials)
    snapshots: Snapshots = field(default_factory=dict)
    recording: None = None

    def scope(self) -> Scope:
        """Return what names mean outside the inputs of the call."""
        return Scope(redactor=self.redactor, variables=self._variable)

    def variables_now(self) -> Callable[[str], object]:
        """Return a lookup that knows no variable."""
        return self._variable

    def evaluator(self) -> Callable[[str, Mapping[str, object]], bool]:
        """Return an evaluation like Robot's."""
        return holds

    def lease(self, item: Input, scope: Scope) -> object:
        """Return the first value of the list: no other process is known here.

        Raises:
            NoLeaseError: the list is empty.
        """
        values = leasable_values(item, scope)
        if not values:
            raise NoLeaseError(f'the input "{item.name}" has no value to lease')
        if item.secret:
            self.redactor.add(values[0])
        return values[0]

    def _variable(self, name: str) -> object:
        """Say that there is no variable.

        Raises:
            KeyError: an input may have that name.
            UnusableValueError: it can only be a variable of a suite.
        """
        base = name.partition(".")[0]
        if base != name or base in self.names:
            raise KeyError(name)
        raise UnusableValueError(
            f"${{{name}}} is neither an input nor a fetched value, and variables of a suite exist only in a robot run; "
            f"write %{{{name}}} in the registry for a variable of the environment"
        )
