"""The answer to its check shows whether a connection can be used."""

import pytest

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.connection_check import check_of, connection_trouble
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.views.connection import connection_message
from utest.engine.registries import scope_of, used
from utest.engine.servers import Peer, Serve, Server, answering, response, serving


def checked(runner: Runner, serve: Serve, connection: str = "", path: str = "") -> tuple[Outcome, Server]:
    """Return the outcome of checking a connection to a server."""
    with serving(serve) as server:
        _, its_connection = used("request: GET /", connection, server.url + path)
        check = check_of(its_connection)
        (outcome,) = runner.run([Call(check, its_connection, scope_of(check))])
    return outcome, server


@pytest.mark.parametrize("status", [200, 204, 302, 400, 404, 405, 429])
def test_any_other_answer_is_that_of_a_backend(runner: Runner, status: int) -> None:
    """The requested resource need not exist."""
    outcome, server = checked(runner, answering(response(b"", f"{status} x")))
    assert connection_trouble(outcome) == ""
    assert connection_message("shop", outcome, Redactor()).startswith(
        f'Connection "shop" is reachable: GET {server.url}'
    )


@pytest.mark.parametrize(
    ("status", "reported"),
    [(401, "does not accept the credentials"), (403, "does not accept the credentials"), (500, "its backend fails"),
     (503, "its backend fails"), (599, "its backend fails")],
)  # fmt: skip
def test_refusals_and_failures_have_different_messages(runner: Runner, status: int, reported: str) -> None:
    """401 and 403 are about the credentials, 5xx is about the backend."""
    outcome, _ = checked(runner, answering(response(b"", f"{status} x")))
    assert connection_trouble(outcome) == f"is reachable, but {reported}"


def test_no_answer_has_a_reason(runner: Runner) -> None:
    """The message has the reason and the address."""
    outcome, server = checked(runner, Peer.reset)
    reported = connection_message("shop", outcome, Redactor())
    assert reported == (
        f'Connection "shop" is not reachable: connection closed by 127.0.0.1:{server.port} before the whole answer '
        f"arrived (GET {server.url})"
    )


def test_the_base_url_is_requested_without_a_check(runner: Runner) -> None:
    """The request has the credentials and headers of the connection."""
    _, server = checked(runner, answering(response()), "auth: {bearer: token-1}\nheaders: {X-A: b}", "/api")
    assert server.requests[0].startswith(b"GET /api HTTP/1.1\r\n")
    assert b"Authorization: Bearer token-1" in server.requests[0]
    assert b"X-A: b" in server.requests[0]


@pytest.mark.parametrize("check", ["POST /ping", "{method: post, path: /ping}"])
def test_the_check_of_the_connection_is_requested(runner: Runner, check: str) -> None:
    """The check may have its short or its long form."""
    _, server = checked(runner, answering(response()), f"check: {check}", "/api")
    assert server.requests[0].startswith(b"POST /api/ping HTTP/1.1\r\n")
