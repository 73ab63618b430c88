"""The app's traffic is a source of answers: which requests a validation gets, and when it is an error."""

from collections.abc import Sequence
from typing import Any

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Answer, Exchange, Fault
from QuashLibrary.engine.plan.source import ExchangeContext
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.app.source import AppPlan, AppSource
from QuashLibrary.errors import TrafficError
from QuashLibrary.registry.model import BASE
from QuashLibrary.traffic.model import AppRequest, Recording
from utest.engine.registries import registry_of, scope_of
from utest.traffic.requests_made import made

CLOCK = Clock()


class Recorded:
    """The recorded requests of the app."""

    def __init__(self, *requests: AppRequest, problem: str = "") -> None:
        self.requests = list(requests)
        self._problem = problem

    def recorded(self, connection: str) -> Sequence[AppRequest]:
        """Return the requests, or fail."""
        if self._problem:
            raise TrafficError(self._problem)
        return self.requests


def planned(pattern: str, **values: object) -> AppPlan:
    """Return the plan of a validation."""
    inputs = f", inputs: {{{', '.join(f'{name}: x' for name in values)}}}" if values else ""
    registry = registry_of(
        "connections: {shop: {base_url: 'http://h', app: {listen: 8888}}}\n"
        f"validations: {{sent: {{connection: shop, app_sent: '{pattern}'{inputs}}}}}\n"
    )
    validation, connection = registry.validations["sent"], registry.connections["shop"][BASE]
    spec: Any = validation.request
    http: Any = connection
    return AppSource.plan(spec, validation, http, scope_of(validation, call=values))


def exchange(pattern: str, recording: Recording | None, before: AnswerParts | None = None) -> Exchange:
    """Return the answer to a validation of the app's requests."""
    context = ExchangeContext(CLOCK, 5.0, None, TestCredentials(), before=before, recording=recording)
    return AppSource(CLOCK, Redactor()).exchange(planned(pattern), context)


def document(exchange: Exchange) -> Any:
    """Return the document in an answer."""
    assert isinstance(exchange.answer, Answer)
    return AnswerParts(exchange.answer, 0.0).json


def test_requests_that_match_are_found() -> None:
    """Method and path must match; the query is ignored."""
    recording = Recorded(made("POST /orders?a=1"), made("GET /orders"), made("POST /orders/1"))
    found = document(exchange("POST /orders", recording))
    assert (found["count"], found["requests"][0]["query"]) == (1, {"a": "1"})
    assert document(exchange("* /orders*", recording))["count"] == 3


def test_no_request_is_an_answer_too() -> None:
    """A validation can expect that nothing was sent."""
    assert document(exchange("POST /orders", Recorded())) == {"requests": [], "count": 0}


def test_value_in_the_path_is_looked_up() -> None:
    """Values are looked up as in the path of a request."""
    pattern = planned("GET /orders/${id}", id="A-17").request.pattern
    assert pattern.matches("GET", "/orders/A-17")
    assert not pattern.matches("GET", "/orders/A-18")


def test_counting_starts_at_the_snapshot() -> None:
    """Earlier requests are left out."""
    recording = Recorded(made("POST /a"))
    first = exchange("POST /a", recording)
    assert isinstance(first.answer, Answer)
    recording.requests.append(made("POST /a", 500))
    found = document(exchange("POST /a", recording, AnswerParts(first.answer, 0.0)))
    assert [item["status"] for item in found["requests"]] == [500]


@pytest.mark.parametrize(
    ("recording", "why"),
    [(None, "the app's requests are not recorded in this run"), (Recorded(problem="it died"), "it died")],
)
def test_requests_that_are_not_known_are_an_error(recording: Recording | None, why: str) -> None:
    """Unknown requests do not count as zero."""
    answer = exchange("POST /a", recording).answer
    assert isinstance(answer, Fault)
    assert (answer.kind, str(answer.message)) == ("unreachable", why)


def test_hidden_values_are_in_the_body_but_not_shown() -> None:
    """Log and report mask them."""
    answer = exchange("POST /a", Recorded(made("POST /a", body=b'{"pin": "hidden-7391"}'))).answer
    assert isinstance(answer, Answer)
    assert b"hidden-7391" in answer.body
    assert b"hidden-7391" not in answer.shown_body


def test_description_names_pattern_and_connection() -> None:
    """There is nothing else to show."""
    assert planned("POST /orders").request.description.line == "app_sent POST /orders to shop"
