"""Show the result of a connection check in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import status_text
from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.run.connection_check import connection_trouble
from QuashLibrary.language.durations import show_duration
from QuashLibrary.views.texts import shown

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Exchange, Outcome
    from QuashLibrary.engine.redactor import Redactor


def connection_message(name: str, outcome: Outcome, redactor: Redactor) -> str:
    """Return one sentence, with the request and its answer if there are any."""
    trouble = connection_trouble(outcome) or "is reachable"
    exchange = _exchange_line(outcome.last.exchange) if outcome.last else ""
    hint = _hint(outcome.last.exchange) if outcome.last else ""
    return shown(f'Connection "{name}" {trouble}{exchange}{hint}', redactor)


def _hint(exchange: Exchange) -> str:
    return f"\n  {exchange.answer.hint}" if isinstance(exchange.answer, Fault) and exchange.answer.hint else ""


def _exchange_line(exchange: Exchange) -> str:
    question, answer = exchange.request.description.line, exchange.answer
    if isinstance(answer, Fault):
        return f" ({question})"
    status = exchange.answer_line if answer.status is None else status_text(answer.status)
    return f": {question} -> {status} in {show_duration(exchange.elapsed)}"
