"""Connections, with real redirects, cookies and a proxy."""

import pytest

from atest.backend import Backend
from atest.disguises import leaks
from atest.robot_process import Robot, Run

PROXY = {"PROXY_USER": "qa@office", "PROXY_PASSWORD": "proxy/pass:word"}
"""The credentials of the proxy."""


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite of connections."""
    return robot.given(environment={"TOKEN": "token-1", **PROXY}).run("connections")


def test_connections_end_as_documented(run: Run) -> None:
    """Redirects are checked or followed, cookies kept for a test, proxies used, connections checked."""
    run.assert_as_documented()


def test_a_proxy_gets_the_whole_address(run: Run, backend: Backend) -> None:
    """Only requests to the proxy have the absolute form."""
    assert run.suite
    over_proxy = [item for item in backend.requests if "://" in item.target]
    assert [item.target for item in over_proxy] == ["http://backend.invalid/echo/x"] * 2
    assert ["proxy-authorization" in item.headers for item in over_proxy] == [False, True]


def test_the_password_of_a_proxy_is_not_shown(run: Run) -> None:
    """Neither is the user, even if an answer contains them."""
    both = {"both": ":".join(PROXY.values())}
    assert leaks(run, PROXY | both) == []


def test_a_busy_login_is_retried(run: Run, backend: Backend) -> None:
    """It is retried until there is a token; the validation's own request is sent once."""
    assert run.test("Login That Is Busy").status == "PASS"
    assert (backend.count("/busy/token"), backend.count("/echo/busy")) == (3, 1)


def test_a_failed_login_is_shown(run: Run) -> None:
    """The step of the attempt has its request and answer."""
    [attempt] = [step for step in run.test("No Token").walk() if step.name.startswith("› GET")]
    shown = attempt.messages[0].text
    assert "The login that returned no token:" in shown
    assert "/status/503" in shown
    assert "503 As Asked" in shown


def test_a_followed_redirect_is_shown(run: Run) -> None:
    """The log says where it came from."""
    assert "redirected from http://" in run.xml


def test_each_login_is_made_once(run: Run, backend: Backend) -> None:
    """A refused first token is renewed, then kept; the token of a validation is kept for its test."""
    assert run.suite
    assert backend.count("/token") == 2
    assert backend.count("/login") == 4


def test_no_token_is_shown(run: Run) -> None:
    """Tokens are secret from the moment they are received."""
    texts = [text.decode("utf-8", "replace") for _, text in run.files()]
    assert not [text for text in texts if "-token-" in text]


def test_the_token_of_a_check_is_not_shown(run: Run) -> None:
    """A checked connection authenticates, and its secret is masked."""
    assert "token-1" not in run.xml


def test_a_wrong_name_fails_a_dry_run(robot: Robot) -> None:
    """The type of connection names is the registry's own list."""
    run = robot.given("--dryrun", environment={"TOKEN": "token-1"}).run("connections")
    assert 'did you mean "plain"?' in run.test("Unknown Connection").message
    assert run.code == 1
