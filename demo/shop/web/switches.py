"""The test switches: turn faults on and off, register customers, and reset the shop. They need no token."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..errors import RefusedError
from ..faults import DESCRIPTIONS
from .incoming import Body, query


def switches(shop: Shop) -> Blueprint:
    """Return the blueprint of /test."""
    api = Blueprint("switches", __name__)
    faults = shop.faults

    @api.get("/faults")
    def all_faults() -> ResponseReturnValue:
        return jsonify(faults=[faults.describe(name) for name in DESCRIPTIONS])

    @api.delete("/faults")
    def no_faults() -> ResponseReturnValue:
        faults.clear()
        return all_faults()

    @api.get("/faults/<name>")
    def one_fault(name: str) -> ResponseReturnValue:
        return jsonify(faults.describe(_known(name)))

    @api.put("/faults/<name>")
    def switch_on(name: str) -> ResponseReturnValue:
        faults.switch_on(_known(name), query("customer"))
        return one_fault(name)

    @api.delete("/faults/<name>")
    def switch_off(name: str) -> ResponseReturnValue:
        faults.switch_off(_known(name), query("customer"))
        return one_fault(name)

    _add_data(api, shop)
    return api


def _add_data(api: Blueprint, shop: Shop) -> None:
    @api.post("/customers")
    def register() -> ResponseReturnValue:
        body = Body()
        email, phone = body.text_or_none("email"), body.text_or_none("phone")
        customer = shop.register(body.text("name"), email, phone, body.text_or_none("password"))
        return jsonify(name=customer.name, email=customer.email, phone=customer.phone), 201

    @api.post("/reset")
    def reset() -> ResponseReturnValue:
        shop.reset()
        return jsonify(status="empty")


def _known(name: str) -> str:
    if name not in DESCRIPTIONS:
        raise RefusedError(404, f"there is no fault {name}; there are {', '.join(DESCRIPTIONS)}")
    return name
