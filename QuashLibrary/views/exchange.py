"""An exchange as text: the request as a `curl` to ask again, or the statement, and what came back."""

from QuashLibrary.engine.outcome import Exchange, Fault, Request, Response, Rows, Statement
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.json_display import show
from QuashLibrary.views.curl import curl
from QuashLibrary.views.texts import BODY_LIMIT, body_text, counted, masked_headers, masked_url, shorten, shown


def exchange_text(exchange: Exchange, redactor: Redactor) -> str:
    """Return request and answer, redacted and bounded."""
    if exchange.login:
        told = shown(_answer(exchange.answer), redactor)
        return f"{told}\nThe login that gave none:\n\n{exchange_text(exchange.login, redactor)}"
    before = "".join(f"redirected from {masked_url(url)}\n" for url in exchange.redirected_from)
    asked = request_text(exchange.request, redactor)
    return f"{shown(before, redactor)}{asked}\n\n{shown(_answer(exchange.answer), redactor)}"


def request_text(request: Request | Statement, redactor: Redactor) -> str:
    """Return a request as a command that asks again, a statement with its parameters, redacted and bounded."""
    if isinstance(request, Request):
        return curl(request, redactor)
    lines = [shorten(request.sql.written, BODY_LIMIT)]
    lines += [f":{name} = {show(_parameter(value), BODY_LIMIT)}" for name, value in request.parameters]
    return shown("\n".join(lines), redactor)


def _parameter(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _answer(answer: Response | Rows | Fault) -> str:
    if isinstance(answer, Fault):
        return f"no answer: {answer.message}"
    if isinstance(answer, Rows):
        return f"{counted(answer)}\n\n{body_text(answer.body)}"
    lines = [f"{answer.status} {answer.reason}".strip()]
    lines += [f"{name}: {value}" for name, value in masked_headers(answer.headers)]
    lines += ["", body_text(answer.body) or "(empty body)"]
    lines += [f"({answer.unreadable})"] if answer.unreadable else []
    return "\n".join(lines)
