"""The state of one run of Robot Framework: registries, open connections, secrets, and its suites and test.

Library and listener share it. The table of running runs is the only mutable state at module level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.measurements import Measurements
from QuashLibrary.robotside.robot_api.context import current_run
from QuashLibrary.robotside.state.suite import SuiteState
from QuashLibrary.robotside.state.test import TestState

if TYPE_CHECKING:
    from QuashLibrary.engine.run.runner import Runner
    from QuashLibrary.registry.load import LoadedRegistry
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.test import Lease
    from QuashLibrary.robotside.state.traffic import RunTraffic


class AppSessions:
    """The UI sessions: when one was `last_used` (monotonic), and how long each may be idle.

    A session that did not answer is `lost` until one of its UI steps passes.
    """

    def __init__(self, last_used: float = 0.0) -> None:
        self.last_used = last_used
        self.timeouts: dict[str, float] = {}
        self.lost: set[str] = set()
        self.are_kept = False


class RunState:
    """The state of one run."""

    def __init__(self, clock: Clock | None = None, listener_options: list[ImportOptions] | None = None) -> None:
        self.clock = clock or Clock()
        self.redactor = Redactor()
        self.registries: dict[tuple[str, ...], LoadedRegistry] = {}
        self.test = TestState()
        self.suites: list[SuiteState] = [SuiteState()]
        self.apps = AppSessions()
        self.listener_options = [] if listener_options is None else listener_options
        """The options of each `--listener QuashLibrary.Listener`."""
        self.listener: Any = None
        """The one listener that handles the events of this run."""
        self.redacted_html: set[int] = set()
        """Hashes of HTML messages that are already redacted."""
        self.has_warned_of_forgotten_texts = False
        self.stop_message = ""
        """Why the run must end, if a policy requires it at a time when Robot cannot be told to stop."""
        self.traffic: RunTraffic | None = None
        """The app's own requests, if a connection has an `app`."""
        self.measurements = Measurements()
        """Which changes of an answer the expectations of each validation would notice, with `mutate=True`."""
        self._runner: Runner | None = None

    @property
    def runner(self) -> Runner:
        """The runner of validations; created for the first validation, because the engine takes time to load."""
        if self._runner is None:
            from QuashLibrary.engine.run.runner import Runner

            self._runner = Runner(self.clock, self.redactor)
        return self._runner

    def close_connections(self) -> None:
        """Close the connections to backends, if there are any."""
        if self._runner is not None:
            self._runner.close()

    @property
    def suite(self) -> SuiteState:
        """The innermost running suite."""
        return self.suites[-1]

    @property
    def follows_all_steps(self) -> bool:
        """Whether features of the listener currently need every step and structure, regardless of the keyword."""
        test = self.test
        return bool(test.watches or test.waits or test.has_failed_ui_step) or self.traffic is not None

    def current_inputs(self) -> dict[str, object]:
        """Return the inputs that can be set now: those of the running test, or outside tests of the suite."""
        return self.test.inputs if self.test.in_test else self.suite.inputs

    def set_inputs(self) -> dict[str, object]:
        """Return the inputs set by the test and its suites; the innermost value applies, and None removes one."""
        levels = [*(suite.inputs for suite in self.suites), self.test.inputs]
        nearest = {name: value for level in levels for name, value in level.items()}
        return {name: value for name, value in nearest.items() if value is not None}

    def current_leases(self) -> list[Lease]:
        """Return the leases to add to now: those of the running test, or outside tests of the suite."""
        return self.test.leases if self.test.in_test else self.suite.leases

    def all_leases(self) -> list[Lease]:
        """Return all leases of the running test and its suites."""
        return [*(lease for suite in self.suites for lease in suite.leases), *self.test.leases]

    def environment_for(self, files: tuple[str, ...], imported: str) -> str:
        """Return the environment that the innermost suite has set for a registry, else the import's."""
        names = [suite.environments[files] for suite in self.suites if files in suite.environments]
        return (names[-1] if names else None) or imported


_RUNS: WeakKeyDictionary[Any, RunState] = WeakKeyDictionary()


def run_state() -> RunState:
    """Return the state of the current run; outside a run, a new state for this caller alone."""
    run = current_run()
    if run is None:
        return RunState()
    if run not in _RUNS:
        _RUNS[run] = RunState()
    return _RUNS[run]
