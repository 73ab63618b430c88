"""How connections are spoken to, with real redirects, cookies and a proxy."""

import pytest

from atest.backend import Backend
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite of connections."""
    return robot.given(environment={"TOKEN": "token-1"}).run("connections")


def test_connections_end_as_documented(run: Run) -> None:
    """Redirects are checked or followed, cookies kept for a test, proxies used, connections checked."""
    run.assert_as_documented()


def test_a_proxy_gets_the_whole_address(run: Run, backend: Backend) -> None:
    """The request over the proxy is one to a proxy; the others are not."""
    assert run.suite
    assert [item.target for item in backend.requests if "://" in item.target] == ["http://backend.invalid/echo/x"]


def test_a_followed_redirect_is_told(run: Run) -> None:
    """The log says from where it led."""
    assert "redirected from http://" in run.xml


def test_each_login_is_made_once(run: Run, backend: Backend) -> None:
    """The first token is refused and renewed; then it is kept, that of a validation for its test."""
    assert run.suite
    assert backend.asked("/token") == 2
    assert backend.asked("/login") == 4


def test_no_token_is_shown(run: Run) -> None:
    """Tokens are secret from the moment they are received."""
    texts = [text.decode("utf-8", "replace") for _, text in run.files()]
    assert not [text for text in texts if "-token-" in text]


def test_the_token_of_a_check_is_not_shown(run: Run) -> None:
    """A checked connection is authenticated, and its secret masked."""
    assert "token-1" not in run.xml


def test_a_wrong_name_fails_a_dry_run(robot: Robot) -> None:
    """Names of connections are typed as the registry's own."""
    run = robot.given("--dryrun", environment={"TOKEN": "token-1"}).run("connections")
    assert 'did you mean "plain"?' in run.test("Unknown Connection").message
    assert run.code == 1
