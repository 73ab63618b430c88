"""An exchange as text: what was asked, as a command if there is one, and what came back."""

from QuashLibrary.engine.outcome import Answer, Exchange, Fault, Question
from QuashLibrary.engine.redactor import Redactor, masked_headers, masked_url
from QuashLibrary.language.hidden_values import shown_text
from QuashLibrary.views.curl_command import shell_command
from QuashLibrary.views.texts import body_text, shown


def exchange_text(exchange: Exchange, redactor: Redactor) -> str:
    """Return question and answer, redacted and bounded."""
    if exchange.login:
        reason = shown(_answer_text(exchange.answer), redactor)
        return f"{reason}\nThe login that gave none:\n\n{exchange_text(exchange.login, redactor)}"
    before = "".join(f"redirected from {masked_url(url)}\n" for url in exchange.redirected_from)
    question = question_text(exchange.request, redactor)
    return f"{shown(before, redactor)}{question}\n\n{shown(_answer_text(exchange.answer), redactor)}"


def question_text(question: Question, redactor: Redactor) -> str:
    """Return a question as a command that asks again, else as its text; redacted and bounded."""
    description = question.description
    if description.command:
        return shell_command(description.command, redactor)
    return shown(description.text, redactor)


def headers_text(answer: Answer) -> str:
    """Return the headers of an answer, one in each line, without the values that authenticate; not yet redacted."""
    return "\n".join(f"{name}: {shown_text(value)}" for name, value in masked_headers(answer.headers))


def answer_body(answer: Answer) -> str:
    """Return the body of an answer, and why it is not whole; not yet redacted."""
    body = body_text(answer.shown_body) or "(empty body)"
    return f"{body}\n({answer.unreadable})" if answer.unreadable else body


def _answer_text(answer: Answer | Fault) -> str:
    if isinstance(answer, Fault):
        return f"no answer: {answer.message}"
    head = "\n".join(filter(None, [answer.description.subtitle, headers_text(answer)]))
    return f"{head}\n\n{answer_body(answer)}"
