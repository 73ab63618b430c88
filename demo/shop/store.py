"""The shop's SQL: rows in, records out. It contains no business rules.

Each call opens its own connection, so any thread may call, and the file is free afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .records import CURRENCY, Customer, Line, OneTimePassword, Order, Payment, Product, Session

SCHEMA = Path(__file__).with_name("schema.sql")
FIRST_ORDER = 1001
PRODUCTS = (
    Product("tea", "Green tea", 890, 1000),
    Product("cup", "Tea cup", 1450, 1000),
    Product("honey", "Forest honey", 675, 1000),
)


def now() -> str:
    """Return the current time as the API shows it: ISO 8601 with a zone."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store:
    """The database file of one shop."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.reset()

    def reset(self) -> None:
        """Create all tables again; they contain only the products."""
        with self.connect() as db:
            tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            db.execute("PRAGMA foreign_keys = OFF")
            for (name,) in db.execute(tables).fetchall():
                db.execute(f'DROP TABLE "{name}"')
            db.executescript(SCHEMA.read_text(encoding="utf-8"))
            rows = [(p.sku, p.name, p.cents, p.stock) for p in PRODUCTS]
            db.executemany("INSERT INTO products VALUES (?, ?, ?, ?)", rows)
            db.execute("INSERT OR REPLACE INTO sqlite_sequence VALUES ('order_numbers', ?)", [FIRST_ORDER - 1])

    # Customers and their logins

    def add_customer(self, name: str, email: str | None, phone: str | None, password: str | None) -> Customer:
        """Store a customer; an address or number that already exists raises ``sqlite3.IntegrityError``."""
        sql = "INSERT INTO customers (name, email, phone, password) VALUES (?, ?, ?, ?) RETURNING *"
        with self.connect() as db:
            return Customer(*db.execute(sql, [name, email, phone, password]).fetchone())

    def customer(self, login: str) -> Customer | None:
        """Return the customer with this e-mail address or phone number."""
        with self.connect() as db:
            row = db.execute("SELECT * FROM customers WHERE email = ?1 OR phone = ?1", [login]).fetchone()
        return Customer(*row) if row else None

    def add_one_time_password(self, phone: str, code: str) -> None:
        """Put a code into the test mailbox."""
        sql = "INSERT INTO one_time_passwords (phone, code, sent_at) VALUES (?, ?, ?)"
        with self.connect() as db:
            db.execute(sql, [phone, code, now()])

    def one_time_password(self, phone: str) -> OneTimePassword | None:
        """Return the newest code for a phone."""
        sql = "SELECT phone, code, sent_at FROM one_time_passwords WHERE phone = ? ORDER BY id DESC LIMIT 1"
        with self.connect() as db:
            row = db.execute(sql, [phone]).fetchone()
        return OneTimePassword(*row) if row else None

    def add_session(self, token: str, customer: Customer) -> None:
        """Store a login."""
        sql = "INSERT INTO sessions (token, customer, created_at) VALUES (?, ?, ?)"
        with self.connect() as db:
            db.execute(sql, [token, customer.id, now()])

    def session(self, token: str) -> Session | None:
        """Return the login with this token."""
        found = self._sessions("s.token = ?", token)
        return found[0] if found else None

    def sessions(self, login: str) -> list[Session]:
        """Return all logins of a customer, oldest first."""
        return self._sessions("? IN (c.email, c.phone)", login)

    def _sessions(self, condition: str, value: str) -> list[Session]:
        joined = "sessions s JOIN customers c ON c.id = s.customer"
        # The condition is one of the two above, never a value.
        sql = f"SELECT s.id, s.created_at, c.* FROM {joined} WHERE {condition} ORDER BY s.id"  # noqa: S608
        with self.connect() as db:
            rows = db.execute(sql, [value]).fetchall()
        return [Session(row[0], Customer(*row[2:]), row[1]) for row in rows]

    # Products and carts

    def products(self) -> list[Product]:
        """Return all products."""
        with self.connect() as db:
            return [Product(*row) for row in db.execute("SELECT * FROM products ORDER BY rowid")]

    def product(self, sku: str) -> Product | None:
        """Return one product."""
        with self.connect() as db:
            row = db.execute("SELECT * FROM products WHERE sku = ?", [sku]).fetchone()
        return Product(*row) if row else None

    def add_to_cart(self, session: Session, sku: str, quantity: int) -> None:
        """Put pieces of a product into the cart of a login."""
        sql = (
            "INSERT INTO cart_items VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity"
        )
        with self.connect() as db:
            db.execute(sql, [session.id, sku, quantity])

    def cart(self, session: Session) -> tuple[Line, ...]:
        """Return the cart of a login."""
        sql = (
            "SELECT p.sku, p.name, i.quantity, p.cents FROM cart_items i JOIN products p USING (sku) "
            "WHERE i.session = ? ORDER BY i.rowid"
        )
        with self.connect() as db:
            return tuple(Line(*row) for row in db.execute(sql, [session.id]))

    def cart_of(self, login: str) -> tuple[Line, ...]:
        """Return the carts of all logins of a customer."""
        sql = (
            "SELECT p.sku, p.name, i.quantity, p.cents FROM cart_items i JOIN products p USING (sku) "
            "JOIN sessions s ON s.id = i.session JOIN customers c ON c.id = s.customer "
            "WHERE ? IN (c.email, c.phone) ORDER BY i.rowid"
        )
        with self.connect() as db:
            return tuple(Line(*row) for row in db.execute(sql, [login]))

    def empty_cart(self, session: Session) -> None:
        """Empty the cart of a login."""
        with self.connect() as db:
            db.execute("DELETE FROM cart_items WHERE session = ?", [session.id])

    # Orders and payments

    def next_order_number(self) -> str:
        """Return a number that no other order gets, even if this order is never written."""
        with self.connect() as db:
            (number,) = db.execute("INSERT INTO order_numbers DEFAULT VALUES RETURNING number").fetchone()
        return f"A-{number}"

    def add_order(self, order: Order, payment: str) -> None:
        """Write an order and its payment, and reduce the stock, all in one transaction."""
        with self.connect() as db:
            values = [order.number, order.customer, order.state, CURRENCY, order.cents, order.created_at]
            db.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)", values)
            for line in order.lines:
                item = [order.number, line.sku, line.name, line.quantity, line.cents]
                db.execute("INSERT INTO order_items VALUES (?, ?, ?, ?, ?)", item)
                db.execute("UPDATE products SET stock = stock - ? WHERE sku = ?", [line.quantity, line.sku])
            db.execute("INSERT INTO payments VALUES (?, ?, ?, ?)", [order.number, payment, order.cents, now()])

    def put_back(self, order: Order) -> None:
        """Put the pieces of an order back into stock."""
        with self.connect() as db:
            for line in order.lines:
                db.execute("UPDATE products SET stock = stock + ? WHERE sku = ?", [line.quantity, line.sku])

    def set_payment(self, number: str, payment: str, order: str) -> None:
        """Change the states of a payment and of its order together."""
        with self.connect() as db:
            db.execute("UPDATE payments SET state = ?, updated_at = ? WHERE number = ?", [payment, now(), number])
            db.execute("UPDATE orders SET state = ? WHERE number = ?", [order, number])

    def order(self, number: str) -> Order | None:
        """Return one order."""
        found = self._orders("number = ?", number)
        return found[0] if found else None

    def orders(self, logins: Iterable[str]) -> list[Order]:
        """Return all orders of a customer, oldest first."""
        found = (order for login in logins for order in self._orders("customer = ?", login))
        return sorted(found, key=lambda order: (order.created_at, order.number))

    def _orders(self, condition: str, value: str) -> list[Order]:
        orders = f"SELECT number, customer, state, created_at FROM orders WHERE {condition} ORDER BY rowid"  # noqa: S608
        items = "SELECT sku, name, quantity, cents FROM order_items WHERE number = ? ORDER BY rowid"
        with self.connect() as db:
            return [
                Order(number, customer, state, created, tuple(Line(*item) for item in db.execute(items, [number])))
                for number, customer, state, created in db.execute(orders, [value]).fetchall()
            ]

    def payment(self, number: str) -> Payment | None:
        """Return the payment of one order."""
        with self.connect() as db:
            row = db.execute("SELECT * FROM payments WHERE number = ?", [number]).fetchone()
        return Payment(*row) if row else None

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction."""
        db = sqlite3.connect(self._file, timeout=10)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = OFF")  # The file is needed only during the demonstration.
            with db:
                yield db
        finally:
            db.close()
