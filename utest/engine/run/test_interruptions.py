"""An exception may hit the calling thread at any moment: a test timeout or Ctrl-C, as Robot raises them."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import pytest

from QuashLibrary.engine.outcome import Attempt
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.transport import HttpTransport
from utest.engine.registries import registry_of, scope_of
from utest.engine.servers import OK, Peer, answering, serving

FOR_EVER = 30
"""Seconds: nothing that ends by itself takes so long, even on a machine with much else to do."""


def over_late(start: float) -> bool:
    """Return whether something waited for a thread that it should have abandoned."""
    return time.monotonic() - start > FOR_EVER


INTERRUPTIONS = 2000
GOLDEN = 0.6180339887
"""Its multiples are spread evenly, and never repeat."""

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a platform without this signal")


class InterruptionError(BaseException):
    """Represents Robot's timeout."""


@contextmanager
def interrupting(seconds: float) -> Iterator[None]:
    """Raise in the main thread after some seconds if the block still runs."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise InterruptionError

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def call_to(url: str, more: str = "") -> Call:
    """Return a call of a validation that requests the root of a server."""
    text = f"connections: {{shop: {{base_url: '{url}'}}}}\nvalidations: {{order: {{request: GET /, {more}}}}}\n"
    registry = registry_of(text)
    validation = registry.validations["order"]
    return Call(validation, registry.connections["shop"][""], scope_of(validation))


def test_no_interruption_hangs_what_comes_after_it(runner: Runner) -> None:
    """After thousands of random interruptions, a validation over the same connections still gets its answer."""
    interrupted = 0
    with serving(answering(OK)) as server:
        call = call_to(server.url)
        runner.run([call])
        took = -time.monotonic()
        for _ in range(20):
            runner.run([call])
        took = (took + time.monotonic()) / 20
        for number in range(INTERRUPTIONS):
            try:
                with interrupting(1e-5 + number * GOLDEN % 1 * 1.5 * took):
                    runner.run([call])
            except InterruptionError:
                interrupted += 1
        outcomes: list[str] = []
        last = threading.Thread(target=lambda: outcomes.append(runner.run([call])[0].verdict), daemon=True)
        last.start()
        last.join(20)
    assert outcomes == ["passed"]
    assert interrupted > INTERRUPTIONS / 10


def test_an_interruption_ends_the_run_at_once_and_the_exchange_with_it(runner: Runner) -> None:
    """The server sees the connection close long before the exchange times out."""
    came, closed = threading.Event(), threading.Event()

    def serve(peer: Peer) -> None:
        peer.receive()
        came.set()
        with suppress(OSError):
            peer.connection.settimeout(20)
            peer.connection.recv(1)
        closed.set()

    with serving(serve) as server:
        start = time.monotonic()
        with pytest.raises(InterruptionError), interrupting(0.2):
            runner.run([call_to(server.url, "timeout: 10m")])
        assert not over_late(start)
        assert came.is_set()
        assert closed.wait(5)


def test_an_exchange_that_nothing_ends_is_left_behind(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lookup in a driver may never end; the run and closing still end."""
    over = threading.Event()
    monkeypatch.setattr(HttpTransport, "send", lambda *_: over.wait(60))
    monkeypatch.setattr(HttpTransport, "close", lambda _: over.wait(60))
    start = time.monotonic()
    try:
        with pytest.raises(InterruptionError), interrupting(0.1):
            runner.run([call_to("http://127.0.0.1:1")])
        assert not over_late(start)
        runner.close()
        assert not over_late(start)
    finally:
        over.set()


def test_what_ends_after_an_interruption_is_not_reported(runner: Runner) -> None:
    """The last answer reported came from the backend, not from the end of the run."""
    heard: list[Attempt] = []
    with serving(answering(OK)) as server:
        call = call_to(server.url, "expect: {$.state: paid}, eventually: {within: 10m, every: 50ms}")
        with pytest.raises(InterruptionError), interrupting(0.3):
            runner.run([call], lambda _, attempt: heard.append(attempt))
        count = len(heard)
        assert count > 1
        assert {attempt.verdict for attempt in heard} == {"failed"}
        time.sleep(0.2)
        assert len(heard) == count
