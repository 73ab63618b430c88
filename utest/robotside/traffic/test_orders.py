"""The orders of a test about the app's requests, and refused orders."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from QuashLibrary.errors import TrafficError
from QuashLibrary.registry.model import BASE, HttpConnection
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.traffic import AppBackend, RunTraffic
from QuashLibrary.robotside.traffic.orders import Break, announce_failure, app_requests, break_request, read_pattern
from QuashLibrary.traffic.lost_answers import LostAnswers
from QuashLibrary.traffic.model import AppRequest, Way
from QuashLibrary.traffic.proxy import Proxy
from utest.engine.registries import registry_of
from utest.traffic.requests_made import made

REGISTRY = """\
connections:
  shop: {base_url: 'http://h/api', app: {listen: 8888}}
  also: {base_url: 'http://h/api', app: {listen: 8888}}
  archive: {base_url: 'http://i', app: {listen: 8889}, read_only: true}
"""
CONNECTIONS = {name: cast(HttpConnection, item[BASE]) for name, item in registry_of(REGISTRY).connections.items()}
SHOP = Way("shop", "http://h", "/api", port=8888, also=("also",))
ARCHIVE = Way("archive", "http://i", port=8889)


class ProxyOnPaper:
    """A proxy that records orders without effect."""

    is_serving = True

    def __init__(self) -> None:
        self.rules: list[Mapping[str, Any]] = []
        self.requests: list[AppRequest] = []
        self.problem = ""
        self.ways = {"shop": SHOP, "also": SHOP, "archive": ARCHIVE}

    def way(self, name: str) -> Way | None:
        """Return the way of a connection."""
        return self.ways.get(name)

    def sync(self) -> bool:
        """Do nothing."""
        return True

    def recorded(self, name: str) -> Sequence[AppRequest]:
        """Return the requests of a way, or fail."""
        if self.problem:
            raise TrafficError(self.problem)
        return [item for item in self.requests if item.connection == self.ways[name].name]

    def break_requests(self, rule: Mapping[str, Any]) -> None:
        """Record a rule, or fail."""
        if self.problem:
            raise TrafficError(self.problem)
        self.rules.append(json.loads(json.dumps(rule)))


@pytest.fixture
def proxy() -> ProxyOnPaper:
    """A proxy that records orders."""
    return ProxyOnPaper()


@pytest.fixture
def run(proxy: ProxyOnPaper) -> RunState:
    """A run in a test, whose app has three backends."""
    run = RunState()
    run.traffic = RunTraffic(cast(Proxy, proxy), LostAnswers())
    run.traffic.backends |= {name: AppBackend(item, lambda request: "") for name, item in CONNECTIONS.items()}
    run.test.in_test = True
    return run


def order(text: str = "POST /pay", how: str = "error", **details: Any) -> Break:
    """Return an order to break requests."""
    return replace(Break(read_pattern(text), how, 1, None, None, None), **details)


def broken(run: RunState, proxy: ProxyOnPaper, order: Break) -> Mapping[str, Any]:
    """Return the rule that the addon receives."""
    break_request(run, order, "shop")
    return proxy.rules[-1]


def answers(rule: Mapping[str, Any]) -> list[tuple[int, list[list[str]], bytes]]:
    """Return the answers of a rule."""
    return [(item["status"], item["headers"], base64.b64decode(item["body"])) for item in rule["answers"]]


def refusal(call: Callable[[], object]) -> str:
    """Return the message of a refusal."""
    with pytest.raises(ValidationError) as caught:
        call()
    return str(caught.value)


def test_pattern_and_status_are_read() -> None:
    """The status can be a separate argument."""
    assert str(read_pattern("POST /login", "4xx,500")) == "POST /login 4xx,500"
    assert refusal(lambda: read_pattern("POST login")).startswith('"POST login" must be a method and a path')
    assert refusal(lambda: read_pattern("/login", "abc")).startswith('"abc" is not a status')


def test_error_is_given_with_its_status_and_body(run: RunState, proxy: ProxyOnPaper) -> None:
    """The status is 500 by default."""
    assert answers(broken(run, proxy, order())) == [
        (500, [["Content-Type", "application/json"]], b'{"error": "broken by the test"}')
    ]
    assert answers(broken(run, proxy, order(status=503, answer="later"))) == [
        (503, [["Content-Type", "text/plain; charset=utf-8"]], b"later")
    ]
    assert run.test.traffic.breaks


def test_rule_is_for_the_way_and_its_path(run: RunState, proxy: ProxyOnPaper) -> None:
    """Connections that share a port share the rule."""
    break_request(run, order("POST /pay"), "also")
    assert proxy.rules[0]["way"] == "shop"
    assert (proxy.rules[0]["base"], proxy.rules[0]["path"]) == ("/api", "/pay")


def test_lost_request_gets_the_answer_that_is_given(run: RunState, proxy: ProxyOnPaper) -> None:
    """The answer is a text or a value."""
    rule = broken(run, proxy, order(how="lost", status=201, answer={"number": "A-1"}))
    assert answers(rule) == [(201, [["Content-Type", "application/json"]], b'{"number": "A-1"}')]
    assert answers(broken(run, proxy, order(how="lost", answer='{"a": 1}')))[0][:2] == (
        200, [["Content-Type", "application/json"]],
    )  # fmt: skip


def test_lost_request_gets_the_last_answer_refreshed(run: RunState, proxy: ProxyOnPaper) -> None:
    """Each lost request gets different identifiers."""
    assert run.traffic is not None
    run.traffic.lost_answers.note(made("POST /pay", 201, answer=b'{"id": "pay-3f2a9c01"}'))
    given = answers(broken(run, proxy, order(how="lost", times=2)))
    ids = {json.loads(body)["id"] for _, _, body in given}
    assert [status for status, _, _ in given] == [201, 201]
    assert len(ids) == 2
    assert "pay-3f2a9c01" not in ids


def test_late_and_twice_have_no_answer_of_ours(run: RunState, proxy: ProxyOnPaper) -> None:
    """The backend answers late and repeated requests."""
    assert (broken(run, proxy, order(how="late"))["delay"], proxy.rules[-1]["answers"]) == (10.0, [])
    assert broken(run, proxy, order(how="late", delay=0.5))["delay"] == 0.5
    assert broken(run, proxy, order(how="twice"))["answers"] == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (order(how="lots"), 'unknown value as="lots"; did you mean "lost"?'),
        (order(how=""), "as is not set; choose lost, error, late, twice"),
        (
            order("GET /pay", "lost"),
            'only requests that change something can be lost, not "GET /pay"; write a method such as POST',
        ),
        (
            order("/pay", "lost"),
            'only requests that change something can be lost, not "* /pay"; write a method such as POST',
        ),
        (
            order("POST /pay 401"),
            '"POST /pay 401" has a status, but requests are broken before the answer; remove the status',
        ),
        (order(times=0), "times must be at least 1, but is 0"),
        (order(status=42), "status must be from 200 to 599, but is 42"),
        (
            order(how="lost"),
            "no POST /pay has succeeded in this run, so there is no answer to repeat; "
            'write, for example,  status=201    answer={"number": "A-1"}',
        ),
    ],
)  # fmt: skip
def test_order_that_cannot_be_followed_is_refused(run: RunState, proxy: ProxyOnPaper, wrong: Break, why: str) -> None:
    """No request is broken then."""
    assert refusal(lambda: break_request(run, wrong, "shop")) == why
    assert (proxy.rules, run.test.traffic.breaks) == ([], False)


def test_value_that_is_no_json_is_no_answer(run: RunState) -> None:
    """The message names the argument."""
    assert "answer" in refusal(lambda: break_request(run, order(answer={1, 2}.__iter__()), "shop"))


def test_read_only_connection_is_not_broken(run: RunState) -> None:
    """Requests to a read-only connection cannot be broken in any way."""
    assert refusal(lambda: break_request(run, order(), "archive")) == (
        'cannot break requests to the connection "archive": it is read-only'
    )


@pytest.mark.parametrize(
    ("connection", "why"),
    [
        ("", "the app has several backends; add connection=shop or connection=also or connection=archive"),
        ("bank", 'the connection "bank" does not record the app\'s requests; choose shop, also, archive'),
    ],
)
def test_backend_must_be_clear(run: RunState, connection: str, why: str) -> None:
    """The message lists the connections."""
    assert refusal(lambda: break_request(run, order(), connection)) == why


def test_only_backend_needs_no_name(run: RunState, proxy: ProxyOnPaper) -> None:
    """With one backend, `connection` is optional."""
    assert run.traffic is not None
    del run.traffic.backends["also"], run.traffic.backends["archive"]
    break_request(run, order(), "")
    assert proxy.rules[0]["way"] == "shop"


def test_way_that_could_not_be_opened_is_named(run: RunState, proxy: ProxyOnPaper) -> None:
    """Unrecorded requests are an error, not an empty list."""
    del proxy.ways["shop"]
    why = 'the app\'s requests to "shop" are not recorded, because its port could not be opened'
    assert refusal(lambda: break_request(run, order(), "shop")) == why
    assert refusal(lambda: app_requests(run, read_pattern("*"), "shop")) == why


def test_breaking_ends_with_a_test_and_needs_one(run: RunState) -> None:
    """A suite setup cannot break requests."""
    run.test.in_test = False
    assert refusal(lambda: break_request(run, order(), "shop")) == (
        "Break App Request works only in a test, because its effect ends with the test"
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda run: break_request(run, order(), "shop"),
        lambda run: announce_failure(run, read_pattern("*"), ""),
        lambda run: app_requests(run, read_pattern("*"), ""),
    ],
)
def test_without_an_app_nothing_can_be_ordered(call: Callable[[RunState], object]) -> None:
    """The message says what to add."""
    assert refusal(lambda: call(RunState())) == (
        "no connection records the app's requests; add  app: {listen: 8888}  to the connection"
    )


def test_proxy_that_died_is_said(run: RunState, proxy: ProxyOnPaper) -> None:
    """The message is that of the proxy."""
    proxy.problem = "it died"
    assert refusal(lambda: break_request(run, order(), "shop")) == "it died"
    assert refusal(lambda: app_requests(run, read_pattern("*"), "shop")) == "it died"


def test_announced_failures_belong_to_the_way(run: RunState) -> None:
    """Requests have the name of the first connection that shares the way."""
    announce_failure(run, read_pattern("POST /pay"), "also")
    announce_failure(run, read_pattern("POST /pay"), "")
    assert [item.connection for item in run.test.traffic.announced] == ["shop", ""]


def test_requests_are_returned_once(run: RunState, proxy: ProxyOnPaper) -> None:
    """Connections that share a way return each request only once."""
    proxy.requests = [made("POST /a"), made("GET /a"), made("POST /a", 500, connection="archive")]
    assert [item["status"] for item in app_requests(run, read_pattern("POST /a"), "")] == [200, 500]
    assert len(app_requests(run, read_pattern("*"), "also")) == 2
    assert [item["status"] for item in app_requests(run, read_pattern("/a 5xx"), "")] == [500]
