"""Hundreds of test timeouts in one process, at any moment of a validation: none is lost, and nothing hangs after it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from atest.robot_process import Robot
from atest.trust.conftest import Figures

LOCKS = """\
import time
from httpcore._synchronization import ThreadLock

def enter(lock):
    lock._lock.acquire()
    time.sleep(0.0005)
    return lock

ThreadLock.__enter__ = enter
"""
"""Extends the moment in which a timeout would leave a lock of httpcore taken: otherwise 1 in 300 timeouts hits it."""
REGISTRY = """\
connections: {{shop: {{base_url: '{url}'}}}}
validations:
  answers: {{request: GET /, expect: {{$.state: paid}}, timeout: 20s}}
  never: {{request: GET /, expect: {{$.state: never}}, eventually: {{within: 10m, every: 1ms}}}}
"""
HEAD = """\
*** Settings ***
Library    {folder}/slow_locks.py
Library    QuashLibrary    registry={folder}/shop.yaml

*** Test Cases ***
Before All
    [Documentation]    PASS
    @answers

"""
INTERRUPTED = """\
Interrupted {number}
    [Timeout]    {milliseconds} milliseconds
    @never

"""
AFTER = """\
After All
    [Documentation]    PASS
    [Timeout]    30 seconds
    @answers
"""


class Shop(BaseHTTPRequestHandler):
    """Answers on connections that are kept alive: usually immediately, sometimes after up to 10 ms."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer that the order is paid."""
        time.sleep(max(0.0, time.time() % 0.06 - 0.05))
        self.send_response(200)
        self.send_header("Content-Length", "17")
        self.end_headers()
        self.wfile.write(b'{"state": "paid"}')

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class ShopServer(ThreadingHTTPServer):
    """Serves clients that may leave at any time."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def running_shop() -> Iterator[str]:
    """Run a shop, and yield its address."""
    server = ShopServer(("127.0.0.1", 0), Shop)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_timeouts_at_any_moment_hang_nothing(robot: Robot, amount: Callable[[int, int], int], figures: Figures) -> None:
    """Each test ends with its own timeout, and the validation after all of them gets its answer."""
    folder = robot.new_folder()
    number_of_tests = amount(200, 2000)
    tests = [INTERRUPTED.format(number=number, milliseconds=3 + number % 23) for number in range(number_of_tests)]
    suite = folder / "many.robot"
    suite.write_text("".join([HEAD.format(folder=folder), *tests, AFTER]), encoding="utf-8")
    (folder / "slow_locks.py").write_text(LOCKS, encoding="utf-8")
    with running_shop() as url:
        (folder / "shop.yaml").write_text(REGISTRY.format(url=url), encoding="utf-8")
        run = robot.within(600).run(suite)
    ended = {test.name: test for test in run.suite.all_tests()}
    assert (ended["Before All"].status, ended["After All"].status) == ("PASS", "PASS"), ended["After All"].message
    timed_out = [test for test in ended.values() if re.search(r"Test timeout .* exceeded\.", test.message)]
    figures(f"{number_of_tests:,} test timeouts in one process: {len(timed_out):,} tests ended by theirs, nothing hung")
    assert (len(ended), len(timed_out)) == (number_of_tests + 2, number_of_tests)
    assert run.errors == []
