"""Answers that do not come from the app: from gateways, or because the registry's credentials are rejected."""

import re
from dataclasses import replace

import pytest

from QuashLibrary.engine.outcome import Fault, FaultKind, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.obstacles import advised
from QuashLibrary.views.message import failure_message
from utest.engine.registries import scope_of, used
from utest.engine.servers import Peer, answering, response, serving, silent

REJECTED = response(b'{"error": "expired"}', "401 Unauthorized")
PAID = response(b'{"state": "paid"}')
VALUES = {"token": "t-1", "user": "ada"}


def outcome_of(
    runner: Runner, answers: list[bytes], rest: str = "", connection: str = "", within: float | None = None
) -> Outcome:
    """Return the outcome of a validation whose backend returns these answers."""
    inputs = [name for name in VALUES if f"${{{name}}}" in rest]
    text = f"request: GET /orders/7\ninputs: {{{', '.join(f'{name}: A value.' for name in inputs)}}}\n{rest}"
    with serving(answering(*answers)) as server:
        validation, connected = used(text, connection, server.url)
        environment = {"SHOP_TOKEN": "s-1234567", "KEY": "k-1234567"}
        call = {name: VALUES[name] for name in inputs}
        scope = scope_of(validation, call=call, variables=VALUES, environment=environment)
        [outcome] = runner.run([Call(validation, connected, scope, within)])
    return outcome


@pytest.mark.parametrize(
    ("connection", "sources"),
    [
        ("auth: {bearer: {env: SHOP_TOKEN}}", "SHOP_TOKEN, "),
        ("auth: {bearer: literal-token}", ""),
        ("auth: {basic: {username: '%{KEY}', password: {env: SHOP_TOKEN}}}", "KEY, SHOP_TOKEN, "),
        ("auth: {api_key: {header: X-Key, value: 'a-%{KEY}'}}", "KEY, "),
        ("auth: {headers: {X-One: one, X-Two: {env: KEY}}}", "KEY, "),
        ("auth: {digest: {username: ada, password: {env: KEY}}}", "KEY, "),
    ],
)
def test_rejected_credentials_of_the_registry_are_an_error(runner: Runner, connection: str, sources: str) -> None:
    """The reason names the connection, the variables and the line; the wait ends at once."""
    outcome = outcome_of(runner, [REJECTED, PAID], "expect: {$.state: paid}\neventually: 10s", connection)
    assert (outcome.verdict, outcome.error_kind, outcome.gave_up) == ("error", "credentials", "not retried")
    assert len(outcome.attempts) == 1
    start, _, line = outcome.reason.rpartition("/validations.yaml:")
    assert (outcome.reason.partition("(")[2].partition(")")[0], line) == ("Unauthorized", "5)")
    assert start.startswith(f'401 (Unauthorized): the credentials of connection "shop" are rejected ({sources}')


@pytest.mark.parametrize(
    ("connection", "rest"),
    [
        ("auth: {bearer: '${token}'}", ""),
        ("auth: {basic: {username: '${user}', password: {env: KEY}}}", ""),
        ("auth: {bearer: {env: KEY}}", "auth: {bearer: 'x-${token}'}"),
        ("headers: {Authorization: 'Bearer ${token}'}", ""),
        ("auth: {bearer: {env: KEY}}", "auth: {headers: {}}"),
        ("", ""),
    ],
)
def test_credentials_of_the_test_are_tested(runner: Runner, connection: str, rest: str) -> None:
    """An unknown session was never created, and that is what the validation tests."""
    outcome = outcome_of(runner, [REJECTED], rest, connection)
    assert (outcome.verdict, outcome.error_kind) == ("failed", "")
    assert outcome.reason == 'status should be 2xx, was 401 (Unauthorized): "expired"'


def test_the_credentials_of_a_validation_are_those_that_are_named(runner: Runner) -> None:
    """They replace those of the connection."""
    outcome = outcome_of(runner, [REJECTED], "auth: {bearer: {env: KEY}}", "auth: {bearer: '${token}'}")
    assert outcome.error_kind == "credentials"
    assert "the credentials of @order are rejected (KEY, " in outcome.reason


def test_a_written_authorization_header_is_credentials_too(runner: Runner) -> None:
    """It is another way to write credentials."""
    outcome = outcome_of(runner, [REJECTED], "", "headers: {authorization: 'Bearer %{SHOP_TOKEN}'}")
    assert outcome.error_kind == "credentials"
    assert outcome.reason.endswith('the credentials of connection "shop" are rejected (SHOP_TOKEN)')


@pytest.mark.parametrize("status", ["401", "[200, 401]", "4xx", "{less than: 500}"])
def test_an_expected_rejection_is_not_an_error(runner: Runner, status: str) -> None:
    """Such a validation tests the credentials themselves."""
    outcome = outcome_of(runner, [REJECTED], f"expect: {{status: {status}}}", "auth: {bearer: {env: KEY}}")
    assert (outcome.verdict, outcome.error_kind) == ("passed", "")


def test_an_expected_status_leaves_the_rest_to_be_checked(runner: Runner) -> None:
    """The other expectations are checked as usual."""
    rest = "expect: {status: 401, $.error: none}"
    outcome = outcome_of(runner, [REJECTED], rest, "auth: {bearer: {env: KEY}}")
    assert (outcome.verdict, outcome.reason) == ("failed", '$.error should be "none", was "expired"')


def test_forbidden_is_no_rejection_of_credentials(runner: Runner) -> None:
    """403 is about permissions of a known user."""
    outcome = outcome_of(runner, [response(b"{}", "403 Forbidden")], "", "auth: {bearer: {env: KEY}}")
    assert outcome.verdict == "failed"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "502 Bad Gateway", "503 Busy", "504 Gateway Timeout"])
def test_a_gateway_is_an_error_after_the_last_attempt(runner: Runner, status: str) -> None:
    """It is retried as long as there is time."""
    outcome = outcome_of(runner, [response(b"<html>", status)] * 200, "expect: {$.state: paid}", within=0.2)
    assert (outcome.verdict, outcome.error_kind) == ("error", "gateway")
    assert outcome.last is not None
    assert outcome.last.number > 1
    assert outcome.reason.startswith(status[:3])


def test_a_gateway_that_recovers_passes(runner: Runner) -> None:
    """Its errors are attempts of the wait."""
    outcome = outcome_of(runner, [response(b"", "503 Busy")] * 2 + [PAID], "expect: {$.state: paid}", within=10.0)
    assert outcome.verdict == "passed"


@pytest.mark.parametrize(("give_up_if", "verdict"), [("$.state: {exists: false}", "passed"), ("status: 503", "error")])
def test_a_gateway_cannot_be_a_reason_to_give_up_unless_its_status_is(
    runner: Runner, give_up_if: str, verdict: str
) -> None:
    """A gateway says nothing about the state, not even that it does not exist."""
    rest = f"expect: {{$.state: paid}}\neventually: {{within: 10s, every: 1ms, give_up_if: {{{give_up_if}}}}}"
    assert outcome_of(runner, [response(b"", "503 Busy"), PAID], rest).verdict == verdict


def test_an_expected_gateway_error_is_not_an_error(runner: Runner) -> None:
    """A test may be about maintenance."""
    assert outcome_of(runner, [response(b"", "503 Busy")], "expect: {status: 503}").verdict == "passed"


def test_other_server_errors_are_the_apps_own(runner: Runner) -> None:
    """500 comes from the app."""
    assert outcome_of(runner, [response(b"", "500 Oops")]).verdict == "failed"


def test_a_page_that_cannot_be_read_ends_a_wait_unless_the_registry_says_otherwise(runner: Runner) -> None:
    """With `retry_errors: unreadable`, the wait continues after a maintenance page with status 200."""
    page, rest = response(b"<html>maintenance</html>"), "expect: {$.state: paid}\neventually: 10s\n"
    outcome = outcome_of(runner, [page, PAID], rest)
    assert (outcome.verdict, outcome.error_kind, outcome.gave_up) == ("error", "unreadable", "not retried")
    assert outcome_of(runner, [page, PAID], f"{rest}retry_errors: unreadable").verdict == "passed"


ASKED = Request("GET", "https://api.shop.example/orders")


@pytest.mark.parametrize(
    ("fault", "timeout", "environment", "hint"),
    [
        ("refused", 10.0, {}, 'is it running? is base_url of connection "shop" right?'),
        ("dns", 10.0, {}, 'is base_url of connection "shop" right?'),
        ("reset", 10.0, {"HTTPS_PROXY": "http://p:3128"}, ""),
        ("timeout", 10.0, {}, 'timeout is 10 s (the default); set timeout: 30 s on connection "shop"'),
        ("timeout", 2.5, {}, 'timeout is 2.5 s; set timeout: 7.5 s on connection "shop"'),
        ("timeout", 0.0, {}, ""),
        (
            "dns",
            10.0,
            {"HTTPS_PROXY": "http://user:pw@p:3128"},
            'HTTPS_PROXY is set but not used; write  proxy: "%{HTTPS_PROXY}"  on connection "shop"',
        ),
        (
            "unreachable",
            10.0,
            {"all_proxy": "http://p:3128", "no_proxy": "localhost,.intern"},
            'all_proxy is set but not used; write  proxy: "%{all_proxy}"  on connection "shop"',
        ),
        ("dns", 10.0, {"https_proxy": ""}, 'is base_url of connection "shop" right?'),
        ("dns", 10.0, {"http_proxy": "http://p:3128"}, 'is base_url of connection "shop" right?'),
        ("dns", 10.0, {"HTTPS_PROXY": "p:1", "NO_PROXY": ".shop.example"}, 'is base_url of connection "shop" right?'),
    ],
)
def test_what_may_help_if_there_is_no_answer(
    fault: FaultKind, timeout: float, environment: dict[str, str], hint: str
) -> None:
    """The hint names a proxy only if other tools would use it, and never its password."""
    assert advised(Fault(fault, "x"), ASKED, 'connection "shop"', timeout, environment).hint == hint


def test_a_backend_on_this_machine_needs_no_proxy() -> None:
    """It is probably not running."""
    request = replace(ASKED, url="http://127.0.0.1:8123/orders")
    hint = advised(Fault("refused", "x"), request, 'connection "shop"', 10.0, {"HTTP_PROXY": "http://q:1"}).hint
    assert hint == 'is it running? is base_url of connection "shop" right?'


def test_a_proxy_that_is_used_needs_no_advice() -> None:
    """The environment makes no difference."""
    request = replace(ASKED, proxy="http://p:3128")
    assert advised(Fault("refused", "x"), request, "c", 10.0, {"HTTPS_PROXY": "http://q:1"}).hint == ""


def test_the_message_has_the_hint(runner: Runner) -> None:
    """The hint is below the reason, which appears once."""
    with serving(silent) as server:
        validation, connection = used("request: GET /", "timeout: 200ms", server.url)
        [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
    lines = failure_message(outcome, Redactor()).splitlines()
    assert re.fullmatch(r"@order error: no complete answer from 127\.0\.0\.1:\d+ within [12]\d\d ms", lines[0])
    assert lines[1] == '  timeout is 200 ms; set timeout: 600 ms on connection "shop"'
    assert lines[2].startswith(f"  GET {server.url}/ -> no answer in 2")
    assert len(lines) == 4


def test_what_is_not_whole_is_not_shown_beside_rules_that_mask(runner: Runner) -> None:
    """Nobody knows what a rule would find in the missing part of a document."""

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: pin 12\n\n")
        peer.over.wait()

    for rest, shown in (("", True), ("redact: [$.pin]", False)):
        with serving(serve) as server:
            validation, connection = used(f"request: GET /\n{rest}", "timeout: 200ms", server.url)
            [outcome] = runner.run([Call(validation, connection, scope_of(validation))])
        message = failure_message(outcome, Redactor())
        assert "text/event-stream" in message
        assert ('it started with "data: pin 12' in message) is shown
