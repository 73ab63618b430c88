"""Fixtures for the tests of the engine."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.engine.sources.sql.source import SqlTransport

# The duration of an example depends on the other work of the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def transport() -> Iterator[HttpTransport]:
    """Return a transport that closes its connections after the test."""
    transport = HttpTransport(Clock())
    yield transport
    transport.close()


@pytest.fixture
def redactor() -> Redactor:
    """Return the redactor of the runner."""
    return Redactor()


@pytest.fixture
def runner(redactor: Redactor) -> Iterator[Runner]:
    """Return a runner with real connections."""
    runner = Runner(Clock(), redactor)
    yield runner
    runner.close()


@pytest.fixture
def databases() -> Iterator[SqlTransport]:
    """Return a transport that closes its connections after the test."""
    databases = SqlTransport(Clock())
    yield databases
    databases.close()
