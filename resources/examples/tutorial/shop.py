"""A small shop for the tutorial of QuashLibrary: it accepts an order immediately, and decides a moment later.

Start it with `python shop.py`, and stop it with Ctrl-C. `POST /api/orders` returns 202 and the state `accepted`. Three
seconds later, the order is `paid`, or `rejected` if the stock is too small. Every request needs `Authorization: Bearer
tutorial`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

HOST, PORT = "127.0.0.1", 8080
TOKEN = "tutorial"  # noqa: S105
SECONDS_TO_DECIDE = 3.0
PRICE = 8.5
IN_STOCK = 10


class Shop:
    """The orders."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, object]] = {}
        self._numbers = count(1000)
        self._lock = threading.Lock()

    def order(self, sku: str, quantity: int, seconds: float = SECONDS_TO_DECIDE) -> dict[str, object]:
        """Accept an order, and decide on it later."""
        with self._lock:
            number = f"A-{next(self._numbers)}"
            order = {
                "number": number,
                "state": "accepted",
                "sku": sku,
                "quantity": quantity,
                "total": PRICE * quantity,
                "currency": "EUR",
                "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            self.orders[number] = order
        threading.Thread(target=self._decide, args=(order, quantity, seconds), daemon=True).start()
        return dict(order)

    def _decide(self, order: dict[str, object], quantity: int, seconds: float) -> None:
        time.sleep(seconds)
        with self._lock:
            # Orders use up no stock, so every step of the tutorial can be repeated.
            order["state"] = "paid" if quantity <= IN_STOCK else "rejected"


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of the shop's API."""

    shop = Shop()

    def do_GET(self) -> None:
        """Show an order."""
        order = self.shop.orders.get(self.path.removeprefix("/api/orders/"))
        if not self._is_allowed():
            self._answer(401, {"error": "the token is missing or wrong"})
        elif order is None:
            self._answer(404, {"error": "there is no such order"})
        else:
            self._answer(200, order)

    def do_POST(self) -> None:
        """Accept an order."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._is_allowed():
            self._answer(401, {"error": "the token is missing or wrong"})
        elif self.path != "/api/orders":
            self._answer(404, {"error": "orders are made at /api/orders"})
        else:
            wanted = json.loads(body)
            self._answer(202, self.shop.order(str(wanted["sku"]), int(wanted["quantity"])))

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""

    def _is_allowed(self) -> bool:
        return self.headers.get("Authorization") == f"Bearer {TOKEN}"

    def _answer(self, status: int, document: dict[str, object]) -> None:
        data = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    Handler.shop.order("tea", 2, seconds=0)
    server = ThreadingHTTPServer((HOST, int(sys.argv[1]) if len(sys.argv) > 1 else PORT), Handler)
    print(f"The shop is running at http://{HOST}:{server.server_port}/api; press Ctrl-C to stop it.", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
