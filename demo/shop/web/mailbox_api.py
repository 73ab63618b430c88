"""The test mailbox, a separate backend: it receives all mails of the shop and requires an API key."""

from __future__ import annotations

import hmac

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..business import Shop
from ..errors import RefusedError
from ..records import Mail
from .incoming import needed_query


def mailbox_api(shop: Shop, key: str) -> Blueprint:
    """Return the blueprint of /mailbox."""
    api = Blueprint("mailbox_api", __name__)

    @api.before_request
    def demand_key() -> None:
        if not hmac.compare_digest(request.headers.get("X-Api-Key", "").encode(), key.encode()):
            raise RefusedError(401, "the API key is missing or wrong")

    @api.get("/messages")
    def messages() -> ResponseReturnValue:
        return jsonify(messages=[_message(mail) for mail in shop.service.store.mails(needed_query("to"))])

    return api


def _message(mail: Mail) -> dict[str, object]:
    return {"id": mail.id, "subject": mail.subject, "text": mail.text, "received_at": mail.sent_at}
