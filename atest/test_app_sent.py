"""Validations of what the app has sent, and requests broken on purpose: the backend shows what arrived."""

from __future__ import annotations

from collections import Counter

import pytest

from atest.app_backend import AppBackend
from atest.report_reader import by_name, of_run
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def sent(app: Robot) -> Run:
    """The suite of validations with `app_sent`."""
    return app.run("app_traffic/sent.robot")


@pytest.fixture(scope="module")
def broken_and_arrived(app: Robot, app_backend: AppBackend) -> tuple[Run, Counter[str]]:
    """The suite of broken requests, and how many requests arrived for each path."""
    before = len(app_backend.requests)
    run = app.run("app_traffic/broken.robot")
    return run, Counter(request.path for request in app_backend.requests[before:])


def lines(run: Run, name: str) -> list[str]:
    """Return the requests of a test, one per line."""
    return [item["line"] for item in by_name(of_run(run))[name]["app_requests"]]


def test_validations_of_what_the_app_sent(sent: Run) -> None:
    """Count, order, bodies and answers since the start of the test, or since a remembered point."""
    sent.assert_as_documented()
    assert sent.errors == [error for error in sent.errors if error.startswith("swallowed failure: POST /hangup")]


def test_number_of_the_answer_is_used_by_the_next_validation(sent: Run, app_backend: AppBackend) -> None:
    """A value fetched from the app's own request becomes an input of another validation."""
    paths = [request.path for request in app_backend.requests if request.path == "/api/echo/orders/A-1001"]
    assert len(paths) == 1


def test_request_that_began_before_has_a_note(sent: Run) -> None:
    """The request is open in the test in which it began, and complete in the test in which it ended."""
    assert "GET /wait/next -> still open" in lines(sent, "Request Begins In One Test")
    [request] = [
        item
        for item in by_name(of_run(sent))["Request Ends In The Next Test"]["app_requests"]
        if item["line"] == "GET /wait/next -> 200"
    ]
    assert request["note"] == "began before this test"


def test_open_connections_delay_only_their_own_test(sent: Run) -> None:
    """The connections are listed as open where they began, and nowhere else until they end."""
    assert "POST /wait/ever -> still open" in lines(sent, "Write Stays Open For Ever")
    assert "GET /wait/poll -> still open" in lines(sent, "Read Stays Open For Ever")
    assert lines(sent, "Next Test After Those") == ["GET /cart -> 200"]


def test_requests_are_broken_as_requested(broken_and_arrived: tuple[Run, Counter[str]]) -> None:
    """Breaking that is not possible is refused with a reason."""
    broken_and_arrived[0].assert_as_documented()


def test_backend_gets_what_is_left_of_broken_requests(broken_and_arrived: tuple[Run, Counter[str]]) -> None:
    """Lost requests and errors never arrive, late ones do, and duplicated ones arrive twice."""
    assert broken_and_arrived[1] == {
        "/api/number": 1,
        "/api/held": 1,
        "/api/twice": 2,
        "/api/counted": 1,
        "/api/cart": 1,
        "/api/left-over": 1,
    }


def test_report_says_how_a_request_was_broken(broken_and_arrived: tuple[Run, Counter[str]]) -> None:
    """The reader does not search the backend for the cause."""
    tests = by_name(of_run(broken_and_arrived[0]))
    assert [item["broken"] for item in tests["Request With An Error Never Arrives"]["app_requests"]] == ["error"]
    assert [item["broken"] for item in tests["Request Is Late"]["app_requests"]] == ["late"]
