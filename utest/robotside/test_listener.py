"""The listener, as far as it needs no running Robot Framework."""

from types import SimpleNamespace
from typing import Any

import pytest

from QuashLibrary.robotside import event_dispatcher as module
from QuashLibrary.robotside.app.ui_steps import UiSteps
from QuashLibrary.robotside.event_dispatcher import Dispatcher
from QuashLibrary.robotside.listener import FEATURES
from QuashLibrary.robotside.masking import UNMASKED
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.test import Lease


class AppiumLibrary:
    """Has the name that identifies a UI library."""


class Owner:
    """Robot's object for the library, imported AS another name."""

    name = "Phone"
    real_name = "AppiumLibrary"
    instance = AppiumLibrary()


OWNER = Owner()


@pytest.fixture(autouse=True)
def no_loggers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Robot's loggers do not receive the end of a simulated run."""
    monkeypatch.setattr(module, "when_run_ends", lambda act: None)
    monkeypatch.setattr(module, "around_steps", lambda before, after: None)
    monkeypatch.setattr(module, "mask_console", lambda mask: None)


@pytest.fixture
def dispatcher() -> Dispatcher:
    """Return the features of a run."""
    return Dispatcher(RunState(), FEATURES)


def keyword(*, not_run: bool = False, failed: bool = False) -> tuple[Any, Any, Any]:
    """Return Robot's objects for a step of the UI library."""
    implementation = SimpleNamespace(owner=OWNER, name="Click Element", type="L", LIBRARY_KEYWORD="L", embedded=None)
    result = SimpleNamespace(
        name="Click Element", args=("id=pay",), not_run=not_run, failed=failed, passed=not failed, message=""
    )
    return SimpleNamespace(args=(), parent=None, named_args=None), implementation, result


def run(dispatcher: Dispatcher, **kinds: bool) -> None:
    """Start and end a step."""
    event = keyword(**kinds)
    dispatcher.start_library_keyword(*event)
    dispatcher.end_library_keyword(*event)


def ended(status: str = "PASS") -> Any:
    """Return the result of an ending test."""
    return SimpleNamespace(
        status=status, passed=status == "PASS", failed=status == "FAIL", message="", doc="", tags=Tags(), skipped=False
    )


class Tags(list[str]):
    """The parts of Robot's tags that are used."""

    def add(self, tags: Any) -> None:
        """Add tags."""
        self.extend(tags)


def test_a_ui_step_is_noted(dispatcher: Dispatcher) -> None:
    """A UI step is noted with its cells and its status."""
    run(dispatcher, failed=True)
    [step] = dispatcher.run.test.ui_steps
    assert (step.text, step.failed) == ("Click Element    id=pay", True)


def test_a_ui_step_is_shown_as_robot_reads_it(dispatcher: Dispatcher) -> None:
    """An escape in a cell belongs to Robot, not to the locator."""
    event = keyword()
    event[2].args = (r"css\=#pay",)
    dispatcher.start_library_keyword(*event)
    assert dispatcher.run.test.ui_steps[0].text == "Click Element    css=#pay"


def test_a_step_that_is_not_run_is_no_ui_step(dispatcher: Dispatcher) -> None:
    """Robot also notifies listeners of steps in branches that do not run."""
    run(dispatcher, not_run=True)
    assert dispatcher.run.test.ui_steps == []


def test_a_keyword_that_a_ui_step_runs_is_part_of_it(dispatcher: Dispatcher) -> None:
    """AppiumLibrary takes a screenshot when one of its steps fails."""
    outer, inner = keyword(failed=True), keyword()
    dispatcher.start_library_keyword(*outer)
    dispatcher.start_library_keyword(*inner)
    dispatcher.end_library_keyword(*inner)
    dispatcher.end_library_keyword(*outer)
    [step] = dispatcher.run.test.ui_steps
    assert step.failed


def test_ends_come_in_the_reverse_order_of_starts() -> None:
    """Features are nested: the first to start is the last to end."""
    order: list[str] = []

    class One(Feature):
        def start_test(self, data: Any, result: Any) -> None:
            order.append(f"{type(self).__name__} starts")

        def end_test(self, data: Any, result: Any) -> None:
            order.append(f"{type(self).__name__} ends")

    class Two(One):
        pass

    dispatcher = Dispatcher(RunState(), (One, Two))
    dispatcher.start_test(None, None)
    dispatcher.end_test(None, ended())
    assert order == ["One starts", "Two starts", "Two ends", "One ends"]


@pytest.mark.parametrize("error", [ValueError("on purpose"), KeyboardInterrupt()])
def test_a_test_is_masked_and_gives_back_whatever_is_raised(error: BaseException) -> None:
    """Our own failure never reveals a secret or keeps a reserved value."""

    class Broken(Feature):
        def end_test(self, data: Any, result: Any) -> None:
            raise error

    given_back: list[str] = []
    state = RunState()
    state.redactor.add("s3cret-token")
    dispatcher = Dispatcher(state, (Broken,))
    dispatcher.start_test(None, None)
    state.test.leases.append(Lease("user", "anna", lambda: given_back.append("anna")))
    result = ended()
    result.doc, result.tags = "uses s3cret-token", Tags(["s3cret-token"])
    try:
        dispatcher.end_test(None, result)
    except KeyboardInterrupt:
        assert isinstance(error, KeyboardInterrupt)
    assert (result.doc, list(result.tags), given_back) == ("uses ***", ["***"], ["anna"])


def test_a_step_is_masked_although_a_feature_fails() -> None:
    """The other features still run."""
    heard: list[str] = []

    class Broken(Feature):
        def end_step(self, step: Any) -> None:
            raise ValueError("on purpose")

    class Sound(Feature):
        def end_step(self, step: Any) -> None:
            heard.append(step.name)

    state = RunState()
    state.redactor.add("s3cret-token")
    dispatcher = Dispatcher(state, (Sound, Broken))
    event = keyword()
    event[2].message = "not s3cret-token"
    dispatcher.end_library_keyword(*event)
    assert (event[2].message, heard) == ("not ***", ["Click Element"])


class Choosy(Feature):
    """Note the step."""

    asked: list[str]
    heard: list[str]

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        type(self).asked, type(self).heard = [], []

    def concerns(self, implementation: Any) -> bool:
        """Note the call."""
        self.asked.append(implementation.name)
        return False

    def end_step(self, step: Any) -> None:
        """Note what is heard."""
        self.heard.append(step.name)


def test_features_are_asked_once_for_each_keyword() -> None:
    """Features do not receive steps that do not concern them."""
    dispatcher = Dispatcher(RunState(), (Choosy,))
    for _ in range(3):
        run(dispatcher)
    assert (Choosy.asked, Choosy.heard) == (["Click Element"], [])


def test_after_an_import_features_are_asked_again() -> None:
    """After an import, the suite may have another UI library."""
    dispatcher = Dispatcher(RunState(), (Choosy,))
    run(dispatcher)
    dispatcher.library_import(None, None)
    run(dispatcher)
    assert Choosy.asked == ["Click Element"] * 2


def test_features_hear_of_all_steps_while_a_failed_ui_step_may_be_handled() -> None:
    """Any structure or keyword around the failed step may pass."""
    dispatcher = Dispatcher(RunState(), (UiSteps, Choosy))
    run(dispatcher, failed=True)
    assert Choosy.heard == ["Click Element"]
    event = keyword()
    event[1].name = event[2].name = "Run Keyword And Ignore Error"
    event[1].owner = SimpleNamespace(name="BuiltIn", real_name="BuiltIn")
    dispatcher.end_library_keyword(*event)
    assert Choosy.heard == ["Click Element", "Run Keyword And Ignore Error"]


def test_a_feature_that_cannot_be_asked_hears_of_the_step() -> None:
    """No check is skipped, and the test fails with the reason."""

    class Broken(Choosy):
        def concerns(self, implementation: Any) -> bool:
            raise ValueError("on purpose")

    dispatcher = Dispatcher(RunState(), (Broken,))
    dispatcher.start_test(None, None)
    dispatcher.end_library_keyword(*keyword())
    dispatcher.end_test(None, result := ended())
    assert Broken.heard == ["Click Element"]
    assert result.message == "QuashLibrary's listener failed in end_library_keyword: ValueError: on purpose"


def test_what_cannot_be_masked_is_not_shown(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that cannot be masked might contain a secret."""

    def broken(text: str) -> str:
        raise ZeroDivisionError

    dispatcher.run.redactor.add("s3cret-token")
    monkeypatch.setattr(dispatcher.run.redactor, "clean", broken, raising=False)
    message = SimpleNamespace(message="s3cret-token", html=False, level="INFO")
    dispatcher.masking.message(message)
    assert message.message == UNMASKED
