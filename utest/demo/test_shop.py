"""The demo shop's answers to the app, and its real data when a fault is on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest

from demo.shop.business import MASTER_CODE
from demo.shop.server import TEST_TOKEN, ShopServer, running_shop
from demo.shop.worker import Job, Worker

ADA = {"name": "Ada", "email": "ada@shop.example", "phone": "+49170555010", "password": "test-password"}
TEA = [{"sku": "tea", "quantity": 2}]


@pytest.fixture
def app(server: ShopServer) -> Iterator[httpx.Client]:
    """Return a client like the app's: no test token, a new shop, and the customer Ada."""
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        assert client.post("/test/reset").status_code == 200
        assert client.post("/test/customers", json=ADA).status_code == 201
        yield client


@pytest.fixture
def backend(server: ShopServer) -> Iterator[httpx.Client]:
    """Return a client for the tester's reads."""
    headers = {"Authorization": f"Bearer {TEST_TOKEN}"}
    with httpx.Client(base_url=f"{server.url}/api", headers=headers, trust_env=False) as client:
        yield client


def break_shop(app: httpx.Client, fault: str, customer: str | None = None) -> None:
    """Turn a fault on."""
    assert app.put(f"/test/faults/{fault}", params={"customer": customer} if customer else None).status_code == 200


def log_in(app: httpx.Client, email: str = ADA["email"]) -> str:
    """Log in as the app does, and return the token."""
    answer = app.post("/api/login", json={"email": email, "password": ADA["password"]})
    assert answer.status_code == 201
    return str(answer.json()["token"])


def check_out(app: httpx.Client, session: dict[str, str]) -> str:
    """Order the contents of the cart as the app does, and return the order's number."""
    answer = app.post("/api/checkout", headers=session)
    assert answer.status_code == 201
    return str(answer.json()["number"])


def pay(app: httpx.Client, session: dict[str, str], number: str) -> httpx.Response:
    """Pay an order, as the app does."""
    return app.post("/api/payments", json={"order": number}, headers=session)


def order_tea(app: httpx.Client, customer: str = ADA["phone"]) -> str:
    """Order as a guest; the answer reports success."""
    answer = app.post("/api/checkout", json={"customer": customer, "items": TEA})
    assert (answer.status_code, answer.json()["confirmed"], answer.json()["total"]) == (201, True, 17.8)
    return str(answer.json()["number"])


def test_cart_is_ordered_and_paid(app: httpx.Client, backend: httpx.Client) -> None:
    """After login, cart, checkout and payment, the order is stored and paid, and the stock is reduced."""
    session = {"Authorization": f"Bearer {log_in(app)}"}
    for sku in ("tea", "tea", "cup"):
        assert app.post("/api/cart", json={"sku": sku}, headers=session).status_code == 201
    assert check_out(app, session) == "A-1001"
    assert backend.get("/payments/A-1001").json()["state"] == "authorized"
    assert pay(app, session, "A-1001").json() == {"order": "A-1001", "state": "captured"}
    order = backend.get("/orders/A-1001").json()
    assert (order["state"], order["currency"], order["total"]) == ("paid", "EUR", 32.3)
    assert (order["customer"], len(order["items"])) == (ADA["email"], 2)
    assert order["items"][0] == {"sku": "tea", "name": "Green tea", "quantity": 2, "price": 8.9}
    assert backend.get("/payments/A-1001").json()["state"] == "captured"
    assert backend.get("/stock/tea").json()["in_stock"] == 998
    assert app.get("/api/cart", headers=session).json()["items"] == []


def test_an_order_is_paid_once_and_by_its_customer(app: httpx.Client, backend: httpx.Client) -> None:
    """A second payment, and one for somebody else's order, are refused."""
    somebody = {"name": "Bob", "email": "bob@shop.example", "password": "test-password"}
    app.post("/test/customers", json=somebody)
    theirs = {"Authorization": f"Bearer {log_in(app, somebody['email'])}"}
    session = {"Authorization": f"Bearer {log_in(app)}"}
    app.post("/api/cart", json={"sku": "tea"}, headers=session)
    number = check_out(app, session)
    assert pay(app, theirs, number).status_code == 404
    assert [pay(app, session, number).status_code for _ in range(2)] == [201, 409]
    assert backend.get(f"/payments/{number}").json()["state"] == "captured"


def test_payment_that_fails(app: httpx.Client, backend: httpx.Client) -> None:
    """payment-error: the payment request gets a 500, and the order is not paid."""
    break_shop(app, "payment-error", ADA["email"])
    session = {"Authorization": f"Bearer {log_in(app)}"}
    app.post("/api/cart", json={"sku": "tea"}, headers=session)
    number = check_out(app, session)
    answer = pay(app, session, number)
    assert (answer.status_code, answer.json()) == (500, {"error": "the card was not charged"})
    assert backend.get(f"/orders/{number}").json()["state"] == "pending"
    assert backend.get(f"/payments/{number}").json()["state"] == "authorized"


@pytest.mark.parametrize("fault", ["order-dropped", "slow-queue", "payment-rollback"])
def test_app_is_told_that_it_has_paid(app: httpx.Client, jobs: list[Job], fault: str) -> None:
    """With any silent fault, the app's payment request is accepted."""
    break_shop(app, fault)
    session = {"Authorization": f"Bearer {log_in(app)}"}
    app.post("/api/cart", json={"sku": "tea"}, headers=session)
    assert pay(app, session, check_out(app, session)).status_code == 201
    assert len(jobs) == (fault != "order-dropped")


def test_orders_are_found_by_either_login(app: httpx.Client, backend: httpx.Client) -> None:
    """A customer's orders are found by phone and by e-mail."""
    number = order_tea(app)
    for login in (ADA["phone"], ADA["email"]):
        answer = backend.get("/orders", params={"customer": login}).json()
        assert [order["number"] for order in answer["orders"]] == [number]


def test_sent_code_logs_in(app: httpx.Client, backend: httpx.Client) -> None:
    """The newest code in the mailbox opens a session; a wrong one does not."""
    phone = ADA["phone"]
    for _ in range(2):
        assert app.post("/api/otp", json={"phone": phone}).status_code == 202
    mail = backend.get("/otp", params={"phone": phone}).json()
    assert datetime.fromisoformat(mail["sent_at"]).tzinfo is not None
    wrong = "999999" if mail["code"] != "999999" else "999998"
    assert app.post("/api/login", json={"phone": phone, "code": wrong}).status_code == 401
    token = app.post("/api/login", json={"phone": phone, "code": mail["code"]}).json()["token"]
    assert backend.get(f"/sessions/{token}").json()["user"] == ADA["email"]
    assert backend.get("/sessions", params={"user": phone}).json()["count"] == 1


def test_rolled_back_payment(app: httpx.Client, backend: httpx.Client, jobs: list[Job]) -> None:
    """payment-rollback: the app gets its confirmation, the order is never paid, and the money goes back."""
    break_shop(app, "payment-rollback")
    number = order_tea(app)
    assert backend.get(f"/orders/{number}").json()["state"] == "pending"
    jobs.pop()()
    assert backend.get(f"/orders/{number}").json()["state"] == "payment_failed"
    assert backend.get(f"/payments/{number}").json()["state"] == "rolled_back"


def test_dropped_order(app: httpx.Client, backend: httpx.Client) -> None:
    """order-dropped: the app gets a number of an order that does not exist."""
    break_shop(app, "order-dropped")
    number = order_tea(app)
    assert backend.get(f"/orders/{number}").status_code == 404
    assert backend.get("/stock/tea").json()["in_stock"] == 1000


def test_code_that_is_not_sent(app: httpx.Client, backend: httpx.Client) -> None:
    """otp-not-sent: the app gets success, the mailbox is empty, and the master code hides it."""
    break_shop(app, "otp-not-sent")
    phone = ADA["phone"]
    assert app.post("/api/otp", json={"phone": phone}).json()["sent"] is True
    assert backend.get("/otp", params={"phone": phone}).status_code == 404
    assert app.post("/api/login", json={"phone": phone, "code": MASTER_CODE}).status_code == 201


def test_session_that_is_not_created(app: httpx.Client, backend: httpx.Client) -> None:
    """session-not-created: the app gets a token that the backend does not know."""
    break_shop(app, "session-not-created")
    token = log_in(app)
    assert backend.get(f"/sessions/{token}").status_code == 404
    assert backend.get("/sessions", params={"user": ADA["email"]}).json()["sessions"] == []


def test_slow_queue(app: httpx.Client, backend: httpx.Client, jobs: list[Job]) -> None:
    """slow-queue: the order does not exist at its confirmation; later it exists and is paid."""
    break_shop(app, "slow-queue")
    number = order_tea(app)
    assert backend.get(f"/orders/{number}").status_code == 404
    jobs.pop()()
    assert backend.get(f"/orders/{number}").json()["state"] == "paid"


def test_late_rollback(app: httpx.Client, backend: httpx.Client, jobs: list[Job]) -> None:
    """late-rollback: the order is paid at first, but not later."""
    break_shop(app, "late-rollback")
    number = order_tea(app)
    assert backend.get(f"/orders/{number}").json()["state"] == "paid"
    jobs.pop()()
    assert backend.get(f"/orders/{number}").json()["state"] == "payment_failed"
    assert backend.get(f"/payments/{number}").json()["state"] == "rolled_back"


def test_doubled_order(app: httpx.Client, backend: httpx.Client, jobs: list[Job]) -> None:
    """order-doubled: the customer has one order, and later a copy of it."""
    break_shop(app, "order-doubled")
    customer = backend.get(f"/orders/{order_tea(app)}").json()["customer"]
    assert backend.get("/orders", params={"customer": customer}).json()["count"] == 1
    jobs.pop()()
    first, second = backend.get("/orders", params={"customer": customer}).json()["orders"]
    assert first["number"] != second["number"]
    assert first["items"] == second["items"]


def test_worker_does_jobs_in_the_order_of_their_time() -> None:
    """Jobs run by due time, a broken job does not stop the others, and stop ends the thread."""
    worker, done, early = Worker(), threading.Event(), threading.Event()
    seen: list[bool] = []
    worker.later(0.02, lambda: seen.append(early.is_set()))
    worker.later(0.03, done.set)
    worker.later(0, lambda: 1 / 0)
    worker.later(0, early.set)
    assert done.wait(10)
    worker.stop()
    assert seen == [True]


def test_fault_for_one_customer(app: httpx.Client, backend: httpx.Client) -> None:
    """A fault for one customer, named by either login, does not affect others and can be turned off."""
    break_shop(app, "order-dropped", ADA["email"])
    assert backend.get(f"/orders/{order_tea(app, ADA['phone'])}").status_code == 404
    assert backend.get(f"/orders/{order_tea(app, 'somebody else')}").status_code == 200
    listed = {fault["name"]: fault for fault in app.get("/test/faults").json()["faults"]}
    assert (listed["order-dropped"]["on"], listed["order-dropped"]["customers"]) == (False, [ADA["email"]])
    app.delete("/test/faults/order-dropped", params={"customer": ADA["email"]})
    assert backend.get(f"/orders/{order_tea(app)}").status_code == 200


def test_reset_empties_the_shop(app: httpx.Client, backend: httpx.Client) -> None:
    """A reset removes all orders, customers and faults, and order numbers start again."""
    number = order_tea(app)
    break_shop(app, "order-dropped")
    app.post("/test/reset")
    assert backend.get(f"/orders/{number}").status_code == 404
    assert (order_tea(app), backend.get(f"/orders/{number}").status_code) == (number, 200)


@pytest.mark.parametrize("path", ["orders/A-1", "orders?customer=x", "otp?phone=1", "sessions?user=x", "stock/tea"])
def test_backend_reads_need_the_token(app: httpx.Client, path: str) -> None:
    """Without the test environment's token, every read is refused in JSON."""
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = app.get(f"/api/{path}", headers=headers)
        assert (answer.status_code, list(answer.json())) == (401, ["error"])


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/login", {"email": "nobody@shop.example", "password": "x"}, 401),
        ("POST", "/api/login", {"email": 1, "password": "x"}, 422),
        ("POST", "/api/login", [], 400),
        ("POST", "/api/checkout", {"customer": "x", "items": []}, 409),
        ("POST", "/api/checkout", {"customer": "x", "items": [{"sku": "coffee"}]}, 404),
        ("POST", "/api/checkout", {"customer": "x", "items": [{"sku": "tea", "quantity": 0}]}, 422),
        ("POST", "/api/checkout", {"customer": "x", "items": [{"sku": "tea", "quantity": 5000}]}, 409),
        ("POST", "/api/checkout", {"customer": "x", "items": [{"sku": "tea", "quantity": True}]}, 422),
        ("POST", "/test/customers", ADA, 409),
        ("PUT", "/test/faults/earthquake", None, 404),
        ("GET", "/api/cart", None, 401),
        ("POST", "/api/payments", {"order": "A-1001"}, 401),
        ("GET", "/api/nothing", None, 404),
        ("DELETE", "/api/health", None, 405),
    ],
)
def test_refusals_are_json(app: httpx.Client, method: str, path: str, body: object, status: int) -> None:
    """Every error gets a fitting status and a JSON object with the reason."""
    answer = app.request(method, path, json=body) if body is not None else app.request(method, path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_page_shows_the_app_of_the_phone(app: httpx.Client) -> None:
    """The web page loads the module of screens that the simulated phone runs."""
    assert 'src="/app/page.mjs"' in app.get("/app").text
    module = app.get("/app/shop-app.mjs")
    assert (module.status_code, module.headers["content-type"].split(";")[0]) == (200, "text/javascript")


def test_stop_ends_every_thread() -> None:
    """A stopped shop leaves no thread and no listener behind."""
    before = set(threading.enumerate())
    with running_shop() as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        order_tea(client)
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) <= before
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url, trust_env=False)
