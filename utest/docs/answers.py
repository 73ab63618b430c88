"""Answers of a backend in which every validation of the example registry passes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from QuashLibrary.engine.outcome import Headers, Response


def _recently() -> str:
    return (datetime.now(UTC) - timedelta(seconds=5)).isoformat()


@dataclass(frozen=True)
class Case:
    """A use of a validation: its inputs and other names that it looks up, and the answer it gets."""

    inputs: dict[str, object] = field(default_factory=dict)
    document: object = None
    text: str = ""
    headers: Headers = (("Content-Type", "application/json"),)
    variables: dict[str, object] = field(default_factory=dict)
    fetched: dict[str, object] = field(default_factory=dict)

    @property
    def response(self) -> Response:
        """The answer."""
        body = self.text or json.dumps(self.document)
        return Response(200, "OK", self.headers, body.encode())


_TEA = {"sku": "tea", "name": "Tea", "quantity": 1, "price": 8.9}
_ORDER = {"number": "A-1001", "state": "paid", "currency": "EUR", "total": 8.9, "items": [_TEA]}
_CHARGE = {
    "state": "captured",
    "amount": "8.90",
    "card": {"brand": "visa", "last4": "4242"},
    "tags": ["checkout", "app"],
}

CASES = {
    "order-created": Case({"order_id": "A-1001"}, _ORDER, fetched={"total": 8.9, "first_sku": "tea"}),
    "order-as-ordered": Case({"order_id": "A-1001"}, _ORDER),
    "no-order-is-stuck": Case({"customer": "ada@shop.example"}, {"orders": [_ORDER, {**_ORDER, "state": "shipped"}]}),
    "latest-otp": Case(
        {"phone": "+4915550100"}, {"code": "123456", "sent_at": _recently()}, fetched={"code": "123456"}
    ),
    "otp-by-mail": Case(
        {"address": "ada@shop.example"},
        {"messages": [{"subject": "Your code", "text": "Your code is 123456.", "received_at": _recently()}]},
        fetched={"code": "123456"},
    ),
    "session-created": Case({"user": "ada"}, {"sessions": [{"user": "ada"}]}),
    "session-is-safe": Case(
        document={},
        headers=(("Set-Cookie", f"session={'s' * 24}; HttpOnly"), ("Cache-Control", "private, no-store")),
        variables={"session_id": "s" * 24},
    ),
    "payment-captured": Case({"order_id": "A-1001", "amount": 8.9}, {"charges": [_CHARGE]}),
    "refund-requested": Case({"order_id": "A-1001"}, {"refunds": [{"note": "Asked for by phone"}]}),
    "stock-reduced": Case({"sku": "tea", "left": 41}, {"in_stock": 41}),
    "shop-is-quick": Case(document={"products": []}),
    "receipt-printable": Case(
        {"order_id": "A-1001"},
        text="Receipt no. R-7 for order A-1001\nThank you",
        headers=(("Content-Type", "text/plain; charset=utf-8"), ("Location", "/receipts/R-7")),
        fetched={"receipt_number": "R-7", "location": "/receipts/R-7"},
    ),
}
