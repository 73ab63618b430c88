"""Redirects are followed within their origin if the connection says so, and never beyond it."""

import pytest

from QuashLibrary.engine.outcome import Answer, Fault, Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from utest.engine.registries import scope_of, used
from utest.engine.servers import Peer, Serve, Server, answering, response, serving

FOLLOW = "redirects: same-origin\nauth: {bearer: token-1}"
POST = "request: {method: POST, path: /orders, json: {a: 1}}\n"


def redirect(location: str, status: int = 302) -> bytes:
    """Return a response that redirects."""
    return response(b"", f"{status} Found", f"Location: {location}")


def outcome_of(runner: Runner, serve: Serve, text: str, connection: str = FOLLOW) -> tuple[Outcome, Server]:
    """Return the outcome of one validation, and its server."""
    with serving(serve) as server:
        validation, its_connection = used(text, connection, server.url)
        (outcome,) = runner.run([Call(validation, its_connection, scope_of(validation))])
    return outcome, server


def first_lines(server: Server) -> list[bytes]:
    """Return the first line of each request."""
    return [request.partition(b" HTTP/")[0] for request in server.requests]


def test_a_redirect_is_what_is_checked(runner: Runner) -> None:
    """The redirect is checked unless the connection follows redirects."""
    text = "request: GET /a\nexpect: {status: 302, headers: {Location: /b}}"
    outcome, server = outcome_of(runner, answering(redirect("/b")), text, "redirects: none")
    assert outcome.verdict == "passed"
    assert first_lines(server) == [b"GET /a"]


def test_a_redirect_of_the_same_origin_is_followed(runner: Runner) -> None:
    """Credentials are sent, a relative Location works, and the last answer is checked."""
    outcome, server = outcome_of(runner, answering(redirect("b?x=1#part"), response()), "request: GET /o/a")
    assert outcome.verdict == "passed"
    assert first_lines(server) == [b"GET /o/a", b"GET /o/b?x=1"]
    assert b"Authorization: Bearer token-1" in server.requests[1]
    assert outcome.last is not None
    assert outcome.last.exchange.request.url == f"{server.url}/o/b?x=1"
    assert outcome.last.exchange.redirected_from == (f"{server.url}/o/a",)


def test_another_origin_gets_nothing(runner: Runner) -> None:
    """Another port is another origin; the redirect itself is the answer."""
    with serving(answering(response())) as other:
        text = "request: GET /a\nexpect: {status: 302}"
        outcome, _ = outcome_of(runner, answering(redirect(f"{other.url}/b")), text)
        assert outcome.verdict == "passed"
        assert not other.requests


@pytest.mark.parametrize("location", ["https://127.0.0.1/x", "ftp://h/", "http://[", "//evil.example/x", "http://u@h/"])
def test_other_addresses_are_not_followed(runner: Runner, location: str) -> None:
    """Other schemes, hosts, users and invalid URLs are not followed."""
    outcome, server = outcome_of(runner, answering(redirect(location)), "request: GET /a\nexpect: {status: 302}")
    assert outcome.verdict == "passed"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "line", "body"),
    [(301, b"GET /b", b""), (302, b"GET /b", b""), (303, b"GET /b", b""), (307, b"POST /b", b'{"a": 1}'),
     (308, b"POST /b", b'{"a": 1}')],
)  # fmt: skip
def test_method_and_body_are_kept_as_browsers_do(runner: Runner, status: int, line: bytes, body: bytes) -> None:
    """After 301, 302 and 303 a POST becomes a GET without body; 307 and 308 keep both."""
    _, server = outcome_of(runner, answering(redirect("/b", status), response()), POST)
    assert first_lines(server)[1] == line
    assert server.requests[1].partition(b"\r\n\r\n")[2] == body
    assert (b"Content-Type" in server.requests[1]) is bool(body)


def test_a_circle_ends(runner: Runner) -> None:
    """More than ten redirects are an error."""
    outcome, server = outcome_of(runner, answering(redirect("/a")), "request: GET /a")
    assert outcome.verdict == "error"
    assert len(server.requests) == 11
    assert outcome.last is not None
    assert outcome.last.exchange.answer == Fault("protocol", "redirected more than 10 times")


def test_one_deadline_bounds_all_of_them(runner: Runner) -> None:
    """The deadline holds however slow each redirect is."""

    def slow(peer: Peer) -> None:
        while peer.receive() and not peer.over.wait(0.1):
            peer.send(redirect("/a"))

    outcome, server = outcome_of(runner, slow, "request: GET /a\ntimeout: 300ms")
    assert outcome.verdict == "error"
    assert len(server.requests) < 6
    assert outcome.last is not None
    assert not isinstance(outcome.last.exchange.answer, Answer)


@pytest.mark.parametrize(
    ("location", "status", "lines"),
    [
        ("/orders/cancel", 307, [b"POST /graphql"]),
        ("/orders/cancel", 308, [b"POST /graphql"]),
        ("/graphql?v=2", 308, [b"POST /graphql", b"POST /graphql?v=2"]),
        ("/docs", 303, [b"POST /graphql", b"GET /docs"]),
    ],
)
def test_a_query_of_a_read_only_connection_is_sent_to_its_own_path(
    runner: Runner, location: str, status: int, lines: list[bytes]
) -> None:
    """At another path, the same POST may change something."""
    text = "request: {path: /graphql, graphql: {query: '{ a }'}}"
    serve = answering(redirect(location, status), response())
    _, server = outcome_of(runner, serve, text, f"{FOLLOW}\nread_only: true")
    assert first_lines(server) == lines


@pytest.mark.parametrize(
    ("location", "connection", "why"),
    [
        ("/login", "", "it was not followed; write  redirects: same-origin  on the connection to follow it"),
        ("https://sso.example/login", "", "it was not followed: it leads to another origin"),
        ("https://sso.example/login", FOLLOW, "it was not followed: it leads to another origin"),
        ("http://[", FOLLOW, "it was not followed: it leads to another origin"),
    ],
)
def test_the_remark_says_why_a_redirect_was_not_followed(
    runner: Runner, location: str, connection: str, why: str
) -> None:
    """The message names the target, and the setting that would follow it."""
    outcome, _ = outcome_of(runner, answering(redirect(location, 302)), "request: GET /a", connection)
    assert outcome.last is not None
    (status,) = outcome.last.checks
    assert (status.was, status.hint) == (f'was 302, to "{location}"', why)
