"""Robot library for the shop's test switches: it adds a customer for each test, and faults for that customer.

A fault affects one customer only, so tests can run side by side and need no clean-up.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import asdict, dataclass

import httpx
from robot.api.deco import keyword, library

PASSWORD = "test-password"  # noqa: S105 - an obvious test value


@dataclass(frozen=True)
class Customer:
    """The customer who logs in; ``${CUSTOMER.phone}`` in a suite."""

    name: str
    email: str
    phone: str
    password: str


@library(scope="GLOBAL", doc_format="ROBOT")
class ShopTestApi:
    """Talks to the ``/test`` part of the demo shop."""

    def __init__(self, shop_url: str) -> None:
        # At level INFO, httpx writes every URL into Robot's log.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._client = httpx.Client(base_url=f"{shop_url}/test", trust_env=False, timeout=10)

    @keyword
    def new_customer(self, name: str = "Ada") -> Customer:
        """Registers a customer for this test only; returns ``name``, ``email``, ``phone`` and ``password``."""
        unique = uuid.uuid4()
        email = f"{name.lower()}-{unique.hex[:8]}@shop.example"
        customer = Customer(name, email, f"+49170{unique.int % 10_000_000:07}", PASSWORD)
        self._client.post("/customers", json=asdict(customer)).raise_for_status()
        return customer

    @keyword
    def break_the_shop(self, fault: str, customer: str) -> None:
        """Turns a fault on for this customer: the app sees success although the backend fails."""
        self._client.put(f"/faults/{fault}", params={"customer": customer}).raise_for_status()
