"""The `attach` section of a registry: which validations run in tests that have no step for them.

This is separate from the validations because only the Robot side uses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.language.step_patterns import StepPattern
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.policies import OnError, OnFailure
    from QuashLibrary.registry.model.types import Value

When = Literal["before", "after", "both"]


@dataclass(frozen=True, slots=True)
class WhichTests:
    """The tests that an attachment applies to, as Robot patterns; one pattern of each given kind must match."""

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """Validations that run before or after a `step`, or around tests if there is no step.

    `within` is in seconds.
    """

    slugs: tuple[str, ...]
    position: Position
    when: When
    step: StepPattern | None = None
    tests: WhichTests = WhichTests()
    inputs: Mapping[str, Value] = field(default_factory=dict)
    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None

    def __str__(self) -> str:
        """Return when it runs, in the form of the log."""
        return f"{self.when}: {self.step}" if self.step else f"when: {self.when}"

    def is_used(self, moment: str) -> bool:
        """Return whether it runs at the moment `before` or `after`."""
        return self.when in (moment, "both")
