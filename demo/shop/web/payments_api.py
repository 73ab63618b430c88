"""The payment service, a separate backend; it requires a user name and the test environment's password."""

from __future__ import annotations

import hmac

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..errors import RefusedError
from ..records import CURRENCY, Payment, Refund
from .incoming import needed_query


def payments_api(shop: Shop, password: str) -> Blueprint:
    """Return the blueprint of /payments."""
    api = Blueprint("payments_api", __name__)

    @api.before_request
    def demand_password() -> None:
        given = request.authorization.password if request.authorization else None
        if not hmac.compare_digest((given or "").encode(), password.encode()):
            raise RefusedError(401, "the password is missing or wrong")

    @api.get("/charges")
    def charges() -> ResponseReturnValue:
        found = shop.store.payment(needed_query("reference"))
        return jsonify(charges=[_charge(found)] if found else [])

    @api.post("/refunds")
    def ask_for_refund() -> ResponseReturnValue:
        refund = shop.service.ask_for_refund(request.form.get("reference", ""))
        # The link is absolute, so the client need not know the address of this service.
        return jsonify(_refund(refund)), 201, {"Location": f"{request.base_url}/{refund.id}"}

    @api.get("/refunds/<int:number>")
    def refund(number: int) -> ResponseReturnValue:
        found = shop.service.store.refund(number)
        if found is None:
            raise RefusedError(404, "there is no such refund")
        return jsonify(_refund(found))

    return api


def _charge(payment: Payment) -> dict[str, object]:
    card = {"brand": "visa", "last4": "4242", "holder": "A. Customer"}
    money = {"amount": f"{payment.cents / 100:.2f}", "currency": CURRENCY}
    return {"reference": payment.number, "state": payment.state, **money, "card": card, "tags": ["app", "checkout"]}


def _refund(refund: Refund) -> dict[str, object]:
    amount = f"{refund.cents / 100:.2f}"
    return {"id": refund.id, "reference": refund.number, "state": refund.state, "amount": amount, "currency": CURRENCY}
