"""Robot library for actions that the demo's app lacks: save an address, and break the shop for all customers."""

from __future__ import annotations

import logging

import httpx
from robot.api.deco import keyword, library


@library(scope="GLOBAL", doc_format="ROBOT")
class ShopApp:
    """Calls the shop's API as the app does."""

    def __init__(self, shop_url: str) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._client = httpx.Client(base_url=shop_url, trust_env=False, timeout=10)

    @keyword
    def save_address(self, email: str, password: str, street: str, city: str) -> None:
        """Saves a customer's address; fails unless the shop confirms it."""
        token = self._client.post("/api/login", json={"email": email, "password": password}).json()["token"]
        head = {"Authorization": f"Bearer {token}"}
        answer = self._client.post("/api/me/addresses", json={"street": street, "city": city}, headers=head)
        assert answer.raise_for_status().json()["saved"]

    @keyword
    def break_the_shop_for_everybody(self, fault: str) -> None:
        """Enables a fault for all customers."""
        self._client.put(f"/test/faults/{fault}").raise_for_status()

    @keyword
    def mend_the_shop(self) -> None:
        """Turns all faults off."""
        self._client.delete("/test/faults").raise_for_status()
