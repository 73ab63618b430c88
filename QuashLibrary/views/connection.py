"""What is told of a connection that was checked."""

from http import HTTPStatus

from QuashLibrary.engine.outcome import Outcome, Response, Rows
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.connection_check import connection_trouble
from QuashLibrary.language.durations import show_duration
from QuashLibrary.views.texts import counted, request_line, shown


def connection_message(name: str, outcome: Outcome, redactor: Redactor) -> str:
    """Return one sentence, with the request and its answer where there is one."""
    trouble = connection_trouble(outcome) or "is reachable"
    exchange = outcome.last.exchange if outcome.last else None
    asked = ""
    if exchange is not None and isinstance(exchange.answer, Response):
        status = _status(exchange.answer.status)
        asked = f": {request_line(exchange.request)} -> {status} in {show_duration(exchange.elapsed)}"
    elif exchange is not None and isinstance(exchange.answer, Rows):
        asked = f": {request_line(exchange.request)} -> {counted(exchange.answer)} in {show_duration(exchange.elapsed)}"
    elif exchange is not None:
        asked = f" ({request_line(exchange.request)})"
    return shown(f'Connection "{name}" {trouble}{asked}', redactor)


def _status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
