"""A shop for its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.shop.server import TOKEN_VARIABLE, ShopServer, running_shop
from demo.shop.worker import Job, Worker


@pytest.fixture(scope="module")
def server() -> Iterator[ShopServer]:
    """Return one shop for all tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(TOKEN_VARIABLE, raising=False)
        with running_shop() as server:
            yield server


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Return the shop's delayed jobs, which a test runs when it wants."""
    waiting: list[Job] = []
    monkeypatch.setattr(Worker, "later", lambda _worker, _seconds, job: waiting.append(job))
    return waiting
