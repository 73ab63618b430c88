"""What tests of the transport share."""

from collections.abc import Iterator

import pytest

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.transport import HttpTransport


@pytest.fixture
def transport() -> Iterator[HttpTransport]:
    """Return a transport whose connections are closed when the test is over."""
    transport = HttpTransport(Clock())
    yield transport
    transport.close()
