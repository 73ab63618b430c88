"""Simulated app requests for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from QuashLibrary.traffic.model import AppRequest

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def made(line: str, status: int | None = 200, *, after: float = 0.0, **details: Any) -> AppRequest:
    """Return a request from its line, such as `POST /orders`; it began `after` seconds after noon."""
    method, _, target = line.partition(" ")
    number = details.pop("number", 1)
    details.setdefault("connection", "shop")
    started = NOON + timedelta(seconds=after)
    return AppRequest(number=number, method=method, target=target, started=started, status=status, **details)
