"""Make the app's credentials secret as soon as they are seen."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from QuashLibrary.engine.set_cookie import read_set_cookie
from QuashLibrary.language.private_names import is_private_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.traffic.model import AppRequest

_NOTHING = ("null", "undefined", "none", "nil", "false", "[object object]", "bearer", "basic", "digest")
"""Values that apps send as a token if they have none."""


def learn_credentials(request: AppRequest, redactor: Redactor) -> None:
    """Add tokens, keys and cookies of a request and its answer to the redactor.

    They are treated like values that `redact` finds, because a short value such as `dark` would mask other texts, and a
    run may see any number of tokens. In their own places, all of them are masked.
    """
    found = [text for name, value in request.headers for text in _credentials(name.lower(), value)]
    for name, value in request.answer_headers:
        if name.lower() == "set-cookie":
            found += [cookie.value] if (cookie := read_set_cookie(value)) else []
        else:
            found += _credentials(name.lower(), value)
    redactor.learn(text for text in found if text.lower() not in _NOTHING)


def _credentials(name: str, value: str) -> Iterator[str]:
    if name == "cookie":
        yield from (part.partition("=")[2].strip() for part in value.split(";"))
    elif name in ("authorization", "proxy-authorization"):
        scheme, mark, token = value.strip().partition(" ")
        yield token.strip() if mark else scheme
        if scheme.lower() == "basic":
            yield _password(token)
    elif is_private_header(name):
        yield value


def _password(token: str) -> str:
    """Return the password of basic authentication; empty if there is none."""
    try:
        return base64.b64decode(token, validate=True).decode("utf-8").partition(":")[2]
    except ValueError:
        return ""
