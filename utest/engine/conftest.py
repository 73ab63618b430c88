"""What tests of the engine share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.engine.sources.sql.source import SqlTransport

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def transport() -> Iterator[HttpTransport]:
    """Return a transport whose connections are closed when the test is over."""
    transport = HttpTransport(Clock())
    yield transport
    transport.close()


@pytest.fixture
def redactor() -> Redactor:
    """Return the redactor of the runner."""
    return Redactor()


@pytest.fixture
def runner(redactor: Redactor) -> Iterator[Runner]:
    """Return a runner over real connections."""
    runner = Runner(Clock(), redactor)
    yield runner
    runner.close()


@pytest.fixture
def databases() -> Iterator[SqlTransport]:
    """Return a transport whose connections are closed when the test is over."""
    databases = SqlTransport(Clock())
    yield databases
    databases.close()
