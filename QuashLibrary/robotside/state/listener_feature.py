"""The events of Robot Framework at which a feature of the listener can act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent


class Feature:
    """A part of the listener with its own state, for one run; it overrides the events it needs.

    `listener.py` defines the order of the features: starts happen in that order, ends in the reverse order. An
    exception in one of them fails the test; the other features and the masking still run.
    """

    def __init__(self, run: RunState) -> None:
        self.run = run

    def start_suite(self, data: Any, result: Any) -> None:
        """Act when a suite starts, before its setup."""

    def end_suite(self, data: Any, result: Any) -> None:
        """Act when a suite ends, after its teardown."""

    def start_test(self, data: Any, result: Any) -> None:
        """Act when a test starts, before its setup; `run.test` is new."""

    def end_test(self, data: Any, result: Any) -> None:
        """Act when a test ends, after its teardown."""

    def concerns(self, implementation: Any) -> bool:
        """Return whether the feature acts at steps of a keyword; called once for each keyword of a suite.

        Steps of other keywords, and structures, arrive only while `run.follows_all_steps`.
        """
        return True

    def start_step(self, step: StepEvent) -> bool:
        """Act when a keyword starts; return False to prevent it, and to skip the later features."""
        return True

    def end_step(self, step: StepEvent) -> None:
        """Act when a keyword that started ends."""

    def end_structure(self, result: Any) -> None:
        """Act when a control structure ends: a loop, IF, TRY, GROUP, or a part of one."""

    def end_prevented_step(self, result: Any) -> None:
        """Act when a prevented keyword ends."""

    def import_library(self) -> None:
        """Act when the suite or one of its steps has imported a library."""
