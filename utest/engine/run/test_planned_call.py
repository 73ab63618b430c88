"""A read-only connection gets no request that may change something."""

from dataclasses import replace

import pytest

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import TokenFrom
from utest.engine.registries import scope_of, used
from utest.engine.servers import Server, answering, response, serving


def outcome_of(runner: Runner, request: str, *, logs_in: bool = False) -> tuple[Outcome, Server]:
    """Return the outcome of a request to a read-only connection, or of a validation that takes its token from it."""
    with serving(answering(response(b'{"token": "token-1"}'))) as server:
        fetch = "\nfetch: {token: $.token}" if logs_in else ""
        validation, connection = used(f"request: {request}{fetch}", "read_only: true", server.url)
        call = Call(validation, connection, scope_of(validation))
        if logs_in:
            asked, _ = used("request: GET /orders")
            asked = replace(asked, slug="asked", auth=TokenFrom("order", asked.position))
            call = Call(asked, connection, scope_of(asked), login=replace(call, logs_in=True))
        (outcome,) = runner.run([call])
    return outcome, server


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_may_change_something_is_not_sent(runner: Runner, method: str) -> None:
    """The message names the connection and the request."""
    outcome, server = outcome_of(runner, f"{method} /orders")
    assert (outcome.verdict, server.requests) == ("error", [])
    assert outcome.problem == (
        f'the connection "shop" is read-only, but {method} may change something; read_only: false allows it'
    )


@pytest.mark.parametrize(
    "request_", ["GET /a", "HEAD /a", "OPTIONS /a", "{path: /a, graphql: {query: '{ order { state } }'}}"]
)
def test_what_only_asks_is_sent(runner: Runner, request_: str) -> None:
    """A GraphQL query only reads, although its method is POST."""
    assert len(outcome_of(runner, request_)[1].requests) == 1


def test_a_mutation_is_not_sent(runner: Runner) -> None:
    """Its first word distinguishes it from a query."""
    outcome, server = outcome_of(runner, "{path: /a, graphql: {query: 'mutation { pay { state } }'}}")
    assert (outcome.verdict, server.requests) == ("error", [])


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ("{path: /a, headers: {X-HTTP-Method-Override: DELETE}}", "X-HTTP-Method-Override: DELETE"),
        ("{path: /a, headers: {x-method-override: put}}", "x-method-override: put"),
        ("{path: /a, graphql: {query: '{ a }'}, headers: {X-HTTP-Method: PATCH}}", "X-HTTP-Method: PATCH"),
        ("GET /a?_method=delete", "_method=delete"),
        ("{path: /a, query: {_method: [GET, DELETE]}}", "_method=DELETE"),
        ("{path: /a, form: {_method: DELETE}}", "_method=DELETE"),
        ("{path: /a, multipart: {_method: DELETE}}", "_method=DELETE"),
    ],
)
def test_a_request_that_names_another_method_is_not_sent(runner: Runner, request_: str, reason: str) -> None:
    """Frameworks route it as if it used that method."""
    outcome, server = outcome_of(runner, request_)
    assert (outcome.verdict, server.requests) == ("error", [])
    assert f'the connection "shop" is read-only, but {reason} may change something' in outcome.problem


def test_a_request_that_names_a_reading_method_is_sent(runner: Runner) -> None:
    """It changes nothing, whichever method the server uses."""
    outcome, server = outcome_of(runner, "{path: /a, query: {_method: GET}, headers: {X-HTTP-Method-Override: HEAD}}")
    assert len(server.requests) == 1, outcome.problem


def test_a_login_is_sent(runner: Runner) -> None:
    """Without its token, nothing could be read."""
    outcome, server = outcome_of(runner, "POST /login", logs_in=True)
    assert outcome.verdict == "passed", outcome.problem
    assert [request.split(b" ")[0] for request in server.requests] == [b"POST", b"GET"]
