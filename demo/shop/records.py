"""The plain data that the store, the business rules and HTTP exchange."""

from __future__ import annotations

from dataclasses import dataclass

CURRENCY = "EUR"


def money(cents: int) -> float:
    """Convert cents to the number in JSON: 2350 becomes 23.5."""
    return round(cents / 100, 2)


@dataclass(frozen=True)
class Customer:
    """A customer who may log in by phone, by e-mail or by both."""

    id: int
    name: str
    email: str | None
    phone: str | None
    password: str | None

    @property
    def login(self) -> str:
        """The name under which orders and sessions are stored."""
        return self.email or self.phone or str(self.id)

    @property
    def logins(self) -> frozenset[str]:
        """Every name under which this customer can be found."""
        return frozenset(login for login in (self.email, self.phone) if login)


@dataclass(frozen=True)
class Product:
    """An article for sale and its stock."""

    sku: str
    name: str
    cents: int
    stock: int


@dataclass(frozen=True)
class Session:
    """A stored login; only the app knows its token."""

    id: int
    customer: Customer
    created_at: str


@dataclass(frozen=True)
class Line:
    """One product in a cart or an order; the price is per piece."""

    sku: str
    name: str
    quantity: int
    cents: int


@dataclass(frozen=True)
class Order:
    """A stored order."""

    number: str
    customer: str
    state: str
    created_at: str
    lines: tuple[Line, ...]

    @property
    def cents(self) -> int:
        """The sum over all lines."""
        return sum(line.quantity * line.cents for line in self.lines)


@dataclass(frozen=True)
class Payment:
    """The state of the money of one order."""

    number: str
    state: str
    cents: int
    updated_at: str


@dataclass(frozen=True)
class OneTimePassword:
    """A code in the test mailbox."""

    phone: str
    code: str
    sent_at: str


@dataclass(frozen=True)
class Address:
    """A delivery address of a customer."""

    street: str
    city: str


@dataclass(frozen=True)
class Mail:
    """An e-mail in the test mailbox."""

    id: int
    address: str
    subject: str
    text: str
    sent_at: str


@dataclass(frozen=True)
class Refund:
    """A refund of an order."""

    id: int
    number: str
    state: str
    cents: int


@dataclass(frozen=True)
class Return:
    """A return of an order's goods, with the customer's photo of them."""

    id: int
    number: str
    reason: str
    photo: bytes | None
