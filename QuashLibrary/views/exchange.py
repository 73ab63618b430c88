"""Show an exchange as text: the request, as a command if there is one, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.redactor import masked_headers, masked_url
from QuashLibrary.language.hidden_values import shown_text
from QuashLibrary.views.curl_command import shell_command
from QuashLibrary.views.texts import body_excerpt, body_text, shown

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Answer, Exchange, Question
    from QuashLibrary.engine.redactor import Redactor


def exchange_text(exchange: Exchange, redactor: Redactor) -> str:
    """Return the request and the answer, redacted and limited in length."""
    if exchange.login:
        reason = shown(_answer_text(exchange.answer), redactor)
        return f"{reason}\nThe login that returned no token:\n\n{exchange_text(exchange.login, redactor)}"
    question = question_text(exchange.request, redactor)
    answer = shown(_answer_text(exchange.answer), redactor)
    return f"{_redirects(exchange, redactor)}{question}\n\n{answer}"


def exchange_excerpt(exchange: Exchange, redactor: Redactor, question: str = "") -> str:
    """Return the request and the beginning of its answer, redacted; `question` is the request's text if known."""
    if exchange.login or isinstance(exchange.answer, Fault):
        return exchange_text(exchange, redactor)
    why = exchange.answer.unreadable
    answer = shown(body_excerpt(exchange.answer.shown_body).rstrip() + (f"\n({why})" if why else ""), redactor)
    question = question or question_text(exchange.request, redactor)
    return f"{_redirects(exchange, redactor)}{question}\n\n{answer}"


def command_text(exchange: Exchange, redactor: Redactor) -> str:
    """Return the command that repeats the request; empty if there is none."""
    command = exchange.request.description.command
    return shell_command(command, redactor) if command else ""


def question_text(question: Question, redactor: Redactor) -> str:
    """Return a request as a command that repeats it, else as its text; redacted and limited in length."""
    description = question.description
    if description.command:
        return shell_command(description.command, redactor)
    return shown(description.text, redactor)


def headers_text(answer: Answer) -> str:
    """Return the headers of an answer, one per line, without authenticating values; not yet redacted."""
    return "\n".join(f"{name}: {shown_text(value)}" for name, value in masked_headers(answer.headers))


def answer_body(answer: Answer) -> str:
    """Return the body of an answer, and why it is incomplete; not yet redacted."""
    body = body_text(answer.shown_body) or "(empty body)"
    return f"{body}\n({answer.unreadable})" if answer.unreadable else body


def _redirects(exchange: Exchange, redactor: Redactor) -> str:
    """Return the URLs that redirected the request, one per line."""
    lines = "".join(f"redirected from {masked_url(url)}\n" for url in exchange.redirected_from)
    return shown(lines, redactor) if lines else ""


def _answer_text(answer: Answer | Fault) -> str:
    if isinstance(answer, Fault):
        return f"no answer: {answer.message}"
    head = "\n".join(filter(None, [answer.description.subtitle, headers_text(answer)]))
    return f"{head}\n\n{answer_body(answer)}"
