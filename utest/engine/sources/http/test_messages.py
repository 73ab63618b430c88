"""Requests and responses describe themselves without credentials."""

import pytest

from QuashLibrary.engine.outcome import Answer, Fault
from QuashLibrary.engine.redactor import masked_url
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from utest.views.outcomes import outcome


def answer_line(answer: Answer | Fault) -> str:
    """Return the line of an exchange with this answer."""
    (attempt,) = outcome("failed", answer=answer).attempts
    return attempt.exchange.answer_line


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("http://h/x", "http://h/x"),
        ("http://u:p@h:1/x", "http://***@h:1/x"),
        ("HTTPS://u:p@p@h/", "HTTPS://***@h/"),
        ("http://h/a@b?c@d", "http://h/a@b?c@d"),
        ("http://u:p@[::1", "http://***@[::1"),
    ],
)
def test_a_user_in_an_address_is_masked(url: str, masked: str) -> None:
    """This also applies to an invalid address."""
    assert masked_url(url) == masked
    assert Request("GET", url).description.line == f"GET {masked}"


def test_an_answer_in_a_word() -> None:
    """The line has the status, or why there is none."""
    assert answer_line(http_answer(503, "", (), b"")) == "503"
    assert answer_line(Fault("reset", "closed")) == "closed"
