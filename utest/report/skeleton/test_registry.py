"""A registry that is made of what an app sent: what reads each write back, and what must be in the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from QuashLibrary.report.skeleton.registry import registry_sections, validation_for
from QuashLibrary.report.skeleton.sections import Sections, registry_text
from utest.report.skeleton.requests_of_app import TOKEN, entry, loaded, registry_of, sent

REGISTRY = """\
# A registry to begin with, made by `quash report --skeleton` of traffic.jsonl.
# Each write of the app is read back by a GET, with identifiers from the app's own requests.
# Correct what is marked TODO, and delete what you do not need.
version: 1

connections:
  shop:
    base_url: http://127.0.0.1:8080/api
    app: {listen: 8888}

validations:
  # POST /orders: sent 1 time, in 1 test
  orders-sent:
    description: The app has sent POST /orders.
    connection: shop
    app_sent: POST /orders
    expect: {$.count: {at least: 1}}
    eventually: 10s
    fetch:
      order_id: $.requests[-1].answer.id
      order_session: {from: "$.requests[-1].headers.authorization", secret: true}
      order_total: $.requests[-1].answer.total

  order-created:
    description: What the app sent by POST /orders is stored.
    connection: shop
    needs: "@orders-sent"
    request: GET /orders/${order_id}
    auth: {headers: {Authorization: "${order_session}"}}
    expect:
      status: 200
      $.id: ${order_id}
      $.state: paid
      $.total: ${order_total}
      $.createdAt: {matches: "^[0-9]{4}-[0-9]{2}-[0-9]{2}"}
      $.items: {count: {at least: 1}}
    eventually: 10s

# No test has to be changed for these: run with `--listener QuashLibrary.Listener:THIS_FILE`.
attach:
  # in Shop.Buy
  - validate: order-created
    after: "AppiumLibrary.Click Element    id=pay"

# Left out:
# - POST /taps: neither its request nor its answer names anything that could be read back
"""
ORDER = {"id": 17, "state": "new", "total": 17.8}
STORED = {
    "id": 17,
    "state": "paid",
    "total": 17.8,
    "createdAt": "2026-01-01T12:00:00Z",
    "trace": "6d0f9c8e-1111-2222-3333-444455556666",
    "items": [{"sku": "tea", "price": 8.9}],
}


def test_registry_reads_as_if_written_by_hand(tmp_path: Path) -> None:
    """It has what the app sent, the GET that reads it back, and the few expectations that matter."""
    text = registry_of(
        sent("POST /orders 201", {"note": "please hurry"}, ORDER, headers=TOKEN),
        sent("POST /taps 204", {"kind": "tap"}),
        sent("GET /orders/17 200", None, STORED, headers=TOKEN),
    )
    assert text == REGISTRY
    assert loaded(text, tmp_path).registry.slugs == ("orders-sent", "order-created")


def test_write_without_a_get_is_read_by_what_the_backend_named(tmp_path: Path) -> None:
    """The path is a guess, and so is what is expected: both are marked."""
    text = registry_of(sent("POST /checkout 201", None, {"number": "A-17", "confirmed": True, "total": 17.8}))
    loaded(text, tmp_path)
    assert entry(text, "checkout-stored") == [
        "connection: shop",
        'needs: "@checkout-sent"',
        "request: GET /checkout/${checkout_number}  # TODO: the app sent no GET that reads it back; is this the one?",
        "expect:  # TODO: guessed from what the app sent and was told",
        "  status: 200",
        "  $.number: ${checkout_number}",
        "  $.total: ${checkout_total}",
        "eventually: 10s",
    ]


def test_write_that_names_a_thing_from_before_is_read_by_that(tmp_path: Path) -> None:
    """Its answer names nothing else."""
    text = registry_of(
        sent("POST /checkout 201", None, {"number": "A-17"}),
        sent("POST /payments 201", {"order": "A-17"}, {"order": "A-17", "state": "captured"}),
    )
    loaded(text, tmp_path)
    assert entry(text, "payment-created")[2].startswith("request: GET /payments/${payment_order}  # TODO")
    assert "  $.state: captured" in entry(text, "payment-created")


def test_what_a_user_typed_is_searched_for(tmp_path: Path) -> None:
    """A phone number names no resource."""
    text = registry_of(sent("POST /otp 202", {"phone": "+491700000001"}, {"sent": True}))
    loaded(text, tmp_path)
    assert entry(text, "otp-stored")[2].startswith('request: {path: "/otp", query: {phone: "${otp_phone}"}}  # TODO')


def test_list_must_contain_what_was_made(tmp_path: Path) -> None:
    """What else a query has, such as the number of a page, is left out of it."""
    text = registry_of(
        sent("POST /api/v2/orders 201", {"customer": "ada@shop.example"}, {"number": "A-17"}),
        sent("GET /api/v2/orders?customer=ada%40shop.example&page=2 200", None, {"orders": [{"number": "A-17"}]}),
    )
    loaded(text, tmp_path)
    assert entry(text, "order-created")[2:5] == [
        'request: {path: "/api/v2/orders", query: {customer: "${order_customer}"}}',
        "expect:",
        "  status: 200",
    ]
    assert '  $.orders[*].number: {contains: "${order_number}"}' in entry(text, "order-created")


def test_identifier_of_a_path_is_fetched_from_it(tmp_path: Path) -> None:
    """A part of a thing is read with the thing."""
    text = registry_of(
        sent("PUT /orders/A-17/address 200", {"street": "Main Street"}, {"saved": True}),
        sent("GET /orders/A-17 200", None, {"number": "A-17", "address": {"street": "Main Street"}}),
    )
    loaded(text, tmp_path)
    assert '  order_id: {from: "$.requests[-1].path", matches: "/orders/([^/]+)/address$"}' in entry(
        text, "order-address-change-sent"
    )
    assert entry(text, "order-address-changed")[2:6] == [
        "request: GET /orders/${order_id}",
        "expect:",
        "  status: 200",
        "  $.number: ${order_id}",
    ]
    assert "  $.address.street: ${address_street}" in entry(text, "order-address-changed")


def test_what_was_deleted_must_be_gone(tmp_path: Path) -> None:
    """By the status that the app got when it looked, else by one of those that are usual."""
    text = registry_of(
        sent("DELETE /cards/9 204"),
        sent("GET /cards/9 404", None, {"error": "no such card"}),
        sent("DELETE /friends/77 204"),
        sent("DELETE /cart 204"),
        sent("GET /cart 200", None, {"items": []}),
    )
    loaded(text, tmp_path)
    assert entry(text, "card-deleted")[2:] == [
        "request: GET /cards/${card_id}",
        "expect:",
        "  status: 404",
        "eventually: 10s",
    ]
    assert "  status: [404, 410]" in entry(text, "friend-deleted")
    assert "  $.items: {is empty: true}" in entry(text, "cart-deleted")


def test_login_is_read_back_with_its_own_token(tmp_path: Path) -> None:
    """By a GET that needs a session, most likely one to which the app also writes."""
    text = registry_of(
        sent("POST /login 201", {"email": "ada@shop.example", "password": "***"}, {"token": "***"}),
        sent("GET /products 200", None, {"products": []}, headers=TOKEN),
        sent("POST /cart 201", {"sku": "tea"}, {"total": 8.9}, headers=TOKEN),
        sent("GET /cart 200", None, {"total": 8.9}, headers=TOKEN),
    )
    loaded(text, tmp_path)
    assert '  login_token: {from: "$.requests[-1].answer.token", secret: true}' in entry(text, "login-sent")
    assert entry(text, "session-created")[2:4] == [
        "request: GET /cart  # TODO: a GET that only a session may send; the app also sent GET /products",
        'auth: {bearer: "${login_token}"}',
    ]


@pytest.mark.parametrize(
    ("headers", "auth"),
    [
        (TOKEN, "    auth: {bearer: {env: SHOP_TOKEN}}  # TODO: what testers log in with\n"),
        (
            (("authorization", "Basic ***"),),
            "    auth: {basic: {username: {env: SHOP_USER}, password: {env: SHOP_PASSWORD}}}  # TODO: what testers log"
            " in with\n",
        ),
        (
            (("X-Api-Key", "***"),),
            "    auth: {api_key: {header: X-Api-Key, value: {env: SHOP_API_KEY}}}  # TODO: what testers log in with\n",
        ),
        ((), "    app:"),
    ],
)
def test_guessed_get_is_sent_with_credentials_of_testers(
    headers: tuple[tuple[str, str], ...], auth: str, tmp_path: Path
) -> None:
    """They come from the environment, in the form that the app uses."""
    text = registry_of(sent("POST /checkout 201", None, {"number": "A-17"}, headers=headers))
    loaded(text, tmp_path)
    assert f"api\n{auth}" in text


def test_only_what_holds_for_all_of_several_writes_is_expected(tmp_path: Path) -> None:
    """Answers of one kind may differ."""
    text = registry_of(
        sent("POST /orders 201", None, {"id": 1}),
        sent("GET /orders/1 200", None, {"id": 1, "state": "paid", "currency": "EUR"}),
        sent("POST /orders 201", None, {"id": 2}),
        sent("GET /orders/2 200", None, {"id": 2, "state": "open", "currency": "EUR"}),
    )
    loaded(text, tmp_path)
    assert entry(text, "order-created")[3:-1] == [
        "expect:",
        "  status: 200",
        "  $.id: ${order_id}",
        "  $.currency: EUR",
    ]


def test_get_before_the_write_is_only_proposed(tmp_path: Path) -> None:
    """It shows where to read, and not what must be there."""
    text = registry_of(
        sent("GET /cart 200", None, {"total": 0, "state": "empty"}),
        sent("POST /cart 201", {"sku": "tea"}, {"total": 8.9}),
    )
    loaded(text, tmp_path)
    assert entry(text, "cart-stored")[2].startswith("request: GET /cart  # TODO: the app sent this GET, but not after")
    assert "empty" not in text
    assert "  $.total: ${cart_total}" in entry(text, "cart-stored")


def test_list_that_was_read_before_must_contain_what_was_made(tmp_path: Path) -> None:
    """An answer that has nothing of the write is no help: its GET is not used."""
    before = sent("GET /orders 200", None, [{"id": 1, "state": "paid"}], test="Shop.Look")
    text = registry_of(before, sent("POST /orders 201", None, {"id": 2, "state": "new"}))
    loaded(text, tmp_path)
    assert entry(text, "order-created")[2].startswith("request: GET /orders  # TODO: the app sent this GET")
    assert entry(text, "order-created")[4:-1] == ["  status: 200", '  $[*].id: {contains: "${order_id}"}']

    other = sent("GET /orders 200", None, {"page": "first"}, test="Shop.Look")
    text = registry_of(other, sent("POST /orders 201", None, {"id": 2}))
    loaded(text, tmp_path)
    assert entry(text, "order-created")[2].startswith("request: GET /orders/${order_id}  # TODO: the app sent no GET")


@pytest.mark.parametrize(
    ("requests", "why"),
    [
        (
            [sent("POST /analytics/events 202", {"device": "d-17"}, {"id": 3})],
            "POST /analytics/events: it looks like tele",
        ),
        ([sent("POST /taps 202", {"device": "d-17"})], "POST /taps: neither its request nor its answer names"),
        ([sent("POST /taps 204", {"kind": "tap"})], "POST /taps: neither its request nor its answer names"),
        ([sent("POST /refunds 500", {"order": "A-1"})], "POST /refunds: it never succeeded in this run (500)"),
        ([sent("POST /refunds 0", {"order": "A-1"})], "POST /refunds: it never succeeded in this run (no answer)"),
        ([sent("POST /orders 201", None, {"id": 1}, broken="lost")], "POST /orders: it never succeeded in this run"),
        (
            [sent("POST /graphql 200", {"query": "mutation Add { add }"}, {"data": {"id": 1}})],
            "POST /graphql Add: app_sent knows GraphQL by its path only",
        ),
    ],
)
def test_what_cannot_be_read_back_is_left_out(requests: list[object], why: str, tmp_path: Path) -> None:
    """With the reason, in the registry and on the console."""
    text = registry_of(*requests)  # type: ignore[arg-type]
    assert not loaded(text, tmp_path).registry.slugs
    assert f"\n# Left out:\n# - {why}" in text
    assert any(why in line for line in registry_sections(requests).listing)  # type: ignore[arg-type]


def test_queries_and_reads_are_no_writes(tmp_path: Path) -> None:
    """Nothing is made of them."""
    text = registry_of(
        sent("GET /orders/1 200", None, {"id": 1}), sent("POST /graphql 200", {"query": "{ orders { id } }"}, {"id": 1})
    )
    assert not loaded(text, tmp_path).registry.slugs
    assert "Left out" not in text


def test_redacted_values_are_never_expected(tmp_path: Path) -> None:
    """They are not known, and their masks are no values."""
    text = registry_of(
        sent("POST /users/7/cards 201", {"pin": "***", "holder": "***"}, {"id": 3, "state": "***"}),
        sent("GET /users/7/cards/3 200", None, {"id": 3, "state": "***", "holder": "***", "code": "***"}),
    )
    loaded(text, tmp_path)
    assert "***" not in text
    assert entry(text, "user-card-created")[3:-1] == ["expect:", "  status: 200", "  $.id: ${card_id}"]


def test_values_of_a_run_stay_out_of_the_registry(tmp_path: Path) -> None:
    """Only words for a state are written down: everything else comes from the app's own requests."""
    text = registry_of(
        sent("POST /orders 201", {"email": "ada@shop.example", "iban": "DE0212", "name": "Ada"}, {"id": "X-991"}),
        sent(
            "GET /orders/X-991 200", None, {"id": "X-991", "email": "ada@shop.example", "iban": "DE0212", "name": "Ada"}
        ),
    )
    loaded(text, tmp_path)
    assert not [value for value in ("X-991", "ada@", "DE0212", "Ada") if value in text]


def test_registry_loads_with_any_names_and_values(tmp_path: Path) -> None:
    """Of members, paths, tests, steps and connections."""
    answer = {
        'a"b': "x1",
        "c'd": "x2",
        "e f": "x3",
        "größe": "x4",
        "${x}": "x5",
        "": "x6",
        "a.b": "x7",
        "id": "${x1} %{y2}",
        "1": "x8",
        "on": "x9",
        "state": "true",
        "status": "a: b # c",
    }
    paths = ["/a%20b/c", "/größe", "/${x}", "/%{X}", "/a:b", "/-/_", "/1/2/3", "/null", "/a#b", "//", "/" + "x" * 300]
    step = 'Click Element    xpath=//*[@text="Pay: #1 \\ ${x}"] \t'
    requests = [
        sent(f"{method} {path} 200", answer, answer, test='Shop."A": [1] # {x}', step=step, connection="my: shop #1")
        for path in paths
        for method in ("POST", "GET", "PUT", "GET", "DELETE")
    ]
    loaded(registry_of(*requests), tmp_path)


def test_one_write_has_what_can_be_pasted(tmp_path: Path) -> None:
    """Both validations and where to attach them, for a registry that has the connection."""
    order = sent("POST /orders 201", None, ORDER)
    requests = [order, sent("POST /carts 201", None, {"id": 4}), sent("GET /orders/17 200", None, STORED)]
    text = validation_for(order, requests)
    assert text.startswith("validations:\n  # POST /orders: sent 1 time, in 1 test\n  orders-sent:\n")
    assert text.endswith('  - validate: order-created\n    after: "AppiumLibrary.Click Element    id=pay"')
    assert "carts" not in text
    loaded(f"connections:\n  shop: {{base_url: http://a.example, app: {{listen: 8888}}}}\n{text}\n", tmp_path)


def test_one_write_that_cannot_be_read_back_says_why() -> None:
    """As a comment."""
    event = sent("POST /taps 204", {"kind": "tap"})
    assert validation_for(event, [event]).startswith("# POST /taps: neither its request nor its answer names")
    assert validation_for(event, []) == "# this request is no write of the run"


def test_registry_of_nothing_loads(tmp_path: Path) -> None:
    """It has no validations."""
    assert not loaded(registry_text(Sections(), ["output.xml"]), tmp_path).registry.slugs
