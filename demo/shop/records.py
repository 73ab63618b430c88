"""Plain data of the shop, as it passes between the store, the business rules and HTTP."""

from __future__ import annotations

from dataclasses import dataclass

CURRENCY = "EUR"


def money(cents: int) -> float:
    """Cents as the number that JSON shows: 2350 becomes 23.5."""
    return round(cents / 100, 2)


@dataclass(frozen=True)
class Customer:
    """Somebody who may log in, by phone, by e-mail or by both."""

    id: int
    name: str
    email: str | None
    phone: str | None
    password: str | None

    @property
    def login(self) -> str:
        """The name under which orders and sessions are filed."""
        return self.email or self.phone or str(self.id)

    @property
    def logins(self) -> frozenset[str]:
        """Every name under which this customer can be asked for."""
        return frozenset(login for login in (self.email, self.phone) if login)


@dataclass(frozen=True)
class Product:
    """What can be bought, and how much of it is left."""

    sku: str
    name: str
    cents: int
    stock: int


@dataclass(frozen=True)
class Session:
    """A login that is stored; its token is known to the app alone."""

    id: int
    customer: Customer
    created_at: str


@dataclass(frozen=True)
class Line:
    """One product of a cart or an order; the price is that of a single piece."""

    sku: str
    name: str
    quantity: int
    cents: int


@dataclass(frozen=True)
class Order:
    """An order as it is stored."""

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
    """What became of the money of one order."""

    number: str
    state: str
    cents: int
    updated_at: str


@dataclass(frozen=True)
class OneTimePassword:
    """A code as it lies in the test mailbox."""

    phone: str
    code: str
    sent_at: str


@dataclass(frozen=True)
class Address:
    """Where a customer wants things sent."""

    street: str
    city: str


@dataclass(frozen=True)
class Mail:
    """An e-mail as it lies in the test mailbox."""

    id: int
    address: str
    subject: str
    text: str
    sent_at: str


@dataclass(frozen=True)
class Refund:
    """Money of an order on its way back."""

    id: int
    number: str
    state: str
    cents: int


@dataclass(frozen=True)
class Return:
    """Goods of an order on their way back, with the photo that the customer took of them."""

    id: int
    number: str
    reason: str
    photo: bytes | None
