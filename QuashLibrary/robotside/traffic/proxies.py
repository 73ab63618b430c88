"""Open the app's ways to its backends when a suite starts, and close them when the run ends."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import TrafficError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.robot_api.context import is_dry_run
from QuashLibrary.robotside.robot_api.output import when_run_ends
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.libraries import is_strict, registry_owners, suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.traffic import RunTraffic

if TYPE_CHECKING:
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.robotside.traffic.ways import SuiteWays
    from QuashLibrary.traffic.lost_answers import LostAnswers
    from QuashLibrary.traffic.model import AppRequest


class AppProxies(Feature):
    """Starts the proxy before the setup of the first suite that needs it; if it cannot start, no test there runs."""

    def start_suite(self, data: Any, result: Any) -> None:
        """Open the ways of the suite."""
        if is_dry_run() or not any(owner.registry.has_apps for _, owner in registry_owners()):
            return
        from QuashLibrary.robotside.traffic.ways import suite_ways

        found = suite_ways(self.run.redactor)
        if not (found.ways or found.problems):
            return
        problem = "\n".join(filter(None, [*found.problems, self._open(found)]))
        if not problem:
            return
        if is_strict(self.run):
            known = self.run.suite.import_problem
            self.run.suite.import_problem = "\n".join(filter(None, [known, problem]))
        else:
            messages.warning(problem)

    def end_suite(self, data: Any, result: Any) -> None:
        """Warn if the app sent nothing in the whole run, because it probably uses another address."""
        traffic = self.run.traffic
        if data.parent is not None or traffic is None or not traffic.proxy.is_serving:
            return
        if variable_or_none("PABOTQUEUEINDEX") is not None:
            # A pabot process runs only a few tests: if these send nothing, that says little about the run.
            return
        if not traffic.has_seen_requests and not traffic.proxy.death:
            addresses = " and ".join(f"{way.address} (connection {way.name})" for way in traffic.proxy.ways)
            messages.warning(f"the app sent no request to {addresses}: point the app there to record its requests")
        elif traffic.has_seen_requests and not traffic.has_seen_ui_steps:
            names = ", ".join(sorted({options.ui_library for options in suite_libraries(self.run).options}))
            messages.warning(
                f"no step of {names} ran, so it is unknown what the UI showed; name your UI library: ui_library=NAME"
            )

    def _open(self, found: SuiteWays) -> str:
        """Open ways, and return the problem; empty if they are open."""
        if self.run.traffic is None:
            from QuashLibrary.traffic.lost_answers import LostAnswers
            from QuashLibrary.traffic.proxy import Proxy

            proxy = Proxy(self.run.clock.monotonic)
            traffic = self.run.traffic = RunTraffic(proxy, LostAnswers())
            proxy.log.on_request = partial(_note, self.run.redactor, traffic.lost_answers)
            when_run_ends(proxy.close)
        traffic = self.run.traffic
        traffic.backends |= found.backends
        if found.ways not in traffic.problems:
            try:
                traffic.proxy.serve(found.ways)
                traffic.problems[found.ways] = ""
            except TrafficError as error:
                traffic.problems[found.ways] = str(error)
        return traffic.problems[found.ways]


def _note(redactor: Redactor, lost_answers: LostAnswers, request: AppRequest) -> None:
    """Note a request in the thread that receives it, before anything can show it."""
    from QuashLibrary.robotside.traffic.secrets import learn_credentials

    learn_credentials(request, redactor)
    lost_answers.note(request)
