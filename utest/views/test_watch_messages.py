"""The messages about watches: what runs for how long, and why nobody waited for it."""

import pytest

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.message import unawaited_message, watch_message
from utest.engine.registries import used
from utest.views.outcomes import STATE, STATUS, outcome

AWAITED = "\nAwait Backend    @order  waits for it; otherwise the test waits for it at its end."
HOLDS = "until all its expectations are met, for up to"


@pytest.mark.parametrize(
    ("timing", "within", "reason"),
    [
        ("", None, "once"),
        ("", 0.0, "once"),
        ("", 30.0, f"{HOLDS} 30 s"),
        ("eventually: 10s", None, f"{HOLDS} 10 s"),
        ("eventually: 10s", 3.0, f"{HOLDS} 3 s"),
        ("eventually: {within: 10s, holds_for: 2s}", None, f"{HOLDS} 10 s, and then for 2 s more"),
        ("always: 5s", None, "for 5 s, during which all its expectations must be met"),
    ],
)
def test_the_message_says_what_is_watched(timing: str, within: float | None, reason: str) -> None:
    """The message says until when the validation runs."""
    validation, _ = used(f"request: GET /\n{timing}")
    assert watch_message(validation, within, "test") == f"@order runs in the background {reason}.{AWAITED}"


def test_what_a_suite_watches_ends_with_it() -> None:
    """Nobody waits for it then."""
    validation, _ = used("request: GET /")
    assert watch_message(validation, 1.0, "suite").endswith("; otherwise it stops when the suite ends.")


def test_an_unawaited_watch_shows_its_last_attempt() -> None:
    """It takes one line with the latest attempt."""
    reason = unawaited_message("@order", "the test had failed", outcome("failed", STATUS, STATE).last, Redactor())
    assert reason == (
        '@order was not awaited: the test had failed; last attempt 1: $.state should be "paid", was "pending", '
        "GET http://127.0.0.1:8080/api/orders/A-17 -> 200 in 12 ms"
    )


def test_an_unawaited_watch_without_attempts_says_only_why() -> None:
    """There was no attempt."""
    assert unawaited_message("@order", "the test had failed", None, Redactor()) == (
        "@order was not awaited: the test had failed"
    )
