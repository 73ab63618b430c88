"""What `attach` of a registry says, as plain data: validations that are used where no suite has a step for them.

Made by `attachments`, used by the Robot side. An Attachment has either a `step`, before or after which it is used, or
none: then it is used around tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from QuashLibrary.language.step_patterns import StepPattern
from QuashLibrary.problems import Position
from QuashLibrary.registry.model.types import OnError, OnFailure, Value

When = Literal["before", "after", "both"]


@dataclass(frozen=True, slots=True)
class WhichTests:
    """The tests that are meant, by patterns of Robot; of each kind one has to match, where there are any."""

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """Validations to be used in tests that do not know of it (`within` is in seconds)."""

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
        """Return when it is used, as a log shows it."""
        return f"{self.when}: {self.step}" if self.step else f"when: {self.when}"

    def is_used(self, moment: str) -> bool:
        """Return whether it is used at a moment, before or after."""
        return self.when in (moment, "both")
