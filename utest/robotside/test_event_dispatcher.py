"""Failures of the listener itself: every exception is reported."""

from types import SimpleNamespace
from typing import Any

import pytest
from robot import errors
from robot.errors import ExecutionFailed

from QuashLibrary.robotside import event_dispatcher as module
from QuashLibrary.robotside.event_dispatcher import Dispatcher
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.run import RunState

MESSAGE = "QuashLibrary's listener failed in start_test: ValueError: on purpose"


def timeout() -> BaseException:
    """Robot's exception for a timeout, by its name in this version."""
    kind: type[BaseException] = getattr(errors, "TimeoutExceeded", None) or errors.TimeoutError
    return kind("too long")


@pytest.fixture(autouse=True)
def no_loggers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Robot's loggers do not receive the end of a simulated run."""
    monkeypatch.setattr(module, "when_run_ends", lambda act: None)
    monkeypatch.setattr(module, "around_steps", lambda before, after: None)
    monkeypatch.setattr(module, "mask_console", lambda mask: None)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The messages in Robot's log."""
    lines: list[tuple[str, str]] = []
    for level in ("debug", "warn", "error"):
        monkeypatch.setattr(f"robot.api.logger.{level}", lambda text, level=level: lines.append((level, text)))
    return lines


def failing(error: BaseException, *, strict: bool = True) -> Dispatcher:
    """Return the dispatcher of a run with a feature that raises an error when a test starts."""

    class Broken(Feature):
        def start_test(self, data: Any, result: Any) -> None:
            raise error

    return Dispatcher(RunState(listener_options=[ImportOptions(strict=strict)]), (Broken,))


def ended(dispatcher: Dispatcher, status: str = "PASS", message: str = "") -> tuple[str, str]:
    """End a test, and return its status and message."""
    result = SimpleNamespace(
        status=status, passed=status == "PASS", failed=status == "FAIL", message=message, doc="", tags=[]
    )
    dispatcher.end_test(None, result)
    return result.status, result.message


def test_a_failure_in_a_hook_fails_the_test(told: list[tuple[str, str]]) -> None:
    """The message names the hook; the traceback is a debug message."""
    dispatcher = failing(ValueError("on purpose"))
    dispatcher.start_test(None, object())
    assert ended(dispatcher) == ("FAIL", MESSAGE)
    assert [level for level, _ in told] == ["debug"]


def test_it_fails_one_test() -> None:
    """The next test is not affected."""
    dispatcher = failing(ValueError("on purpose"))
    dispatcher.start_test(None, object())
    assert ended(dispatcher)[0] == "FAIL"
    assert ended(dispatcher)[0] == "PASS"


def test_it_fails_every_test_in_which_it_happens() -> None:
    """The same failure counts again in another test."""
    dispatcher = failing(ValueError("on purpose"))
    for _ in range(2):
        dispatcher.start_test(None, object())
        assert ended(dispatcher) == ("FAIL", MESSAGE)


def test_it_is_told_beside_what_has_failed_already() -> None:
    """The test's own failure comes first."""
    dispatcher = failing(ValueError("on purpose"))
    dispatcher.start_test(None, object())
    assert ended(dispatcher, "FAIL", "broken") == ("FAIL", f"broken\n\nAlso:\n{MESSAGE}")


def test_not_strict_it_is_one_warning(told: list[tuple[str, str]]) -> None:
    """With strict=False, the tests pass."""
    dispatcher = failing(ValueError("on purpose"), strict=False)
    for _ in range(2):
        dispatcher.start_test(None, object())
        assert ended(dispatcher) == ("PASS", "")
    assert [line for line in told if line[0] != "debug"] == [("warn", MESSAGE)]


def test_it_is_an_error_where_no_test_is_left(told: list[tuple[str, str]]) -> None:
    """After the last test, the outermost suite reports the failure."""
    dispatcher = failing(ValueError("on purpose"))
    dispatcher.start_test(None, object())
    for parent in (object(), None):
        dispatcher.end_suite(SimpleNamespace(parent=parent), SimpleNamespace(message="", doc="", metadata={}))
    assert [line for line in told if line[0] != "debug"] == [("error", MESSAGE)]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), timeout()], ids=["signal", "timeout"])
def test_timeouts_and_signals_pass(error: BaseException) -> None:
    """Timeouts and signals belong to Robot and are not our failures."""
    dispatcher = failing(error)
    with pytest.raises(type(error)):
        dispatcher.start_test(None, object())
    assert ended(dispatcher) == ("PASS", "")


def test_a_failed_step_does_not_pass() -> None:
    """A failed step inside a hook counts as a failure of the hook."""
    dispatcher = failing(ExecutionFailed("order is missing"))
    dispatcher.start_test(None, object())
    assert ended(dispatcher)[1].endswith("failed in start_test: order is missing")


def test_secrets_are_masked() -> None:
    """Secrets in exceptions are masked."""
    dispatcher = failing(ValueError("not s3cret-token"))
    dispatcher.run.redactor.add("s3cret-token")
    dispatcher.start_test(None, object())
    assert ended(dispatcher)[1].endswith("ValueError: not ***")
