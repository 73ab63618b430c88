"""Switches that make the shop fail silently: the app gets a success answer, or hides the failure.

A fault is on for everybody or only for single customers, so tests that run side by side do not share it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

DESCRIPTIONS = {
    "payment-rollback": "The order is confirmed, then its payment is rolled back.",
    "payment-error": "The app's payment request gets a 500. The app ignores that and confirms the order.",
    "order-dropped": "An order number is confirmed, but the order is never written.",
    "otp-not-sent": "The app gets the answer that a code was sent, but none was sent.",
    "session-not-created": "The app gets a session token that is not stored.",
    "late-rollback": "The order is paid; a moment later its payment is rolled back.",
    "order-doubled": "The order is paid; a moment later it is written a second time.",
    "slow-queue": "The order is written two seconds after its confirmation.",
    "cart-kept": "The order is paid, but its goods are still in the cart.",
    "stock-not-reduced": "The order is paid, but its goods still count as in stock.",
    "mail-not-sent": "The order is paid, but the confirmation mail is not sent.",
    "refund-rejected": "The refund is accepted, but rejected a moment later.",
    "photo-lost": "The return is accepted, but its photo is not saved.",
    "address-not-saved": "The app gets the answer that the address was saved, but it was not saved.",
    "prices-missing": "Every price in the list of products is 0.",
}


class Faults:
    """The faults that are on, and their customers."""

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
        """Turn a fault off for one customer or, without a customer, for all."""
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
        """Return whether the fault is on for the customer with these logins."""
        with self._lock:
            return name in self._everybody or not self._customers.get(name, set()).isdisjoint(logins)

    def describe(self, name: str) -> dict[str, object]:
        """Return one fault as the test API shows it."""
        with self._lock:
            customers = sorted(self._customers.get(name, ()))
            return {
                "name": name,
                "description": DESCRIPTIONS[name],
                "on": name in self._everybody,
                "customers": customers,
            }
