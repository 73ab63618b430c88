"""Robot library that places orders as the app does."""

from __future__ import annotations

import httpx
from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class Shopping:
    """Places orders in the demo's shop."""

    def __init__(self, shop_url: str) -> None:
        self._url = f"{shop_url}/api/checkout"

    @keyword
    def check_out(self, customer: str) -> str:
        """Order a packet of tea, and return the confirmed number."""
        order = {"customer": customer, "items": [{"sku": "tea", "quantity": 1}]}
        answer = httpx.post(self._url, json=order, trust_env=False).raise_for_status()
        number: str = answer.json()["number"]
        return number
