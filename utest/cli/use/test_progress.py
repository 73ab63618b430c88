"""The progress line while a validation waits."""

import io
import sys
import threading
from dataclasses import replace

import pytest

from QuashLibrary.cli.use import progress as module
from QuashLibrary.cli.use.progress import Progress
from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.problems import Position
from QuashLibrary.registry.model import HttpConnection, RequestSpec, Timing, Validation
from utest.views.outcomes import outcome

REDACTOR = Redactor()
REDACTOR.add("secret-state")
WAITING = Validation("order", Position("v.yaml", 1), "shop", RequestSpec("GET", "/"), timing=Timing(within=30.0))
CALL = Call(WAITING, HttpConnection("shop", "http://shop.example"), Scope(REDACTOR))
FAILED = outcome("failed", Check("$.state", "failed", 'should be "paid"', 'was "secret-state"')).attempts[0]


def test_the_line_says_what_is_missing() -> None:
    """The line shows the failed checks, the attempt and the time left, with masked secrets."""
    shown = Progress(CALL, REDACTOR)
    assert shown.line == "@order, 30 s left"
    shown.hear("order", replace(FAILED, number=7))
    assert shown.line == '@order, attempt 7, 30 s left: $.state should be "paid", was "***"'


def test_the_time_left_is_not_known_while_something_else_runs_first() -> None:
    """While a needed validation runs, the line shows the elapsed time instead."""
    shown = Progress(replace(CALL, needs=(CALL,)), REDACTOR)
    shown.hear("login", FAILED)
    assert shown.line.startswith("@login, attempt 1, 0 s: ")


def test_a_line_now_and_then_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines go to stderr, so stdout contains only the outcome."""
    written = threading.Event()

    class Pipe(io.StringIO):
        def write(self, text: str) -> int:
            written.set()
            return super().write(text)

    monkeypatch.setattr(module, "_EVERY", 0.01)
    monkeypatch.setattr(sys, "stderr", Pipe())
    with Progress(CALL, REDACTOR):
        assert written.wait(30)
    assert sys.stderr.getvalue().startswith("@order, 30 s left\n")  # type: ignore[attr-defined]


def test_what_is_over_at_once_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A validation that ends quickly shows no progress."""
    with Progress(CALL, REDACTOR) as shown:
        shown.hear("order", FAILED)
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_shows_what_the_latest_attempt_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C shows the result of the latest attempt, because there is no outcome."""
    with pytest.raises(KeyboardInterrupt), Progress(CALL, REDACTOR) as shown:
        shown.hear("order", FAILED)
        raise KeyboardInterrupt
    assert "@order was interrupted after attempt 1, which found:" in capsys.readouterr().err
