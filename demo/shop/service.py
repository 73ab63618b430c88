"""The shop's services besides selling: addresses, mails, refunds and returns.

Each fault is one line here, beside the code that it breaks.
"""

from __future__ import annotations

from .errors import RefusedError
from .faults import Faults
from .records import CURRENCY, Address, Customer, Order, Refund, Return
from .service_store import ServiceStore
from .store import Store
from .worker import Worker

REFUND_SECONDS = 0.3
"""The seconds before a refund is approved."""


class Service:
    """The service of one shop."""

    def __init__(self, store: Store, faults: Faults, worker: Worker) -> None:
        self.store = ServiceStore(store)
        self._sales = store
        self._faults = faults
        self._worker = worker

    def save_address(self, customer: Customer, address: Address) -> None:
        """Save an address of a customer."""
        if not self._faults.hits("address-not-saved", customer.logins):
            self.store.add_address(customer, address)

    def confirm(self, order: Order) -> None:
        """Send the confirmation of an order, if the customer ordered with an e-mail address."""
        if "@" not in order.customer or self._faults.hits("mail-not-sent", self._logins(order)):
            return
        text = f"Thank you for your order {order.number} over {order.cents / 100:.2f} {CURRENCY}.\n"
        text += f"Your invoice: /api/invoices/{order.number}\n"
        self.store.add_mail(order.customer, f"Your order {order.number}", text)

    def ask_for_refund(self, number: str) -> Refund:
        """Request a refund of an order; a moment later it is approved or rejected."""
        order = self._order(number)
        refund = self.store.add_refund(number, order.cents)
        state = "rejected" if self._faults.hits("refund-rejected", self._logins(order)) else "paid_out"
        self._worker.later(REFUND_SECONDS, lambda: self.store.set_refund(refund, state))
        return refund

    def announce_return(self, number: str, reason: str, photo: bytes) -> Return:
        """Announce a return of goods."""
        order = self._order(number)
        lost = self._faults.hits("photo-lost", self._logins(order))
        return self.store.add_return(number, reason, None if lost else photo)

    def _order(self, number: str) -> Order:
        order = self._sales.order(number)
        if order is None:
            raise RefusedError(404, f"there is no order {number}")
        return order

    def _logins(self, order: Order) -> frozenset[str]:
        known = self._sales.customer(order.customer)
        return known.logins if known else frozenset({order.customer})
