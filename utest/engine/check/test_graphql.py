"""A GraphQL answer with errors fails, although its status is 200."""

import pytest

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from utest.engine.registries import scope_of, used
from utest.engine.servers import answering, response, serving

ERRORS = b'{"data": null, "errors": [{"message": "no such order", "path": ["order", 0]}, {"message": "late"}]}'
REQUEST = "request: {path: /graphql, graphql: {query: '{ order { state } }'}}\n"


def outcome_of(runner: Runner, body: bytes, expect: str = "") -> Outcome:
    """Return the outcome of a query on a server with this answer."""
    with serving(answering(response(body))) as server:
        validation, connection = used(REQUEST + expect, base_url=server.url)
        (outcome,) = runner.run([Call(validation, connection, scope_of(validation))])
    return outcome


def failed(outcome: Outcome) -> list[str]:
    """Return the checks that failed."""
    assert outcome.last is not None
    return [str(check) for check in outcome.last.failed_checks]


def test_errors_are_a_failed_check_of_their_own(runner: Runner) -> None:
    """The check shows each error with its message and its place in the query."""
    reason = failed(outcome_of(runner, ERRORS))
    assert reason == ['errors should be none, were "no such order" (at order.0); "late"']


def test_many_errors_are_counted(runner: Runner) -> None:
    """A thousand errors do not become a thousand lines."""
    (reason,) = failed(outcome_of(runner, b'{"errors": [1, 2, 3, 4, 5]}'))
    assert reason == "errors should be none, were 1; 2; 3 and 2 more"


@pytest.mark.parametrize("body", [b'{"data": {}}', b'{"data": {}, "errors": null}', b'{"data": {}, "errors": []}'])
def test_no_errors_pass(runner: Runner, body: bytes) -> None:
    """Null and an empty list mean that there are no errors."""
    assert outcome_of(runner, body).verdict == "passed"


@pytest.mark.parametrize(
    "expect",
    ['expect: {"$.errors[0].message": no such order}', "expect: {$.errors: {count: 2}}",
     "expect: {json: {errors: [{}, {message: late}]}}", "expect: {\"$['errors']\": {exists: true}}"],
)  # fmt: skip
def test_errors_that_are_expected_pass(runner: Runner, expect: str) -> None:
    """Expectations on the errors in the registry take precedence."""
    assert failed(outcome_of(runner, ERRORS, expect)) == []


def test_what_is_not_json_is_an_error(runner: Runner) -> None:
    """Nobody can know whether such an answer has errors."""
    assert outcome_of(runner, b"<html>").verdict == "error"
