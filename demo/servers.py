"""The servers of the demonstration, for as long as a ``with`` block lasts.

    with shop() as shop_url, appium() as appium_url:
        ...

Both listen on a free port of 127.0.0.1. At the end of the block, even after Ctrl-C, their processes, all child
processes and their temporary folders are removed.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from .node import APPIUM_FOLDER, find_node
from .processes import Child, StartError, running

ROOT = Path(__file__).resolve().parents[1]
SHOP_SECONDS = 20.0
APPIUM_SECONDS = 60.0
PORT_TRIES = 3


@contextmanager
def shop(log: Path | None = None, database: Path | None = None) -> Iterator[str]:
    """Run a shop with an empty database and yield its URL; ``log`` receives the server's output."""
    with tempfile.TemporaryDirectory(prefix="quash-shop-") as folder:
        file = database or Path(folder, "shop.sqlite")
        command = [sys.executable, "-m", "demo.shop", "--port", "0", "--database", str(file)]
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
        environment = {**os.environ, "PYTHONPATH": path}
        with running(command, environment, log or Path(folder) / "shop.log") as child:
            yield child.wait_until(lambda: _shop_url(child), SHOP_SECONDS)


@contextmanager
def appium(log: Path | None = None) -> Iterator[str]:
    """Run an Appium server with the demo's drivers and yield its URL; ``log`` receives the server's output.

    The npm packages must be installed: ``python -m demo.node ensure``.
    """
    with tempfile.TemporaryDirectory(prefix="quash-appium-") as name:
        folder = Path(name)
        log = log or folder / "appium.log"
        child, url = _start_appium(_appium_environment(folder), log)
        try:
            yield url
        finally:
            child.stop()


def free_port() -> int:
    """Return a port of 127.0.0.1 that is currently free."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _shop_url(child: Child) -> str | None:
    first, newline, _ = child.output.partition("\n")
    return first if newline and first.startswith("http://") and _answers(f"{first}/api/health") else None


def _start_appium(environment: dict[str, str], log: Path) -> tuple[Child, str]:
    """Start on a free port; if another program takes it first, try another port."""
    for attempt in range(1, PORT_TRIES + 1):
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        main = APPIUM_FOLDER / "node_modules" / "appium" / "index.js"
        options = ["--address", "127.0.0.1", "--port", str(port), "--log-no-colors", "--log-timestamp"]
        child = Child([find_node().node, main, "server", *options], environment, log)
        try:
            return child, child.wait_until(partial(_url_if_ready, url), APPIUM_SECONDS)
        except BaseException as error:
            child.stop()
            taken = isinstance(error, StartError) and "EADDRINUSE" in child.output
            if not taken or attempt == PORT_TRIES:
                raise
    raise AssertionError("the last try either returns or raises")


def _url_if_ready(url: str) -> str | None:
    return url if _answers(f"{url}/status") else None


def _appium_environment(folder: Path) -> dict[str, str]:
    """Return the server's environment, with a pkill that does nothing.

    At the start of each session, Appium's wrapper kills all other chromedrivers by name. On a shared machine they may
    belong to another user.
    """
    tools, temporary = folder / "bin", folder / "tmp"
    tools.mkdir()
    temporary.mkdir()
    pkill = tools / "pkill"
    pkill.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    pkill.chmod(0o755)
    path = os.pathsep.join([str(tools), str(find_node().folder), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "APPIUM_HOME": str(APPIUM_FOLDER), "TMPDIR": str(temporary)}


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.TransportError:
        return False
