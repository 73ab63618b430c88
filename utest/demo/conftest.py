"""A shop for the tests of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.shop.server import TOKEN_VARIABLE, ShopServer, running_shop
from demo.shop.worker import Job, Worker


@pytest.fixture(scope="module")
def server() -> Iterator[ShopServer]:
    """One shop for all tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(TOKEN_VARIABLE, raising=False)
        with running_shop() as server:
            yield server


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """What the shop wants to do later, to be done when the test says so."""
    waiting: list[Job] = []
    monkeypatch.setattr(Worker, "later", lambda _worker, _seconds, job: waiting.append(job))
    return waiting
