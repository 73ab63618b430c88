"""Ports for programs that listen later: outside the range from which the system takes ports for connections."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

_CANDIDATES = range(20_000, 32_000)


def quiet_port() -> int:
    """Return an unused port of 127.0.0.1."""
    for port in random.SystemRandom().sample(_CANDIDATES, len(_CANDIDATES)):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("all ports are taken")
