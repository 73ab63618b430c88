"""The steps to a backend (network, HTTP, credentials), each with its result.

In: a connection of a registry. Out: steps; steps after a failed one are not tried. The last two steps are exchanges of
the engine, so they show what a validation would get.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.connection_check import check_of, connection_trouble
from QuashLibrary.engine.sources.http.obstacles import advised
from QuashLibrary.engine.sources.http.probe.way import (
    NAME,
    TCP,
    TLS,
    ProbeStep,
    Way,
    probe_steps,
    speaks_tls,
    tcp_steps,
)
from QuashLibrary.engine.sources.sql.statements import Statement
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import HeaderAuth, HttpConnection, RequestSpec, TokenFrom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.outcome import Exchange
    from QuashLibrary.engine.run.call_builder import CallBuilder
    from QuashLibrary.engine.run.runner import Runner
    from QuashLibrary.engine.sources.http.plan import HttpPlan
    from QuashLibrary.registry.model import Connection

SETTINGS, HTTP, CREDENTIALS = "settings", "HTTP", "credentials"
_STEPS = {"http": (NAME, TCP, TLS, HTTP, CREDENTIALS), "sql": (NAME, TCP, CREDENTIALS)}
_SHORTEST = 0.001
_SQL_PORTS = {"postgresql": 5432, "mysql": 3306, "mariadb": 3306, "mssql": 1433, "oracle": 1521}


@dataclass(frozen=True, slots=True)
class ConnectionSteps:
    """Tries the connections of a registry; the `builder` makes the calls, the `runner` makes the exchanges."""

    builder: CallBuilder
    runner: Runner
    clock: Clock

    def of(self, name: str) -> Iterator[ProbeStep]:
        """Yield each step to a connection as soon as its result is known."""
        connection = self.builder.connection(name)
        done: set[str] = set()
        for step in self._tried(connection):
            done.add(step.name)
            yield step
            if step.state == "failed":
                break
        yield from (ProbeStep(one, "not tried", "") for one in _STEPS[connection.source] if one not in done)

    def _tried(self, connection: Connection) -> Iterator[ProbeStep]:
        plain = self._plain_call(connection)
        plans = self.runner.plan(plain)
        if isinstance(plans, Outcome):
            yield ProbeStep(SETTINGS, "failed", plans.problem)
            return
        source_plan = plans[plain].plan.source_plan
        if isinstance(connection, HttpConnection):
            yield from self._way(source_plan, connection.timeout)  # type: ignore[arg-type]
            yield _advised_to_use_tls(self._plain_step(plain), self._way_of(source_plan, connection.timeout))  # type: ignore[arg-type]
        elif isinstance(source_plan.request, Statement):
            yield from self._way_to_database(source_plan.request.url, connection.timeout)
        yield self._credentials_step(connection)

    def _plain_call(self, connection: Connection) -> Call:
        """Return the call of a request without credentials; a database cannot be queried without them."""
        check = check_of(connection)
        if isinstance(connection, HttpConnection):
            check = replace(check, request=RequestSpec("GET", ""), auth=HeaderAuth(()))
        around = self.builder.around
        return Call(check, connection, around.scope(), credentials=around.credentials)

    def _way(self, plan: HttpPlan, timeout: float) -> Iterator[ProbeStep]:
        request = plan.request
        for step in probe_steps(self._way_of(plan, timeout)):
            if step.fault is None:
                yield step
            else:
                fault = advised(step.fault, request, f'connection "{plan.connection}"', timeout)
                yield replace(step, fault=fault)

    def _way_of(self, plan: HttpPlan, timeout: float) -> Way:
        return Way(plan.request.url, plan.request.proxy, plan.tls, timeout, self.clock)

    def _way_to_database(self, url: str, timeout: float) -> Iterator[ProbeStep]:
        address = urlsplit(url)
        port = address.port or _SQL_PORTS.get(address.scheme.partition("+")[0])
        if address.hostname and port:
            yield from tcp_steps(address.hostname, port, timeout, self.clock)
        else:
            yield ProbeStep(NAME, "not needed", "the driver locates the database")
            yield ProbeStep(TCP, "not needed", "the driver connects")

    def _plain_step(self, call: Call) -> ProbeStep:
        """Send a request without credentials; any answer shows that the backend is reachable."""
        exchange = self._exchange(call)
        answer = exchange.answer
        if isinstance(answer, Fault):
            return ProbeStep(HTTP, "failed", answer.message, exchange.elapsed, answer)
        found = f"{answer.protocol} {answer.description.subtitle} without credentials".strip()
        return ProbeStep(HTTP, "ok", found, exchange.elapsed)

    def _credentials_step(self, connection: Connection) -> ProbeStep:
        if needed := self._inputs_of_login(connection):
            return ProbeStep(CREDENTIALS, "not tried", needed)
        [outcome] = self.runner.run([self.builder.connection_check(connection.name)])
        trouble = connection_trouble(outcome)
        exchange = outcome.last.exchange if outcome.last else None
        line = _exchange_line(exchange) if exchange else ""
        elapsed = exchange.elapsed if exchange else None
        if trouble:
            fault = exchange.fault if exchange else None
            more = "" if not exchange or isinstance(exchange.answer, Fault) else f": {line}"
            return ProbeStep(CREDENTIALS, "failed", f"the connection {trouble}{more}", elapsed, fault)
        if isinstance(connection, HttpConnection) and connection.auth is None:
            return ProbeStep(CREDENTIALS, "not needed", f"the connection has no auth: {line}", elapsed)
        return ProbeStep(CREDENTIALS, "ok", f"accepted: {line}", elapsed)

    def _inputs_of_login(self, connection: Connection) -> str:
        """Return the reason if the token cannot be fetched here because the login needs inputs; else an empty text."""
        if not isinstance(connection.auth, TokenFrom):
            return ""
        slug = connection.auth.slug
        missing = [item.name for item in self.builder.registry.inputs_of(slug) if item.required]
        words = " ".join(f"{name}=…" for name in missing)
        return f"the token comes from @{slug}, which needs inputs; try  quash run @{slug} {words}" if missing else ""

    def _exchange(self, call: Call) -> Exchange:
        [outcome] = self.runner.run([call])
        assert outcome.last is not None  # noqa: S101 - it was planned before
        return outcome.last.exchange


def _advised_to_use_tls(step: ProbeStep, way: Way) -> ProbeStep:
    """Return the HTTP step, with advice if a port that does not answer http:// accepts a TLS handshake."""
    fault = step.fault
    if fault is None or fault.kind not in {"reset", "protocol"} or way.proxy or not way.url.startswith("http:"):
        return step
    return replace(step, fault=replace(fault, hint="write https:// in base_url")) if speaks_tls(way) else step


def _exchange_line(exchange: Exchange) -> str:
    return f"{exchange.request.description.line} -> {exchange.answer_line}"


def duration_of(step: ProbeStep) -> str:
    """Return how long a step took; empty if it was not tried."""
    if step.elapsed is None:
        return ""
    return show_duration(step.elapsed) if step.elapsed >= _SHORTEST else "<1 ms"
