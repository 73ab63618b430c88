"""Ports for programs that listen later: outside of those that the system gives to connections in the meantime."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

_CANDIDATES = range(20_000, 32_000)


def quiet_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses."""
    for port in random.SystemRandom().sample(_CANDIDATES, len(_CANDIDATES)):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("all ports are taken")
