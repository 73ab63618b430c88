"""A validation that runs in the background, and what has become of it in its test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.watch import Watch

Service = TypeVar("Service")


@dataclass(slots=True, eq=False)
class WatchedValidation(Generic[Service]):
    """A watch and its outcome, which is set once it is part of the test.

    `validations` are those of the import that began the watch. `is_placed` is true while a step that shows the outcome
    is in the running body.
    """

    watch: Watch
    validations: Service
    of_suite: bool = False
    outcome: Outcome | None = None
    needed: Sequence[Outcome] = ()
    is_placed: bool = False
    is_shown: bool = False
    is_awaited: bool = False
    is_given_up: bool = False

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return self.watch.call.validation.name

    @property
    def has_passed(self) -> bool:
        """Whether the outcome is part of the test, and passed."""
        return self.outcome is not None and self.outcome.verdict == "passed"
