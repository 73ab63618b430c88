"""Outcomes for tests of the views."""

from dataclasses import replace
from datetime import UTC, datetime

from QuashLibrary.engine.outcome import Answer, Attempt, Check, Exchange, Fault, Outcome, UiContext, Verdict
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from QuashLibrary.problems import Position

MOMENT = datetime(2026, 1, 1, 12, tzinfo=UTC)
REQUEST = Request("GET", "http://127.0.0.1:8080/api/orders/A-17")
RESPONSE = http_answer(200, "OK", (), b"{}")
UI = UiContext(3, False, "Click Element    accessibility_id=pay")
STATUS = Check("status", "holds", "should be 200", "was 200")
STATE = Check("$.state", "failed", 'should be "paid"', 'was "pending"')


def outcome(
    verdict: Verdict = "failed",
    *checks: Check,
    answer: Answer | Fault = RESPONSE,
    request: Request = REQUEST,
    **more: object,
) -> Outcome:
    """Return an outcome of one exchange that took 12 ms."""
    exchange = Exchange(request, answer, MOMENT, 0.012)
    attempt = Attempt(1, 1, MOMENT, MOMENT, exchange, checks, (), verdict)
    made = Outcome("order-created", verdict, MOMENT, 0.012, Position("validations.yaml", 31), attempts=(attempt,))
    return replace(made, **more)  # type: ignore[arg-type]
