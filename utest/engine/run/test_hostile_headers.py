"""No header and no token from a backend crashes a step: it always has an outcome that can be shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Exchange, Headers, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from QuashLibrary.registry.model import BASE, Registry, Tls
from utest.engine.registries import registry_of, scope_of
from utest.engine.runners import runner_over
from utest.engine.servers import answering, response, serving

REGISTRY = """\
connections:
  shop: {base_url: 'http://127.0.0.1:1', cookies: keep, redirects: same-origin}
  digest: {base_url: 'http://127.0.0.1:1', auth: {digest: {username: ada, password: secret-word}}}
validations:
  order:
    connection: shop
    request: GET /
    expect:
      headers: {Last-Modified: {newer than: 2s}}
      cookies: {session: {exists: true}, "session[Expires]": {exists: true}, "session[Max-Age]": {exists: true}}
      body: {contains: paid}
      $.state: paid
    fetch: {location: {from: header Location, default: none}}
    eventually: {within: 5ms, every: 1ms}
  guarded: {connection: digest, request: GET /, expect: {$.state: paid}}
"""
STATUSES = {
    "Retry-After": 503,
    "Set-Cookie": 200,
    "Location": 302,
    "Content-Type": 200,
    "Last-Modified": 200,
    "WWW-Authenticate": 401,
}
"""The headers that are read, each with a status with which it is."""
NUMBERS = ("9" * 400, "9" * 5000, "-" + "9" * 400, "1e999", "0x10", "\xb2", "nan", "inf", "", " ")
DATES = (
    "Sat, 28 Nov 99999 17:47:37 GMT",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Mon, 01 Jan 0001 00:00:00 +2359",
    f"Sat, 28 Nov {'9' * 400} 17:47:37 GMT",
    f"Sat, {'9' * 5000} Nov 2026 17:47:37 GMT",
    f"Sat, 28 Nov 2026 17:47:37 +{'9' * 30}",
    "Sat, 28 Nov 2026 17:47:37 -0000",
    ",",
    "0",
    "Nov",
    "28 Nov",
    "28-Nov-26",
    "1 2 3 4 5 6",
)
VALUES = (
    *NUMBERS,
    *DATES,
    *(f"session=1; Max-Age={number}; Expires={number}" for number in NUMBERS),
    *(f"session=1; Expires={date}" for date in DATES),
    "text/plain; charset=" + "x" * 300,
    "text/plain; charset=idna",
    "text/plain; charset=rot13",
    "text/plain; charset=hex",
    "text/plain; charset=\x00",
    "text/plain; charset=undefined",
    "text/plain; charset=punycode",
    "http://[::1",
    "//[",
    "/" * 5000,
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:x/",
    "\\",
    "?",
    "#",
    "%",
    "Digest",
    'Digest realm="',
    'Digest realm="r", nonce="n", algorithm=X',
    'Digest realm="r", nonce="n", qop="x"',
    "Digest " + "," * 3000,
    'Digest nonce="n", realm',
    'Digest realm="r", nonce="\xff"',
)


@dataclass
class FakeTransport:
    """A transport that always returns the same answer."""

    status: int
    headers: Headers

    def send(self, request: Request, _tls: Tls, _deadline: Deadline) -> Exchange:
        """Return the answer."""
        answer = http_answer(self.status, "", self.headers, b'{"state": "pending"}')
        return Exchange(request, answer, datetime.now(UTC), 0.001)

    def close(self) -> None:
        """Do nothing."""


@lru_cache
def _registry() -> Registry:
    return registry_of(REGISTRY)


def outcome_of(slug: str, status: int, headers: Headers) -> Outcome:
    """Return the outcome of a validation whose backend always returns this answer."""
    registry = _registry()
    validation = registry.validations[slug]
    redactor = Redactor()
    call = Call(validation, registry.connections[validation.connection][BASE], scope_of(validation, redactor=redactor))
    [outcome] = runner_over(FakeTransport(status, headers), redactor).run([call])
    return outcome


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_values_that_no_reader_expects(name: str, status: int) -> None:
    """Numbers of hundreds of digits, impossible dates and unknown charsets are handled."""
    for value in VALUES:
        for slug in ("order", "guarded"):
            outcome = outcome_of(slug, status, ((name, value),))
            assert outcome.verdict in ("failed", "error"), value
            assert outcome.reason, value


@given(st.sampled_from(sorted(STATUSES)), st.text(st.characters(max_codepoint=255)))
@example("Retry-After", "9" * 309)
def test_any_value(name: str, value: str) -> None:
    """Headers may contain any bytes."""
    for slug in ("order", "guarded"):
        assert outcome_of(slug, STATUSES[name], ((name, value),)).verdict in ("failed", "error")


def test_a_backend_may_request_to_wait_forever() -> None:
    """The message says so, and the wait ends at once."""
    outcome = outcome_of("order", 503, (("Retry-After", "9" * 400),))
    assert outcome.gave_up.endswith(", Retry-After says to wait for ever")


@pytest.mark.parametrize("seconds", ["9" * 400, f'"{"9" * 400}"', f'"{"9" * 5000}"', "1e300", '"nan"', "[]", "-1"])
def test_a_token_may_be_valid_for_any_time(runner: Runner, seconds: str) -> None:
    """The token is used."""
    token = response(f'{{"access_token": "abc-token", "expires_in": {seconds}}}'.encode())
    auth = "oauth2: {token_url: /token, client_id: ada, client_secret: secret-word}"
    with serving(answering(token)) as server:
        registry = registry_of(
            f"connections: {{shop: {{base_url: '{server.url}', auth: {{{auth}}}}}}}\n"
            "validations: {order: {request: GET /}}\n"
        )
        validation = registry.validations["order"]
        [outcome] = runner.run([Call(validation, registry.connections["shop"][BASE], scope_of(validation))])
        assert outcome.verdict == "passed", outcome.reason
        assert b"Bearer abc-token" in server.requests[-1]
