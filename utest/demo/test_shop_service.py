"""The demo shop's mails, refunds, returns and addresses, without and with a fault."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from demo.shop.server import TEST_TOKEN, ShopServer
from demo.shop.worker import Job

ADA = {"name": "Ada", "email": "ada@shop.example", "phone": "+49170555010", "password": "test-password"}


@pytest.fixture
def shop(server: ShopServer) -> Iterator[httpx.Client]:
    """Return a client of a new shop with the customer Ada; it sends all tokens."""
    headers = {"Authorization": f"Bearer {TEST_TOKEN}", "X-Api-Key": TEST_TOKEN}
    with httpx.Client(base_url=server.url, trust_env=False, headers=headers) as client:
        client.post("/test/reset")
        client.post("/test/customers", json=ADA)
        yield client


def order(shop: httpx.Client, fault: str = "") -> str:
    """Order as Ada with a fault on, and return the order's number."""
    if fault:
        shop.put(f"/test/faults/{fault}", params={"customer": ADA["email"]}).raise_for_status()
    wanted = {"customer": ADA["email"], "items": [{"sku": "cup", "quantity": 1}]}
    return str(shop.post("/api/checkout", json=wanted).raise_for_status().json()["number"])


@pytest.mark.parametrize(("fault", "mails"), [("", 1), ("mail-not-sent", 0)])
def test_an_order_is_confirmed_by_mail(shop: httpx.Client, fault: str, mails: int) -> None:
    """The customer gets exactly one confirmation mail."""
    number = order(shop, fault)
    found = shop.get("/mailbox/messages", params={"to": ADA["email"]}).json()["messages"]
    assert [mail["subject"] for mail in found] == [f"Your order {number}"] * mails


@pytest.mark.parametrize(("fault", "state"), [("", "paid_out"), ("refund-rejected", "rejected")])
def test_a_refund_is_decided_a_moment_later(shop: httpx.Client, jobs: list[Job], fault: str, state: str) -> None:
    """A refund is first requested, and approved or rejected later."""
    auth = ("qa-robot", TEST_TOKEN)
    asked = shop.post("/payments/refunds", data={"reference": order(shop, fault)}, auth=auth)
    assert (asked.status_code, asked.json()["state"]) == (201, "requested")
    [decide] = jobs
    decide()
    assert shop.get(asked.headers["Location"], auth=auth).json()["state"] == state


@pytest.mark.parametrize(
    ("fault", "kept"), [("", {"name": "a.svg", "type": "image/svg+xml", "bytes": 3}), ("photo-lost", None)]
)
def test_a_return_has_a_photo(shop: httpx.Client, fault: str, kept: object) -> None:
    """A return contains the photo; with the fault it is accepted without the photo."""
    files = {"photo": ("a.svg", b"abc", "image/svg+xml")}
    answer = shop.post("/api/returns", data={"order": order(shop, fault), "reason": "broken"}, files=files)
    assert (answer.status_code, answer.json()["photo"]) == (201, kept)


@pytest.mark.parametrize(("fault", "kept"), [("", 1), ("address-not-saved", 0)])
def test_an_address_is_kept(shop: httpx.Client, fault: str, kept: int) -> None:
    """A saved address can be read with the session's token or its cookie."""
    order(shop, fault)
    login = shop.post("/api/login", json={"email": ADA["email"], "password": ADA["password"]})
    bearer = {"Authorization": f"Bearer {login.json()['token']}"}
    shop.post(
        "/api/me/addresses", json={"street": "Lime Street 4", "city": "Teatown"}, headers=bearer
    ).raise_for_status()
    assert len(shop.get("/api/me", headers=bearer).json()["addresses"]) == kept
    del shop.headers["Authorization"]  # The client has kept the cookie of the login.
    assert shop.get("/api/me").json()["name"] == ADA["name"]


@pytest.mark.parametrize(("fault", "left"), [("", 999), ("stock-not-reduced", 1000)])
def test_stock_is_reduced(shop: httpx.Client, fault: str, left: int) -> None:
    """The stock is reduced by the bought quantity."""
    order(shop, fault)
    assert shop.get("/api/stock/cup").json()["in_stock"] == left


@pytest.mark.parametrize("path", ["/payments/charges", "/mailbox/messages", "/api/me", "/api/carts"])
def test_nothing_is_read_without_a_key(server: ShopServer, path: str) -> None:
    """Each service requires its own key."""
    assert httpx.get(f"{server.url}{path}", trust_env=False).status_code == 401


def test_an_invoice_is_a_text(shop: httpx.Client) -> None:
    """The invoice is a text file with the total and a name."""
    number = order(shop)
    invoice = shop.get(f"/api/invoices/{number}")
    assert f"Invoice {number}" in invoice.text
    assert "Total  14.50 EUR" in invoice.text
    assert shop.get("/api/invoices/A-0").status_code == 404


def test_the_list_of_products_can_be_kept(shop: httpx.Client) -> None:
    """A client with the current list gets 304 until the list changes."""
    kept = {"If-None-Match": shop.get("/api/products").headers["ETag"]}
    assert shop.get("/api/products", headers=kept).status_code == 304
    shop.put("/test/faults/prices-missing")
    assert shop.get("/api/products", headers=kept).json()["products"][0]["price"] == 0
