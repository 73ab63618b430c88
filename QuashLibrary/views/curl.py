"""A runnable `curl` of a request, with secrets masked: what a tester pastes to ask again."""

import shlex

from QuashLibrary.engine.outcome import Request
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.texts import BODY_LIMIT, masked_headers, masked_url, shown


def curl(request: Request, redactor: Redactor) -> str:
    """Return the command; of a body that is long or not text its size stands instead."""
    words = ["curl", "--globoff"]
    if request.method == "HEAD":
        words.append("--head")
    elif request.method != "GET" or request.body:
        words += ["--request", request.method]
    words.append(masked_url(request.url))
    for name, value in masked_headers(request.headers):
        words += ["--header", f"{name}: {value}"]
    if request.body:
        words += ["--data-raw", _data(request.body)]
    return " ".join(shlex.quote(shown(word, redactor)) for word in words)


def _data(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{len(body):,} bytes>"
    return text if len(text) <= BODY_LIMIT else f"<{len(text):,} characters>"
