"""The account of the logged-in customer, identified by the session's token or, on the web page, its cookie."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..records import Address, Session
from .app_api import customer_as_json
from .incoming import Body


def account_api(shop: Shop) -> Blueprint:
    """Return the blueprint of /api/me."""
    api = Blueprint("account_api", __name__)

    def session() -> Session:
        token = request.authorization.token if request.authorization else request.cookies.get("session")
        return shop.session(token or "")

    @api.get("/me")
    def account() -> ResponseReturnValue:
        customer = session().customer
        addresses = [{"street": item.street, "city": item.city} for item in shop.service.store.addresses(customer)]
        answer = jsonify(customer_as_json(customer) | {"addresses": addresses})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @api.post("/me/addresses")
    def save_address() -> ResponseReturnValue:
        body = Body()
        address = Address(body.text("street"), body.text("city"))
        shop.service.save_address(session().customer, address)
        return jsonify(saved=True, street=address.street, city=address.city), 201

    return api
