"""What tests of the transport share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.transport import HttpTransport

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def transport() -> Iterator[HttpTransport]:
    """Return a transport whose connections are closed when the test is over."""
    transport = HttpTransport(Clock())
    yield transport
    transport.close()
