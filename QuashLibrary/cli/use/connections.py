"""The report of each connection in redacted texts, for lines and for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.cli.registry import setting_advice
from QuashLibrary.cli.use.connection_steps import SETTINGS, ConnectionSteps, duration_of
from QuashLibrary.cli.use.surroundings import CommandSurroundings
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.plan.values import render_text, unset_variables
from QuashLibrary.engine.redactor import Redactor, masked_url
from QuashLibrary.engine.run.call_builder import CallBuilder
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.probe.way import ProbeStep
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.views.texts import shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.problems import Problem
    from QuashLibrary.registry.load import LoadedRegistry


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """One connection: its name, its address, and its steps, each tried when it is requested."""

    name: str
    address: str
    environment: str
    _tried: ConnectionSteps
    _redactor: Redactor
    _problems: tuple[str, ...] = ()

    @property
    def data(self) -> dict[str, object]:
        """The data that are known before any step is tried."""
        return {"connection": self.name, "environment": self.environment or None, "address": self.address}

    def steps(self) -> Iterator[dict[str, object]]:
        """Yield each step as soon as its result is known."""
        broken = ProbeStep(SETTINGS, "failed", "; ".join(self._problems))
        for step in [broken] if self._problems else self._tried.of(self.name):
            yield {
                "step": step.name,
                "state": step.state,
                "found": shown_line(step.found, self._redactor),
                "hint": shown_line(_hint(step), self._redactor),
                "elapsed": None if step.elapsed is None else round(step.elapsed, 6),
                "took": duration_of(step),
            }


class ConnectionReports:
    """Tries the connections of a registry in one environment, until the block ends."""

    def __init__(self, loaded: LoadedRegistry, environment: str) -> None:
        self._redactor = Redactor()
        self._problems, registry = loaded.problems, loaded.registry
        self._redactor.add_variables(registry.variables)
        self._runner = Runner(Clock(), self._redactor)
        self._builder = CallBuilder(registry, CommandSurroundings(self._redactor, environment))
        self._environment = environment

    def __enter__(self) -> ConnectionReports:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def of(self, name: str) -> ConnectionReport:
        """Return the report of a connection."""
        steps = ConnectionSteps(self._builder, self._runner, Clock())
        problems = tuple(str(problem) for problem in self._problems if _is_of(name, problem))
        address = "" if problems else self._address(name)
        return ConnectionReport(name, address, self._environment, steps, self._redactor, problems)

    def _address(self, name: str) -> str:
        """Return an address without user and password; if a value in it is unknown, as it is written."""
        address = self._builder.connection(name).address
        try:
            text = render_text(address, self._builder.around.scope())
        except UnusableValueError:
            text = str(address)
        return shown_line(masked_url(text), self._redactor)


def _is_of(name: str, problem: Problem) -> bool:
    """Return whether a problem is in the definition of a connection, not in a validation that uses it."""
    return f'connection "{name}"' in problem.message and 'validation "' not in problem.message


def _hint(step: ProbeStep) -> str:
    unset = unset_variables(step.found) if step.state == "failed" else []
    return step.fault.hint if step.fault else "; ".join(map(setting_advice, unset))
