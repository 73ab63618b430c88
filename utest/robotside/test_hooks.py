"""The guard round the listener's hooks: no exception disappears, and each event is handled once."""

from types import SimpleNamespace
from typing import Any

import pytest
from robot import errors
from robot.errors import ExecutionFailed

from QuashLibrary.robotside.hooks import hook
from QuashLibrary.robotside.state.session import Session

MESSAGE = "QuashLibrary's listener has failed in start_test: ValueError: on purpose"


def timeout() -> BaseException:
    """Robot's exception for a timeout, by the name of its version."""
    kind: type[BaseException] = getattr(errors, "TimeoutExceeded", None) or errors.TimeoutError
    return kind("too long")


class Hooks:
    """A listener whose hooks raise what it is given."""

    def __init__(self, error: BaseException | None = None, *, strict: bool = True) -> None:
        self.session = Session(strict=strict)
        self.error = error
        self.heard: list[Any] = []

    @hook
    def start_test(self, data: Any, result: Any) -> None:
        """Note the event, and raise."""
        self.heard.append(result)
        if self.error:
            raise self.error

    @hook
    def end_test(self, data: Any, result: Any) -> None:
        """Do nothing."""

    @hook
    def end_suite(self, data: Any, result: Any) -> None:
        """Do nothing."""

    @hook
    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Run a step, of which Robot tells in its turn."""
        self.heard.append(result)
        if result == "outer":
            self.end_library_keyword(None, None, "inner")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is written into Robot's log."""
    lines: list[tuple[str, str]] = []
    for level in ("debug", "warn", "error"):
        monkeypatch.setattr(f"robot.api.logger.{level}", lambda text, level=level: lines.append((level, text)))
    return lines


def ended(hooks: Hooks, status: str = "PASS", message: str = "") -> tuple[str, str]:
    """Have a test end, and return how."""
    result = SimpleNamespace(status=status, failed=status == "FAIL", message=message)
    hooks.end_test(None, result)
    return result.status, result.message


def test_a_failure_in_a_hook_fails_the_test(told: list[tuple[str, str]]) -> None:
    """With the hook's name; the traceback is for those who look for it."""
    hooks = Hooks(ValueError("on purpose"))
    hooks.start_test(None, object())
    assert ended(hooks) == ("FAIL", MESSAGE)
    assert [level for level, _ in told] == ["debug"]


def test_it_fails_one_test() -> None:
    """The next one has nothing to do with it."""
    hooks = Hooks(ValueError("on purpose"))
    hooks.start_test(None, object())
    assert ended(hooks)[0] == "FAIL"
    assert ended(hooks)[0] == "PASS"


def test_it_fails_every_test_in_which_it_happens() -> None:
    """The same again is news for another test."""
    hooks = Hooks(ValueError("on purpose"))
    for _ in range(2):
        hooks.start_test(None, object())
        assert ended(hooks) == ("FAIL", MESSAGE)


def test_it_is_told_beside_what_has_failed_already() -> None:
    """The test's own failure comes first."""
    hooks = Hooks(ValueError("on purpose"))
    hooks.start_test(None, object())
    assert ended(hooks, "FAIL", "broken") == ("FAIL", f"broken\n\nAlso:\n{MESSAGE}")


def test_not_strict_it_is_one_warning(told: list[tuple[str, str]]) -> None:
    """And the tests pass."""
    hooks = Hooks(ValueError("on purpose"), strict=False)
    for _ in range(2):
        hooks.start_test(None, object())
        assert ended(hooks) == ("PASS", "")
    assert [line for line in told if line[0] != "debug"] == [("warn", MESSAGE)]


def test_it_is_an_error_where_no_test_is_left(told: list[tuple[str, str]]) -> None:
    """The suite that ends last tells it."""
    hooks = Hooks(ValueError("on purpose"))
    hooks.start_test(None, object())
    hooks.end_suite(SimpleNamespace(parent=object()), object())
    hooks.end_suite(SimpleNamespace(parent=None), object())
    assert [line for line in told if line[0] != "debug"] == [("error", MESSAGE)]


def test_a_failure_in_the_hook_of_messages_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is logged of it is a message again."""
    hooks = Hooks(ValueError("on purpose"))
    monkeypatch.setattr("robot.api.logger.debug", lambda text: hooks.start_test(None, text))
    hooks.start_test(None, object())
    assert len(hooks.heard) == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt(), timeout()], ids=["signal", "timeout"])
def test_timeouts_and_signals_pass(error: BaseException) -> None:
    """They are Robot's, and no mistakes of ours."""
    hooks = Hooks(error)
    with pytest.raises(type(error)):
        hooks.start_test(None, object())
    assert hooks.session.crashes == {}


def test_a_failed_step_does_not_pass() -> None:
    """Robot would write that of a hook into its errors as well."""
    hooks = Hooks(ExecutionFailed("order is missing"))
    hooks.start_test(None, object())
    assert ended(hooks)[1].endswith("failed in start_test: order is missing")


def test_secrets_are_masked() -> None:
    """Whatever an exception says."""
    hooks = Hooks(ValueError("not s3cret-token"))
    hooks.session.redactor.add("s3cret-token")
    hooks.start_test(None, object())
    assert ended(hooks)[1].endswith("ValueError: not ***")


def test_an_event_is_handled_once_though_steps_are_run_in_it() -> None:
    """Two listeners hear the outer step and the one that runs in the hook itself."""
    hooks = Hooks()
    for _ in range(2):
        hooks.end_library_keyword(None, None, "outer")
    assert hooks.heard == ["outer", "inner"]
