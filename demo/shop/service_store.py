"""The SQL of everything after a sale: rows in, records out. ``store`` contains the SQL of selling."""

from __future__ import annotations

from .records import Address, Customer, Mail, Refund, Return
from .store import Store, now


class ServiceStore:
    """Addresses, mails, refunds and returns in the file of a shop's store."""

    def __init__(self, store: Store) -> None:
        self._connect = store.connect

    def add_address(self, customer: Customer, address: Address) -> None:
        """Add an address of a customer."""
        with self._connect() as db:
            db.execute("INSERT INTO addresses VALUES (?, ?, ?)", [customer.id, address.street, address.city])

    def addresses(self, customer: Customer) -> list[Address]:
        """Return the addresses of a customer, oldest first."""
        sql = "SELECT street, city FROM addresses WHERE customer = ? ORDER BY rowid"
        with self._connect() as db:
            return [Address(*row) for row in db.execute(sql, [customer.id])]

    def add_mail(self, address: str, subject: str, text: str) -> None:
        """Put an e-mail into the test mailbox."""
        sql = "INSERT INTO mails (address, subject, text, sent_at) VALUES (?, ?, ?, ?)"
        with self._connect() as db:
            db.execute(sql, [address, subject, text, now()])

    def mails(self, address: str) -> list[Mail]:
        """Return the e-mails to an address, newest first."""
        with self._connect() as db:
            rows = db.execute("SELECT * FROM mails WHERE address = ? ORDER BY id DESC", [address]).fetchall()
        return [Mail(*row) for row in rows]

    def add_refund(self, number: str, cents: int) -> Refund:
        """Store a request for a refund."""
        sql = "INSERT INTO refunds (number, state, cents) VALUES (?, 'requested', ?) RETURNING *"
        with self._connect() as db:
            return Refund(*db.execute(sql, [number, cents]).fetchone())

    def set_refund(self, refund: Refund, state: str) -> None:
        """Change the state of a refund."""
        with self._connect() as db:
            db.execute("UPDATE refunds SET state = ? WHERE id = ?", [state, refund.id])

    def refund(self, number: int) -> Refund | None:
        """Return one refund."""
        with self._connect() as db:
            row = db.execute("SELECT * FROM refunds WHERE id = ?", [number]).fetchone()
        return Refund(*row) if row else None

    def add_return(self, number: str, reason: str, photo: bytes | None) -> Return:
        """Store a return of an order's goods."""
        sql = "INSERT INTO returns (number, reason, photo) VALUES (?, ?, ?) RETURNING *"
        with self._connect() as db:
            return Return(*db.execute(sql, [number, reason, photo]).fetchone())
