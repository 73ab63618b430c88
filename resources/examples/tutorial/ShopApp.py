"""Simulates the app of the tutorial, so you need no phone: its keywords are the taps of a customer.

Like many apps, it shows success as soon as the backend accepts a request, and never checks again.
"""

from __future__ import annotations

import json
import os
from urllib.request import Request, urlopen


class ShopApp:
    """The app of the shop at SHOP_URL (default: http://127.0.0.1:8080)."""

    def __init__(self) -> None:
        self._url = os.environ.get("SHOP_URL", "http://127.0.0.1:8080")
        self._screen = ""
        self._number = ""

    def order(self, sku: str, quantity: int) -> None:
        """Tap "Order"."""
        request = Request(  # noqa: S310
            f"{self._url}/api/orders",
            data=json.dumps({"sku": sku, "quantity": quantity}).encode(),
            headers={"Authorization": "Bearer tutorial", "Content-Type": "application/json"},
        )
        with urlopen(request, timeout=5) as answer:  # noqa: S310
            self._number = str(json.load(answer)["number"])
        self._screen = "Thank you for your order!"

    def screen_should_show(self, text: str) -> None:
        """Fail if the app shows something else."""
        if text not in self._screen:
            raise AssertionError(f'the screen shows "{self._screen}"')

    def get_order_number(self) -> str:
        """Return the number on the confirmation screen."""
        return self._number
