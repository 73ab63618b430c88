"""An app of the shop without a screen: its steps send what a real app would send, and compare what it would show."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class ShopApp:
    """The app; it hides every backend failure that no step checks."""

    def __init__(self, url: str, token: str = "") -> None:
        """Take the address of the shop, which is the proxy's."""
        self._url = url
        self._token = token
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._order = ""

    @keyword
    def place_order(self, quantity: int = 1) -> str:
        """Orders tea, and shows the number of the order."""
        body = {"customer": "proof", "items": [{"sku": "tea", "quantity": quantity}]}
        self._order = str(self._send("POST", "/checkout", body).get("number", ""))
        return self._order

    @keyword
    def order_is_listed(self) -> None:
        """Shows the order as the backend returns it."""
        shown = self._send("GET", f"/orders/{self._order}")
        if shown.get("number") != self._order:
            raise AssertionError(f"the app shows no order {self._order}")

    @keyword
    def send(self, request: str, body: str = "") -> Any:
        """Sends anything."""
        method, path = request.split(maxsplit=1)
        return self._send(method, path, json.loads(body) if body else None)

    @keyword
    def place_order_the_first_times(self, file: str, times: int) -> None:
        """Orders only until a file has been written that many times."""
        path = Path(file)
        before = len(path.read_text(encoding="ascii")) if path.is_file() else 0
        path.write_text("." * (before + 1), encoding="ascii")
        if before < times:
            self.place_order()

    @keyword
    def place_order_until_it_is_accepted(self, most: int = 5) -> None:
        """Repeats the order; the app gives up silently."""
        for _ in range(most):
            if self.place_order():
                return

    def _send(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        request = urllib.request.Request(f"{self._url}{path}", data=data, headers=headers, method=method)  # noqa: S310
        try:
            with self._open.open(request, timeout=30) as answer:
                read = json.loads(answer.read() or b"{}")
                return read if isinstance(read, dict) else {}
        except (urllib.error.HTTPError, ValueError):
            return {}
