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


def test_the_token_of_a_check_is_not_shown(run: Run) -> None:
    """A checked connection is authenticated, and its secret masked."""
    assert "token-1" not in run.xml


def test_a_wrong_name_fails_a_dry_run(robot: Robot) -> None:
    """Names of connections are typed as the registry's own."""
    run = robot.given("--dryrun", environment={"TOKEN": "token-1"}).run("connections")
    assert 'did you mean "plain"?' in run.test("Unknown Connection").message
    assert run.code == 1
