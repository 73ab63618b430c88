"""Switches that make the shop fail silently: the app is told that all is well, or does not show that it is not.

A fault is on for everybody or for single customers only, so that tests that run side by side do not
meet in it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

DESCRIPTIONS = {
    "payment-rollback": "The order is confirmed, then its payment is rolled back.",
    "payment-error": "The app's payment request gets a 500. The app ignores that and confirms the order.",
    "order-dropped": "An order number is confirmed, the order is never written.",
    "otp-not-sent": "The app is told that a code was sent; none was.",
    "session-not-created": "The app gets a session token that is stored nowhere.",
    "late-rollback": "The order is paid; a moment later its payment is rolled back.",
    "order-doubled": "The order is paid; a moment later it is written a second time.",
    "slow-queue": "The order is written two seconds after it was confirmed.",
    "cart-kept": "The order is paid; its goods are still in the cart.",
    "stock-not-reduced": "The order is paid; its goods are still counted as in stock.",
    "mail-not-sent": "The order is paid; the mail that confirms it is not sent.",
    "refund-rejected": "The refund is accepted, and rejected a moment later.",
    "photo-lost": "The return is accepted; its photo is not kept.",
    "address-not-saved": "The app is told that the address was saved; it was not.",
    "prices-missing": "The list of products has 0 for every price.",
}


class Faults:
    """Which faults are on, and for whom."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._everybody: set[str] = set()
        self._customers: dict[str, set[str]] = {}

    def switch_on(self, name: str, customer: str | None = None) -> None:
        """Turn a fault on, for one customer or for everybody."""
        with self._lock:
            if customer is None:
                self._everybody.add(name)
            else:
                self._customers.setdefault(name, set()).add(customer)

    def switch_off(self, name: str, customer: str | None = None) -> None:
        """Turn a fault off; without a customer for all of them."""
        with self._lock:
            if customer is not None:
                self._customers.get(name, set()).discard(customer)
            else:
                self._everybody.discard(name)
                self._customers.pop(name, None)

    def clear(self) -> None:
        """Turn every fault off."""
        with self._lock:
            self._everybody.clear()
            self._customers.clear()

    def hits(self, name: str, logins: Iterable[str]) -> bool:
        """Whether the fault is on for somebody who is known by these names."""
        with self._lock:
            return name in self._everybody or not self._customers.get(name, set()).isdisjoint(logins)

    def describe(self, name: str) -> dict[str, object]:
        """One fault as the test API shows it."""
        with self._lock:
            customers = sorted(self._customers.get(name, ()))
            return {
                "name": name,
                "description": DESCRIPTIONS[name],
                "on": name in self._everybody,
                "customers": customers,
            }
