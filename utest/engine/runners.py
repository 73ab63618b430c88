"""Runners for tests, over a transport of the test's own."""

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.source import HttpSource


def runner_over(transport: object, redactor: Redactor) -> Runner:
    """Return a runner whose requests go over a transport; it may have `send` only."""
    return Runner(Clock(), redactor, {"http": HttpSource(Clock(), redactor, transport)})  # type: ignore[arg-type]
