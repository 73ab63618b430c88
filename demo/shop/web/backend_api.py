"""The QA team's reads, which show what really happened; they require the test environment's bearer token."""

from __future__ import annotations

import hmac

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..errors import RefusedError
from ..records import CURRENCY, Order, Session, money
from .app_api import cart_as_json, line_as_json
from .incoming import needed_query


def backend_api(shop: Shop, token: str) -> Blueprint:
    """Return the blueprint of the reads; without the token, each answers with 401."""
    api = Blueprint("backend_api", __name__)
    store = shop.store

    @api.before_request
    def demand_token() -> None:
        given = request.authorization.token if request.authorization else None
        if not hmac.compare_digest((given or "").encode(), token.encode()):
            raise RefusedError(401, "the bearer token of the test environment is missing or wrong")

    @api.get("/otp")
    def newest_code() -> ResponseReturnValue:
        phone = needed_query("phone")
        found = store.one_time_password(phone)
        if found is None:
            raise RefusedError(404, f"no code was sent to {phone}")
        return jsonify(phone=found.phone, code=found.code, sent_at=found.sent_at)

    @api.get("/sessions")
    def sessions() -> ResponseReturnValue:
        user = needed_query("user")
        found = [_session(session) for session in store.sessions(user)]
        return jsonify(user=user, count=len(found), sessions=found)

    @api.get("/sessions/<session_token>")
    def session(session_token: str) -> ResponseReturnValue:
        found = store.session(session_token)
        if found is None:
            raise RefusedError(404, "there is no such session")
        return jsonify(_session(found))

    _add_orders(api, shop)
    _add_papers(api, shop)
    _add_stock_and_payments(api, shop)
    return api


def _add_orders(api: Blueprint, shop: Shop) -> None:
    store = shop.store

    @api.get("/carts")
    def cart() -> ResponseReturnValue:
        return jsonify(cart_as_json(store.cart_of(needed_query("customer"))))

    @api.get("/orders")
    def orders() -> ResponseReturnValue:
        name = needed_query("customer")
        known = store.customer(name)
        found = [_order(order) for order in store.orders(known.logins if known else {name})]
        return jsonify(customer=name, count=len(found), orders=found)

    @api.get("/orders/<number>")
    def order(number: str) -> ResponseReturnValue:
        found = store.order(number)
        if found is None:
            raise RefusedError(404, f"there is no order {number}")
        return jsonify(_order(found))


def _add_papers(api: Blueprint, shop: Shop) -> None:
    @api.get("/invoices/<number>")
    def invoice(number: str) -> ResponseReturnValue:
        found = shop.store.order(number)
        if found is None:
            raise RefusedError(404, f"there is no order {number}")
        head = {"Content-Type": "text/plain; charset=utf-8", "Content-Disposition": f'inline; filename="{number}.txt"'}
        return _invoice(found), head

    @api.post("/returns")
    def announce_return() -> ResponseReturnValue:
        number, reason, photo = (
            request.form.get("order", ""),
            request.form.get("reason", ""),
            request.files.get("photo"),
        )
        if photo is None:
            raise RefusedError(422, "a return needs a photo")
        made = shop.service.announce_return(number, reason, photo.read())
        kept = made.photo is not None and {"name": photo.filename, "type": photo.mimetype, "bytes": len(made.photo)}
        return jsonify(number=f"R-{made.id}", order=number, reason=reason, photo=kept or None), 201


def _add_stock_and_payments(api: Blueprint, shop: Shop) -> None:
    @api.get("/payments/<number>")
    def payment(number: str) -> ResponseReturnValue:
        found = shop.store.payment(number)
        if found is None:
            raise RefusedError(404, f"there is no payment for {number}")
        answer = {"order": number, "state": found.state, "currency": CURRENCY, "amount": money(found.cents)}
        return jsonify(answer | {"updated_at": found.updated_at})

    @api.get("/stock/<sku>")
    def stock(sku: str) -> ResponseReturnValue:
        found = shop.store.product(sku)
        if found is None:
            raise RefusedError(404, f"there is no product {sku}")
        return jsonify(sku=sku, name=found.name, in_stock=found.stock)


def _session(session: Session) -> dict[str, object]:
    return {"id": session.id, "user": session.customer.login, "created_at": session.created_at}


def _order(order: Order) -> dict[str, object]:
    return {
        "number": order.number,
        "state": order.state,
        "currency": CURRENCY,
        "total": money(order.cents),
        "items": [line_as_json(line) for line in order.lines],
        "customer": order.customer,
        "created_at": order.created_at,
    }


def _invoice(order: Order) -> str:
    lines = [
        f"{line.quantity} x {line.name}  {line.quantity * line.cents / 100:.2f} {CURRENCY}" for line in order.lines
    ]
    total = f"Total  {order.cents / 100:.2f} {CURRENCY}"
    return "\n".join([f"Invoice {order.number}", *lines, total, "Thank you for shopping with us."]) + "\n"
