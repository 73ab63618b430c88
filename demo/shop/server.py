"""Run a shop on 127.0.0.1: in a thread of this process, or as a process."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waitress import wasyncore
from waitress.server import create_server

from .business import Shop
from .web import create_app

TOKEN_VARIABLE = "SHOP_TOKEN"  # noqa: S105 - the name of a variable
TEST_TOKEN = "shop-test-token"  # noqa: S105 - an obvious test value
THREADS = 8


class ShopServer:
    """A listening shop; ``url`` is its address, ``shop`` the shop that it serves."""

    def __init__(self, database: Path, port: int = 0) -> None:
        self.shop = Shop(database)
        self._stopping = threading.Event()
        # The loop below is our own, because only an exception can end waitress' public loop.
        self._sockets: dict[int, object] = {}
        app = create_app(self.shop, os.environ.get(TOKEN_VARIABLE) or TEST_TOKEN)
        self._server = create_server(app, map=self._sockets, host="127.0.0.1", port=port, threads=THREADS, ident=None)
        self.url = f"http://127.0.0.1:{self._server.effective_port}"

    def serve(self) -> None:
        """Answer requests until ``stop`` is called."""
        try:
            while not self._stopping.is_set():
                wasyncore.loop(timeout=1, map=self._sockets, count=1)
        finally:
            self._server.task_dispatcher.shutdown()
            wasyncore.close_all(self._sockets, ignore_all=True)
            self.shop.stop()

    def stop(self) -> None:
        """End ``serve``; may be called from another thread or from a signal handler."""
        self._stopping.set()
        self._server.pull_trigger()


@contextmanager
def running_shop() -> Iterator[ShopServer]:
    """Run a shop in a thread of this process; its database is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="quash-shop-") as folder:
        server = ShopServer(Path(folder) / "shop.sqlite")
        thread = threading.Thread(target=server.serve, name="shop", daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop()
            thread.join()
