"""The expectations of a connection apply to every successful answer with a body."""

from dataclasses import replace

import pytest

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from utest.engine.registries import scope_of, used
from utest.engine.servers import answering, response, serving

SUCCESS = "expect: {$.success: true, $.version: {type: number}}"
LIE = response(b'{"success": false, "version": 2, "state": "paid"}')


def outcome_of(runner: Runner, answer: bytes, validation: str, *, logs_in: bool = False) -> Outcome:
    """Return the outcome of a validation of the connection."""
    with serving(answering(answer)) as server:
        made, connection = used(validation, SUCCESS, server.url)
        call = replace(Call(made, connection, scope_of(made)), logs_in=logs_in)
        (outcome,) = runner.run([call])
    return outcome


def test_a_validation_fails_by_what_its_connection_expects(runner: Runner) -> None:
    """`{"success": false}` with 200 is not a success; the message points at the connection."""
    outcome = outcome_of(runner, LIE, "request: GET /\nexpect: {$.state: paid}")
    assert outcome.verdict == "failed"
    assert outcome.last is not None
    [check] = outcome.last.failed_checks
    assert str(check) == "$.success should be true, was false"
    assert check.position is not None
    assert check.position.line == 5


def test_a_validation_can_expect_it_otherwise(runner: Runner) -> None:
    """It replaces single keys, and the others still apply."""
    outcome = outcome_of(runner, LIE, "request: GET /\nexpect: {$.success: false}")
    assert outcome.last is not None
    assert [check.subject for check in outcome.last.checks] == ["$.version", "status", "$.success"]
    assert outcome.verdict == "passed"


@pytest.mark.parametrize(
    ("answer", "validation"),
    [
        (LIE, "request: GET /\nconnection_expect: false"),
        (response(b"", "204 No Content"), "request: GET /"),
        (response(b'{"error": "none"}', "404 Not Found"), "request: GET /\nexpect: {status: 404}"),
        (response(b'{"error": "none"}', "404 Not Found"), "request: GET /\nexpect: {status: [2xx, 404]}"),
    ],
)
def test_to_what_it_does_not_apply(runner: Runner, answer: bytes, validation: str) -> None:
    """They do not apply if the validation opts out, if there is no body, or if the answer is not a success."""
    assert outcome_of(runner, answer, validation).verdict == "passed"


def test_a_status_that_is_not_expected_is_the_only_cause(runner: Runner) -> None:
    """The connection's expectations on a success would only repeat it."""
    outcome = outcome_of(runner, response(b"{}", "500 Oops"), "request: GET /")
    assert outcome.last is not None
    assert [check.subject for check in outcome.last.failed_checks] == ["status"]


def test_a_login_is_judged_by_itself(runner: Runner) -> None:
    """Its answer comes from another part of the backend, and its token is proof enough."""
    assert outcome_of(runner, LIE, "request: GET /", logs_in=True).verdict == "passed"


def test_values_in_it_are_looked_up(runner: Runner) -> None:
    """Values are looked up as in any other expectation."""
    with serving(answering(LIE)) as server:
        made, connection = used(
            "inputs: {state: As expected.}\nrequest: GET /", 'expect: {$.state: "${state}"}', server.url
        )
        (outcome,) = runner.run([Call(made, connection, scope_of(made, call={"state": "paid"}))])
    assert outcome.verdict == "passed"
