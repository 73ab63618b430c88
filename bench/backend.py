"""The backend of all rows, which answers immediately or after a given time. `python -m bench.backend` prints its URL.

    /orders/A-1001     an order of 1.4 KB
    /large             1 MB of orders
    /slow/7            takes 50 ms
    /late/ID/MS        "pending" until MS milliseconds after the first request for this ID, then "paid"
    /late              how many requests each ID took until "paid", and how late the last of them was

It does as little as possible for each request, so the client is what is measured.
"""

import json
import os
import signal
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from demo.processes import running

ROOT = Path(__file__).resolve().parents[1]

ORDER = {
    "number": "A-1001",
    "state": "paid",
    "currency": "EUR",
    "total": 30.5,
    "customer": {"id": 4711, "name": "Ada Example", "city": "Zürich", "phone": "+41 44 000 00 00"},
    "items": [
        {"sku": f"tea-{number:03}", "name": "Assam, second flush", "quantity": number, "price": 4.25, "taxed": True}
        for number in range(1, 13)
    ],
    "history": [{"state": state, "at": "2026-02-03T10:15:00Z"} for state in ("created", "reserved", "paid")],
}
LARGE = {"state": "paid", "currency": "EUR", "count": 742, "orders": [ORDER] * 742, "next": None}
SLOW_SECONDS = 0.05


@dataclass
class LateState:
    """A state that changes after a while: its requests, and how late the first answer with the new state was."""

    due: float
    requests: int = 0
    late: float | None = None


@dataclass
class Backend:
    """The answers by path."""

    fixed: dict[str, bytes]
    states: dict[str, LateState] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str) -> bytes:
        """Return the complete answer to a GET."""
        if path in self.fixed:
            return self.fixed[path]
        _, kind, *parts = path.split("/")
        if kind == "slow":
            time.sleep(SLOW_SECONDS)
            return response({"state": "paid"})
        return response({"state": self._state(*parts) if parts else self._figures()})

    def _state(self, name: str, milliseconds: str) -> str:
        now = time.monotonic()
        with self.lock:
            state = self.states.setdefault(name, LateState(now + int(milliseconds) / 1000))
            if state.late is None:
                state.requests += 1
                state.late = now - state.due if now >= state.due else None
        return "pending" if state.late is None else "paid"

    def _figures(self) -> dict[str, list[float]]:
        with self.lock:
            return {name: [state.requests, state.late or 0.0] for name, state in self.states.items()}


def response(document: object) -> bytes:
    """Return a complete HTTP answer with a JSON document."""
    body = json.dumps(document, ensure_ascii=False).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Handler(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        backend: Backend = self.server.backend  # type: ignore[attr-defined]
        while line := self.rfile.readline():
            while self.rfile.readline() not in (b"\r\n", b""):
                pass
            path = line.split(b" ")[1].decode()
            self.wfile.write(backend.answer(path))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    backend = Backend({"/orders/A-1001": response(ORDER), "/large": response(LARGE)})

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that closed their connection."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run the backend in a separate process for the length of the block; yield its URL."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    with running([sys.executable, "-m", "bench.backend"], environment, folder / "backend.log") as child:
        yield child.wait_until(lambda: child.output.partition("\n")[0] or None, 20)


def main() -> None:
    """Serve until stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _Server(("127.0.0.1", 0), _Handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
