"""The app's calls: login, products, cart, checkout and payment. A session token identifies the customer."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..records import CURRENCY, Customer, Line, Order, Session, money
from .incoming import Body


def app_api(shop: Shop) -> Blueprint:
    """Return the blueprint of the app's calls."""
    api = Blueprint("app_api", __name__)

    @api.get("/health")
    def health() -> ResponseReturnValue:
        return jsonify(status="ok", products=len(shop.store.products()))

    @api.get("/products")
    def products() -> ResponseReturnValue:
        listed = [{"sku": p.sku, "name": p.name, "price": money(p.cents)} for p in shop.products()]
        answer = jsonify(currency=CURRENCY, products=listed)
        answer.add_etag()
        return answer.make_conditional(request)

    @api.post("/otp")
    def send_code() -> ResponseReturnValue:
        phone = Body().text("phone")
        shop.send_code(phone)
        return jsonify(phone=phone, sent=True), 202

    @api.post("/login")
    def log_in() -> ResponseReturnValue:
        body = Body()
        if body.has("phone"):
            token, customer = shop.log_in_by_phone(body.text("phone"), body.text("code"))
        else:
            token, customer = shop.log_in_by_password(body.text("email"), body.text("password"))
        answer = jsonify(token=token, customer=customer_as_json(customer))
        answer.set_cookie("session", token, httponly=True, samesite="Lax")
        return answer, 201

    _add_cart(api, shop)
    return api


def _add_cart(api: Blueprint, shop: Shop) -> None:
    def session() -> Session:
        token = request.authorization.token if request.authorization else None
        return shop.session(token or "")

    def cart(status: int) -> ResponseReturnValue:
        return jsonify(cart_as_json(shop.store.cart(session()))), status

    @api.get("/cart")
    def show_cart() -> ResponseReturnValue:
        return cart(200)

    @api.post("/cart")
    def add_to_cart() -> ResponseReturnValue:
        body = Body()
        shop.add_to_cart(session(), body.text("sku"), body.integer("quantity", 1))
        return cart(201)

    @api.delete("/cart")
    def empty_cart() -> ResponseReturnValue:
        shop.store.empty_cart(session())
        return cart(200)

    @api.post("/checkout")
    def check_out() -> ResponseReturnValue:
        """Order the cart of a session or, with a body, the items of a guest."""
        if not request.get_data():
            return jsonify(_confirmation(shop.check_out_cart(session()))), 201
        body = Body()
        name = body.text("customer")
        known = shop.store.customer(name)
        order = shop.check_out(name, known.logins if known else frozenset({name}), body.quantities("items"))
        return jsonify(_confirmation(order)), 201

    @api.post("/payments")
    def pay() -> ResponseReturnValue:
        """Pay an order of the session's customer by card."""
        logins, number = session().customer.logins, Body().text("order")
        shop.pay(number, logins)
        return jsonify(order=number, state="captured"), 201


def customer_as_json(customer: Customer) -> dict[str, object]:
    """Return a customer as the app sees it."""
    return {"name": customer.name, "email": customer.email, "phone": customer.phone}


def cart_as_json(lines: tuple[Line, ...]) -> dict[str, object]:
    """Return a cart and its total."""
    total = sum(line.quantity * line.cents for line in lines)
    return {"currency": CURRENCY, "total": money(total), "items": [line_as_json(line) for line in lines]}


def _confirmation(order: Order) -> dict[str, object]:
    return {"number": order.number, "confirmed": True, "currency": CURRENCY, "total": money(order.cents)}


def line_as_json(line: Line) -> dict[str, object]:
    """Return one line of a cart or an order."""
    return {"sku": line.sku, "name": line.name, "quantity": line.quantity, "price": money(line.cents)}
