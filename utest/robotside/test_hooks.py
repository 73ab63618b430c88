"""The guard round the listener's hooks: no exception disappears, and each event is handled once."""

from types import SimpleNamespace
from typing import Any

import pytest
from robot.errors import ExecutionFailed

from QuashLibrary.robotside.hooks import hook
from QuashLibrary.robotside.session import Session

MESSAGE = "QuashLibrary's listener has failed in start_test: ValueError: on purpose"


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


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ExecutionFailed("stop")])
def test_what_is_robots_own_passes(error: BaseException) -> None:
    """Its timeouts and signals are no mistakes of ours."""
    hooks = Hooks(error)
    with pytest.raises(type(error)):
        hooks.start_test(None, object())
    assert hooks.session.crashes == {}


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
