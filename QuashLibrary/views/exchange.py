"""An exchange as text: the request as a `curl` to ask again, and what came back."""

from QuashLibrary.engine.outcome import Exchange, Fault, Response
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.curl import curl
from QuashLibrary.views.texts import body_text, masked_headers, masked_url, shown


def exchange_text(exchange: Exchange, redactor: Redactor) -> str:
    """Return request and answer, redacted and bounded."""
    if exchange.login:
        told = shown(_answer(exchange.answer), redactor)
        return f"{told}\nThe login that gave none:\n\n{exchange_text(exchange.login, redactor)}"
    before = "".join(f"redirected from {masked_url(url)}\n" for url in exchange.redirected_from)
    return f"{shown(before, redactor)}{curl(exchange.request, redactor)}\n\n{shown(_answer(exchange.answer), redactor)}"


def _answer(answer: Response | Fault) -> str:
    if isinstance(answer, Fault):
        return f"no answer: {answer.message}"
    lines = [f"{answer.status} {answer.reason}".strip()]
    lines += [f"{name}: {value}" for name, value in masked_headers(answer.headers)]
    lines += ["", body_text(answer.body) or "(empty body)"]
    lines += [f"({answer.unreadable})"] if answer.unreadable else []
    return "\n".join(lines)
