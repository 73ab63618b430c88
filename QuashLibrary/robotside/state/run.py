"""What one run of Robot Framework holds: registries, open connections, secrets, and its suites and test.

Library and listener share it; apart from the table of running runs there is no module-level state that changes.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any
from weakref import WeakKeyDictionary

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor, user_in
from QuashLibrary.engine.run.measurements import Measurements
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.language.templates import EnvironmentVariable, Template
from QuashLibrary.registry.load import LoadedRegistry
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.robot_api.context import current_run
from QuashLibrary.robotside.state.suite import SuiteState
from QuashLibrary.robotside.state.test import Lease, TestState
from QuashLibrary.robotside.state.traffic import RunTraffic


@dataclass(slots=True)
class AppSessions:
    """What is known of the UI sessions: when one was `last_used` (monotonic), how long each may be idle.

    Those that did not answer are `lost` until a UI step of theirs passes.
    """

    last_used: float = 0.0
    timeouts: dict[str, float] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    are_kept: bool = False


@dataclass(slots=True, eq=False)
class RunState:
    """The state of one run."""

    clock: Clock = field(default_factory=Clock)
    redactor: Redactor = field(default_factory=Redactor)
    registries: dict[tuple[str, ...], LoadedRegistry] = field(default_factory=dict)
    test: TestState = field(default_factory=TestState)
    suites: list[SuiteState] = field(default_factory=lambda: [SuiteState()])
    apps: AppSessions = field(default_factory=AppSessions)
    listener_options: list[ImportOptions] = field(default_factory=list)
    """What `--listener` was given; it may be written several times."""
    listener: Any = None
    """The one listener that handles the events of this run."""
    redacted_html: set[int] = field(default_factory=set)
    """Hashes of HTML messages that are redacted already."""
    has_warned_of_forgotten_texts: bool = False
    stop_message: str = ""
    """Why the run must end, if a policy says so where Robot takes no such order."""
    traffic: RunTraffic | None = None
    """The app's own requests, if a connection has an `app`."""
    measurements: Measurements = field(default_factory=Measurements)
    """Which changes of an answer the expectations of each validation would notice, if that is wanted."""
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        """Make what needs the clock and the redactor."""
        self.runner = Runner(self.clock, self.redactor)

    @property
    def suite(self) -> SuiteState:
        """The innermost running suite."""
        return self.suites[-1]

    def current_inputs(self) -> dict[str, object]:
        """Return where inputs are set now: in the running test, or outside tests in the suite."""
        return self.test.inputs if self.test.in_test else self.suite.inputs

    def set_inputs(self) -> dict[str, object]:
        """Return the inputs that the test and its suites have set; the nearest counts, and None removes one."""
        levels = [*(suite.inputs for suite in self.suites), self.test.inputs]
        nearest = {name: value for level in levels for name, value in level.items()}
        return {name: value for name, value in nearest.items() if value is not None}

    def current_leases(self) -> list[Lease]:
        """Return where values are reserved now: for the running test, or outside tests for the suite."""
        return self.test.leases if self.test.in_test else self.suite.leases

    def all_leases(self) -> list[Lease]:
        """Return what the running test and its suites have reserved."""
        return [*(lease for suite in self.suites for lease in suite.leases), *self.test.leases]

    def environment_for(self, files: tuple[str, ...], imported: str) -> str:
        """Return the environment that the nearest suite has set for a registry, else that of its import."""
        names = [suite.environments[files] for suite in self.suites if files in suite.environments]
        return (names[-1] if names else None) or imported

    def learn_environment_secrets(self, registry: Registry) -> None:
        """Make secret what the registry reads from the environment, before anything can show it."""
        for variable in environment_variables(registry):
            value = os.environ.get(variable.name, "")
            self.redactor.add(value if variable.is_secret else user_in(value))


_RUNS: "WeakKeyDictionary[Any, RunState]" = WeakKeyDictionary()


def run_state() -> RunState:
    """Return the state of the run that goes on; outside a run a new one, which belongs to the caller alone."""
    run = current_run()
    if run is None:
        return RunState()
    if run not in _RUNS:
        _RUNS[run] = RunState()
    return _RUNS[run]


def environment_variables(registry: Registry) -> Iterator[EnvironmentVariable]:
    """Give all environment variables that a registry reads."""
    for item in _parts_of((*registry.connections.values(), *registry.validations.values(), *registry.attachments)):
        if isinstance(item, Template):
            yield from (part for part in item.parts if isinstance(part, EnvironmentVariable))


def _parts_of(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _parts_of(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _parts_of(item)
    elif is_dataclass(value) and not isinstance(value, Template):
        for part in fields(value):
            yield from _parts_of(getattr(value, part.name))
