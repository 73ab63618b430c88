"""Logins: digest, tokens by client credentials, and tokens that another validation fetches."""

import hashlib
import json
import re
import threading
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field

import pytest

from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import BASE, Registry
from utest.engine.registries import registry_of, scope_of
from utest.engine.servers import Peer, Server, response, serving

OAUTH = "oauth2: {token_url: /token, client_id: 'client 1', client_secret: 's:cret', scope: orders}"
FROM = 'from: "@login"'
CHALLENGE = 'WWW-Authenticate: Digest realm="r", nonce="n-1", qop="auth", algorithm=SHA-256, opaque="o"'
_FIELD = re.compile(r'(\w+)="?([^",]*)"?')


@dataclass
class Guarded:
    """A backend that requires credentials and records the requests by path."""

    refuses: set[str] = field(default_factory=set)
    lives: object = 3600
    token_answer: bytes = b""
    meeting: threading.Barrier | None = None
    asked: Counter[str] = field(default_factory=Counter)
    tokens: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, peer: Peer) -> None:
        """Serve one connection."""
        while request := peer.receive():
            head = request.partition(b"\r\n\r\n")[0].decode()
            path = head.split()[1]
            with self.lock:
                self.asked[path] += 1
                number = self.asked[path]
            peer.send(self.answer(path, head, number))

    def answer(self, path: str, head: str, number: int) -> bytes:
        """Answer a request."""
        if path == "/token":
            document = {"access_token": f"token-{number}", "token_type": "bearer", "expires_in": self.lives}
            return self.token_answer or response(json.dumps(document).encode())
        if path.startswith("/login"):
            return self.token_answer or response(f'{{"token": "token-{number}"}}'.encode())
        if path == "/digest":
            return response() if "Authorization: Digest" in head else response(b"", "401 No", CHALLENGE)
        given = re.search(r"Authorization: Bearer (\S+)", head)
        token = given[1] if given else ""
        self.tokens.append(token)
        if self.meeting is not None:
            self.meeting.wait(5)
        return response(b"{}", "200 OK" if token and token not in self.refuses else "401 Unauthorized")


def registry(server: Server, auth: str, login: str = "") -> Registry:
    """Return a registry of orders that require a login."""
    return registry_of(
        f"connections:\n  shop: {{base_url: '{server.url}', auth: {{{auth}}}, timeout: 2s}}\n"
        f"  open: {{base_url: '{server.url}'}}\n"
        "validations:\n"
        "  order: {connection: shop, request: GET /order}\n"
        "  digest: {connection: shop, request: 'POST /digest?'}\n"
        f"  login: {{connection: open, inputs: {{user: {{default: ada}}}}, request: 'POST /login?u=${{user}}', "
        f"fetch: {{token: $.token}}{login}}}\n"
    )


def call_of(of: Registry, slug: str = "order", credentials: TestCredentials | None = None, **inputs: object) -> Call:
    """Return a call of a validation, with the login that it may need."""
    validation = of.validations[slug]
    credentials = credentials or TestCredentials()
    needs = slug == "order" and hasattr(of.connections["shop"][BASE].auth, "slug")
    login = call_of(of, "login", credentials, **inputs) if needs else None
    scope = scope_of(validation, call=inputs if slug == "login" else {})
    return Call(validation, of.connections[validation.connection][BASE], scope, credentials=credentials, login=login)


def fault_of(outcome: Outcome) -> Fault:
    """Return why there was no response."""
    assert outcome.last is not None
    assert isinstance(outcome.last.exchange.answer, Fault), outcome
    return outcome.last.exchange.answer


def test_a_challenge_is_answered(runner: Runner) -> None:
    """The digest of user, password, method and path follows RFC 7616."""
    with serving(answer := Guarded()) as server:
        auth = "digest: {username: ada, password: pa55word}"
        of = registry_of(
            f"connections: {{shop: {{base_url: '{server.url}', auth: {{{auth}}}}}}}\n"
            "validations: {order: {request: {method: PUT, path: /digest, text: body}}}"
        )
        (outcome,) = runner.run([call_of(of)])
    assert outcome.verdict == "passed"
    assert answer.asked["/digest"] == 2
    header = next(line for line in server.requests[1].decode().split("\r\n") if line.startswith("Authorization"))
    given = dict(_FIELD.findall(header.partition("Digest ")[2]))

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    parts = (digest("ada:r:pa55word"), "n-1", given["nc"], given["cnonce"], "auth", digest("PUT:/digest"))
    assert given["response"] == digest(":".join(parts))
    assert server.requests[1].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("challenge", ["Basic realm=x", "Digest realm", "Digest realm=r, nonce=n, algorithm=ROT13"])
def test_a_challenge_that_cannot_be_answered_is_the_answer(runner: Runner, challenge: str) -> None:
    """The 401 is checked."""

    def refuse(peer: Peer) -> None:
        while peer.receive():
            peer.send(response(b"", "401 No", f"WWW-Authenticate: {challenge}"))

    with serving(refuse) as server:
        (outcome,) = runner.run([call_of(registry(server, "digest: {username: a, password: b}"))])
    assert (outcome.verdict, outcome.error_kind) == ("error", "credentials")
    assert len(server.requests) == 1


def test_client_credentials_fetch_a_token(runner: Runner) -> None:
    """The request follows RFC 6749: grant, scope, and the client in the header."""
    with serving(answer := Guarded()) as server:
        (outcome,) = runner.run([call_of(registry(server, OAUTH))])
    assert outcome.verdict == "passed"
    assert answer.tokens == ["token-1"]
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /token HTTP/1.1\r\n")
    assert b"Authorization: Basic " + b64encode(b"client+1:s%3Acret") in head
    assert body == b"grant_type=client_credentials&scope=orders"


def test_a_token_is_kept_until_it_expires(runner: Runner) -> None:
    """It is kept across tests, for the connection and its environment."""
    with serving(answer := Guarded()) as server:
        of = registry(server, OAUTH)
        for _ in range(3):
            runner.run([call_of(of)])
        assert answer.asked["/token"] == 1
        answer.lives = "0.02"
        runner.run([call_of(registry(server, OAUTH.replace("orders", "all")))])
        threading.Event().wait(0.03)
        runner.run([call_of(registry(server, OAUTH.replace("orders", "all")))])
    assert answer.asked["/token"] == 3


@pytest.mark.parametrize(("auth", "path"), [(OAUTH, "/token"), (FROM, "/login?u=ada")])
def test_validations_at_the_same_time_log_in_once(runner: Runner, auth: str, path: str) -> None:
    """They wait for the single login, and then run in parallel."""
    with serving(answer := Guarded(meeting=threading.Barrier(4))) as server:
        of, credentials = registry(server, auth), TestCredentials()
        outcomes = runner.run([call_of(of, credentials=credentials) for _ in range(4)])
    assert [outcome.verdict for outcome in outcomes] == ["passed"] * 4
    assert answer.asked[path] == 1


@pytest.mark.parametrize("auth", [OAUTH, FROM])
def test_a_token_that_is_refused_is_renewed_once(runner: Runner, auth: str) -> None:
    """The request is repeated, and the new token is kept."""
    with serving(answer := Guarded(refuses={"token-1"})) as server:
        of, credentials = registry(server, auth), TestCredentials()
        outcomes = [
            *runner.run([call_of(of, credentials=credentials)]),
            *runner.run([call_of(of, credentials=credentials)]),
        ]
    assert [outcome.verdict for outcome in outcomes] == ["passed", "passed"]
    assert answer.tokens == ["token-1", "token-2", "token-2"]


@pytest.mark.parametrize("auth", [OAUTH, FROM])
def test_a_token_is_renewed_only_once(runner: Runner, auth: str) -> None:
    """The second 401 is checked."""
    with serving(answer := Guarded(refuses={"token-1", "token-2"})) as server:
        (outcome,) = runner.run([call_of(registry(server, auth))])
    assert (outcome.verdict, outcome.error_kind) == ("error", "credentials")
    assert answer.tokens == ["token-1", "token-2"]


@pytest.mark.parametrize("auth", [OAUTH, FROM])
def test_a_token_is_secret(runner: Runner, redactor: Redactor, auth: str) -> None:
    """It is masked as soon as it is received, even if the registry does not say so."""
    with serving(Guarded()) as server:
        runner.run([call_of(registry(server, auth))])
    assert redactor.clean("it is token-1") == "it is ***"


def test_a_token_of_a_validation_is_secret_where_that_is_used_itself(runner: Runner, redactor: Redactor) -> None:
    """The validation's own answer contains the token too."""
    with serving(Guarded()) as server:
        runner.run([call_of(registry(server, FROM), "login")])
    assert redactor.clean("it is token-1") == "it is ***"


def test_client_credentials_are_secret(runner: Runner) -> None:
    """Everything in `auth` is secret, also in its encoded form."""
    with serving(Guarded()) as server:
        call = call_of(registry(server, OAUTH))
        runner.run([call])
    assert call.scope.redactor.clean("client 1 s:cret") == "*** ***"
    assert call.scope.redactor.clean(b64encode(b"client+1:s%3Acret").decode()) == "***"


def test_a_token_of_a_validation_is_kept_for_the_test(runner: Runner) -> None:
    """It is kept for the inputs with which it was fetched."""
    with serving(answer := Guarded()) as server:
        of, credentials = registry(server, FROM), TestCredentials()
        for user in ("ada", "ada", "bob"):
            runner.run([call_of(of, credentials=credentials, user=user)])
        runner.run([call_of(of)])
    assert (answer.asked["/login?u=ada"], answer.asked["/login?u=bob"]) == (2, 1)


@pytest.mark.parametrize(
    ("auth", "answer", "reason"),
    [
        (OAUTH, response(b'{"error": "invalid_client"}', "401 No"),
         "no token: POST {url}/token answered 401 (invalid_client)"),
        (OAUTH, response(b"{}"), "no token: POST {url}/token answered 200 (no access_token)"),
        (OAUTH, response(b"[]"), "no token: POST {url}/token answered 200 (no access_token)"),
        (OAUTH, response(b"<html>"), "no token: POST {url}/token answered 200, the body is not JSON"),
        (FROM, response(b"{}", "403 No"), "no token from @login: status should be 2xx, was 403 (Forbidden)"),
        (FROM, response(b'{"token": ""}'), "no token from @login: the token is empty"),
    ],
)  # fmt: skip
def test_no_token_is_an_error(runner: Runner, auth: str, answer: bytes, reason: str) -> None:
    """The error says why, and the request itself is not sent."""
    with serving(guarded := Guarded(token_answer=answer)) as server:
        (outcome,) = runner.run([call_of(registry(server, auth))])
    assert outcome.verdict == "error"
    assert fault_of(outcome).message.startswith(reason.replace("{url}", server.url))
    assert guarded.asked["/order"] == 0


@pytest.mark.parametrize("auth", [OAUTH, FROM])
def test_a_login_keeps_to_the_deadline(runner: Runner, auth: str) -> None:
    """The deadline of the whole step applies."""
    with serving(lambda peer: peer.over.wait()) as server:
        call = call_of(registry(server, auth))
        (outcome,) = runner.run([Call(**{**_fields(call), "within": 0.25})])
    assert outcome.verdict == "error"
    assert outcome.elapsed < 1.5
    assert fault_of(outcome).message.startswith("no token")


def _fields(call: Call) -> dict[str, object]:
    return {name: getattr(call, name) for name in call.__dataclass_fields__}


def test_an_unknown_value_of_the_login_is_reported(runner: Runner) -> None:
    """It is reported before anything is sent."""
    with serving(Guarded()) as server:
        of = registry(server, FROM, ", headers: {X: '${missing}'}")
        (outcome,) = runner.run([call_of(of)])
        assert not server.requests
    assert outcome.problem.startswith("no token from @login: ${missing} is not set")
