"""Requests of an app without their secrets."""

from __future__ import annotations

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.report.skeleton.registry import validation_for
from QuashLibrary.report.skeleton.sent import Sent, without_secrets
from QuashLibrary.views.app_requests import AppRequestView
from utest.report.skeleton.requests_of_app import sent


def test_request_in_memory_is_as_in_the_file_of_the_run() -> None:
    """A request in memory is masked as in the file: credentials and private values are hidden."""
    raw = sent(
        "POST /login 201",
        {"email": "ada@shop.example", "password": "tea-and-honey"},
        {"token": "abc-def-123", "id": 4},
        headers=(("Authorization", "Bearer abc-def-123"), ("Cookie", "session=abcdef")),
    ).request
    view = AppRequestView(Redactor(), lambda _: ())
    login = Sent(without_secrets(raw, view), "Shop.Buy")
    assert login.body == {"email": "ada@shop.example", "password": "***"}
    assert login.answer == {"token": "***", "id": 4}
    assert (login.sends("authorization"), login.sends("cookie")) == ("Bearer ***", "***")
    assert '{from: "$.requests[-1].answer.token", secret: true}' in validation_for(login, [login])


def test_body_that_is_not_json_is_none() -> None:
    """A body that is not JSON, or is very long, counts as None."""
    assert sent("POST /orders 201", "a=1&b=2", "<p>").body is None
    assert sent("POST /orders 201", "[" + "1," * 40_000 + "1]").body is None


def test_whether_a_write_was_done() -> None:
    """A refused write differs from a server error; a write that the test broke counts as neither."""
    answers = [sent(f"POST /orders {status}") for status in (201, 409, 500, 0)]
    assert [item.succeeded for item in answers] == [True, False, False, False]
    assert [item.was_refused for item in answers] == [False, True, False, False]
    assert not sent("POST /orders 201", broken="lost").succeeded
