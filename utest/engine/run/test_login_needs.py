"""Validations that a login needs run when its token is fetched, and know the values fetched before."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import BASE, TokenFrom
from utest.engine.registries import registry_of, scope_of
from utest.engine.servers import Peer, Server, response, serving

REGISTRY = """\
connections:
  open: {{base_url: '{url}'}}
  shop: {{base_url: '{url}', auth: {{from: "@login"}}}}
validations:
  code: {{connection: open, request: GET /code, fetch: {{code: $.path}}}}
  user: {{connection: open, inputs: {{who: Name.}}, request: "GET /${{who}}", fetch: {{user: $.path}}}}
  login: {{connection: open, needs: "@code", request: "GET /login/${{code}}", fetch: {{token: $.path}}}}
  order: {{connection: shop, request: GET /order}}
  with-code: {{connection: shop, needs: "@code", request: GET /with-code}}
  refuses: {{connection: open, request: GET /refuses, expect: {{$.path: x}}, fetch: {{code: $.path}}}}
  bad-login: {{connection: open, needs: "@refuses", request: GET /never, fetch: {{token: $.path}}}}
  behind-bad: {{connection: open, auth: {{from: "@bad-login"}}, request: GET /never}}
  user-login: {{connection: open, request: "GET /login/${{user}}", fetch: {{token: $.path}}}}
  of-user: {{connection: open, auth: {{from: "@user-login"}}, needs: "@user", request: GET /of-user}}
"""


def echoing(peer: Peer) -> None:
    """Answer with the last segment of the path."""
    while request := peer.receive():
        path = request.split()[1].decode().rpartition("/")[2]
        peer.send(response(f'{{"path": "{path}"}}'.encode()))


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server that echoes paths."""
    with serving(echoing) as server:
        yield server


class Use:
    """Makes calls of the registry; the calls of one use share their needs and their credentials."""

    def __init__(self, server: Server, credentials: TestCredentials, **inputs: object) -> None:
        self._registry = registry_of(REGISTRY.format(url=server.url))
        self._credentials = credentials
        self._inputs = inputs

    def call(self, slug: str) -> Call:
        """Return the call of a validation."""
        validation = self._registry.validations[slug]
        connection = self._registry.connections[validation.connection][BASE]
        auth = validation.auth or connection.auth
        given = {item.name: self._inputs[item.name] for item in validation.inputs if item.name in self._inputs}
        return Call(
            validation,
            connection,
            scope_of(validation, call=given),
            credentials=self._credentials,
            needs=tuple(map(self.call, validation.needs)),
            login=self.call(auth.slug) if isinstance(auth, TokenFrom) else None,
        )


def paths(server: Server) -> list[str]:
    """Return the requested paths in order."""
    return [request.split()[1].decode() for request in server.requests]


def tokens(server: Server) -> list[str]:
    """Return the tokens of the requests."""
    lines = [line for request in server.requests for line in request.decode().split("\r\n")]
    return [line.partition("Bearer ")[2] for line in lines if line.startswith("Authorization")]


def test_what_a_login_needs_goes_before_it(server: Server, runner: Runner) -> None:
    """Its values are passed on to the login."""
    (outcome,) = runner.run([Use(server, TestCredentials()).call("order")])
    assert outcome.verdict == "passed"
    assert paths(server) == ["/code", "/login/code", "/order"]
    assert tokens(server) == ["code"]


def test_what_a_login_needs_is_used_as_often_as_the_login(server: Server, runner: Runner) -> None:
    """It does not run if the token is already stored."""
    use = Use(server, TestCredentials())
    for _ in range(2):
        runner.run([use.call("order")])
    assert paths(server) == ["/code", "/login/code", "/order", "/order"]


def test_what_was_used_already_is_not_used_for_the_login_again(server: Server, runner: Runner) -> None:
    """Its values are already available."""
    (outcome,) = runner.run([Use(server, TestCredentials()).call("with-code")])
    assert outcome.verdict == "passed"
    assert paths(server) == ["/code", "/login/code", "/with-code"]


def test_a_login_knows_what_the_use_has_fetched(server: Server, runner: Runner) -> None:
    """Other values make another login with its own token."""
    credentials = TestCredentials()
    for who in ("ada", "bob", "ada"):
        runner.run([Use(server, credentials, who=who).call("of-user")])
    assert tokens(server) == ["ada", "bob", "ada"]
    assert paths(server).count("/login/ada") == 1


def _message(outcome: Outcome) -> str:
    assert outcome.last is not None
    answer = outcome.last.exchange.answer
    assert isinstance(answer, Fault)
    return answer.message


def test_a_login_whose_need_fails_says_so(server: Server, runner: Runner) -> None:
    """No request is sent without the login."""
    (outcome,) = runner.run([Use(server, TestCredentials()).call("behind-bad")])
    assert outcome.verdict == "error"
    reason = 'no token from @bad-login: needs @refuses, which failed: $.path should be "x", was "refuses"'
    assert _message(outcome) == reason
    assert paths(server) == ["/refuses"]


def test_a_need_of_a_login_that_cannot_be_planned_is_reported_at_once(server: Server, runner: Runner) -> None:
    """The error comes before anything is sent."""
    use = Use(server, TestCredentials())
    order = use.call("order")
    assert order.login is not None
    login = replace(order.login, needs=(use.call("user"),))
    (outcome,) = runner.run([replace(order, login=login)])
    assert outcome.problem.startswith("no token from @login: needs @user, which had an error: ${who} is not set")
    assert paths(server) == []
