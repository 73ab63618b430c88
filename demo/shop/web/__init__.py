"""The shop over HTTP: the app's calls, the QA team's reads, the test switches, and the app's page."""

from __future__ import annotations

import sqlite3

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ..business import Shop
from ..errors import RefusedError
from .account_api import account_api
from .app_api import app_api
from .backend_api import backend_api
from .mailbox_api import mailbox_api
from .page import page
from .payments_api import payments_api
from .switches import switches


def create_app(shop: Shop, token: str) -> Flask:
    """Return the Flask application of one shop; ``token`` gives testers access to their reads.

    The payment service accepts it as a password, the mailbox as a key.
    """
    app = Flask(__name__, static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.register_blueprint(app_api(shop), url_prefix="/api")
    app.register_blueprint(backend_api(shop, token), url_prefix="/api")
    app.register_blueprint(account_api(shop), url_prefix="/api")
    app.register_blueprint(payments_api(shop, token), url_prefix="/payments")
    app.register_blueprint(mailbox_api(shop, token), url_prefix="/mailbox")
    app.register_blueprint(switches(shop), url_prefix="/test")
    app.register_blueprint(page())
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(sqlite3.IntegrityError, _too_late)
    app.register_error_handler(HTTPException, _http_error)
    return app


def _refused(error: RefusedError) -> ResponseReturnValue:
    return jsonify(error=str(error)), error.status


def _too_late(_error: sqlite3.IntegrityError) -> ResponseReturnValue:
    """Refuse the second of two requests for the same thing; the database accepted only the first."""
    return jsonify(error="somebody else was faster"), 409


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """Return Flask's own errors as JSON, including unknown paths and crashes."""
    return jsonify(error=error.description or error.name), error.code or 500
