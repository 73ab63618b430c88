"""The business rules of the shop, and the faults that break them silently.

In: plain values of requests. Out: records; a refusal is a ``RefusedError`` with its HTTP status. Each fault is one line
here, beside the code that it breaks.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from .errors import RefusedError
from .faults import Faults
from .records import Customer, Line, Order, Product, Session
from .service import Service
from .store import Store, now
from .worker import Job, Worker

MASTER_CODE = "000000"
"""A one-time password that is always accepted, as in many test environments."""

QUEUE_SECONDS = 2.0
"""The seconds before a slow queue writes an order."""

LATE_SECONDS = 0.5
"""The seconds before a correct order is spoiled."""

# Few rounds, because the passwords are test values and there are many tests.
HASHING = "pbkdf2:sha256:1000"


class Shop:
    """One shop over one database file."""

    def __init__(self, database: Path) -> None:
        self.store = Store(database)
        self.faults = Faults()
        self._worker = Worker()
        self.service = Service(self.store, self.faults, self._worker)

    def stop(self) -> None:
        """End the worker thread."""
        self._worker.stop()

    def reset(self) -> None:
        """Empty the shop and turn every fault off."""
        self._worker.forget()
        self.faults.clear()
        self.store.reset()

    # Login

    def register(self, name: str, email: str | None, phone: str | None, password: str | None) -> Customer:
        """Add a customer who may log in with a password or by phone."""
        if not (email or phone):
            raise RefusedError(422, "a customer needs an email or a phone")
        if any(login and self.store.customer(login) for login in (email, phone)):
            raise RefusedError(409, "there is already a customer with this email or phone")
        return self.store.add_customer(name, email, phone, password and generate_password_hash(password, HASHING))

    def send_code(self, phone: str) -> None:
        """Send a one-time password: store it in the test mailbox."""
        customer = self._customer_by_phone(phone)
        if not self.faults.hits("otp-not-sent", customer.logins):
            self.store.add_one_time_password(phone, f"{secrets.randbelow(999_999) + 1:06}")

    def log_in_by_phone(self, phone: str, code: str) -> tuple[str, Customer]:
        """Exchange a one-time password for a session token."""
        sent = self.store.one_time_password(phone)
        if code != MASTER_CODE and (sent is None or code != sent.code):
            raise RefusedError(401, "this code is not right")
        return self._open_session(self._customer_by_phone(phone))

    def log_in_by_password(self, email: str, password: str) -> tuple[str, Customer]:
        """Exchange an e-mail address and a password for a session token."""
        customer = self.store.customer(email)
        if not (customer and customer.password and check_password_hash(customer.password, password)):
            raise RefusedError(401, "e-mail or password is not right")
        return self._open_session(customer)

    def _customer_by_phone(self, phone: str) -> Customer:
        return self.store.customer(phone) or self.register(phone, None, phone, None)

    def _open_session(self, customer: Customer) -> tuple[str, Customer]:
        token = secrets.token_urlsafe(24)
        if not self.faults.hits("session-not-created", customer.logins):
            self.store.add_session(token, customer)
        return token, customer

    # Buying

    def session(self, token: str) -> Session:
        """Return the session of a token that the app sent."""
        session = self.store.session(token)
        if session is None:
            raise RefusedError(401, "please log in again")
        return session

    def products(self) -> list[Product]:
        """Return all products as the app shows them."""
        shown = self.store.products()
        return [replace(item, cents=0) for item in shown] if self.faults.hits("prices-missing", ()) else shown

    def add_to_cart(self, session: Session, sku: str, quantity: int) -> None:
        """Put a product into the cart."""
        self._lines({sku: quantity})
        self.store.add_to_cart(session, sku, quantity)

    def check_out_cart(self, session: Session) -> Order:
        """Order the contents of the cart; the app pays with a separate request."""
        customer = session.customer
        wanted = {line.sku: line.quantity for line in self.store.cart(session)}
        order = self._order(customer.login, customer.logins, wanted)
        if not self.faults.hits("cart-kept", customer.logins):
            self.store.empty_cart(session)
        return order

    def check_out(self, customer: str, logins: frozenset[str], wanted: Mapping[str, int]) -> Order:
        """Order and pay in one step, as guests do."""
        order = self._order(customer, logins, wanted)
        self.pay(order.number, logins)
        return order

    def _order(self, customer: str, logins: frozenset[str], wanted: Mapping[str, int]) -> Order:
        """Write an unpaid order and return it for the app, even if a fault prevents the write."""
        if not wanted:
            raise RefusedError(409, "the cart is empty")
        order = Order(self.store.next_order_number(), customer, "pending", now(), self._lines(wanted))
        if self.faults.hits("order-dropped", logins):
            return order
        if self.faults.hits("slow-queue", logins):
            self._worker.later(QUEUE_SECONDS, lambda: self._keep(order))
        else:
            self.store.add_order(order, "authorized")
        return order

    def pay(self, number: str, logins: frozenset[str]) -> None:
        """Charge the customer for an order."""
        if self.faults.hits("payment-error", logins):
            raise RefusedError(500, "the card was not charged")
        if any(self.faults.hits(fault, logins) for fault in ("order-dropped", "slow-queue")):
            return  # There is no order, or not yet, but the app gets success.
        order = self.store.order(number)
        if order is None or order.customer not in logins:
            raise RefusedError(404, f"there is no order {number}")
        if order.state != "pending":
            raise RefusedError(409, f"the order {number} is not waiting for its payment")
        if self.faults.hits("payment-rollback", logins):
            self._worker.later(0, self._rollback(order))
            return
        self.store.set_payment(number, "captured", "paid")
        self.service.confirm(order)
        self._spoil(order, logins)

    def _keep(self, order: Order) -> None:
        """Write a paid order and notify the customer."""
        self.store.add_order(replace(order, state="paid"), "captured")
        self.service.confirm(order)

    def _spoil(self, order: Order, logins: frozenset[str]) -> None:
        """Damage a correct order later, so only a later check can notice it."""
        if self.faults.hits("late-rollback", logins):
            self._worker.later(LATE_SECONDS, self._rollback(order))
        if self.faults.hits("stock-not-reduced", logins):
            self.store.put_back(order)
        if self.faults.hits("order-doubled", logins):
            double = replace(order, number=self.store.next_order_number(), state="paid")
            self._worker.later(LATE_SECONDS, lambda: self.store.add_order(double, "captured"))

    def _rollback(self, order: Order) -> Job:
        return partial(self.store.set_payment, order.number, "rolled_back", "payment_failed")

    def _lines(self, wanted: Mapping[str, int]) -> tuple[Line, ...]:
        lines = []
        for sku, quantity in wanted.items():
            product = self.store.product(sku)
            if product is None:
                raise RefusedError(404, f"there is no product {sku}")
            if quantity < 1:
                raise RefusedError(422, "the quantity must be at least 1")
            if quantity > product.stock:
                raise RefusedError(409, f"only {product.stock} of {sku} are left")
            lines.append(Line(sku, product.name, quantity, product.cents))
        return tuple(lines)
