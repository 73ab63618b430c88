"""Runners for tests, over the test's own transport."""

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.source import HttpSource


def runner_over(transport: object, redactor: Redactor) -> Runner:
    """Return a runner that sends requests over a transport, which needs only `send`."""
    return Runner(Clock(), redactor, {"http": HttpSource(Clock(), redactor, transport)})  # type: ignore[arg-type]
