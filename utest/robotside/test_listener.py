"""Promises of the listener that need no running Robot Framework."""

from types import SimpleNamespace
from typing import Any

import pytest

from QuashLibrary.robotside import listener as module
from QuashLibrary.robotside.listener import Listener
from QuashLibrary.robotside.state.session import Session


class AppiumLibrary:
    """Has the name by which a UI library is known."""


class Owner:
    """What Robot makes of the library, imported AS another name."""

    name = "Phone"
    real_name = "AppiumLibrary"
    instance = AppiumLibrary()


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Return a listener with a session of its own."""
    session = Session()
    monkeypatch.setattr(module, "current_session", lambda: session)
    return Listener()


def keyword(*, not_run: bool = False, failed: bool = False) -> tuple[Any, Any, Any]:
    """Return what Robot hands over for a step of the UI library."""
    owner = Owner()
    result = SimpleNamespace(name="Click Element", args=("id=pay",), not_run=not_run, failed=failed, message="")
    return SimpleNamespace(args=()), SimpleNamespace(owner=owner, name="Click Element"), result


def run(listener: Listener, **kinds: bool) -> None:
    """Start and end a step."""
    event = keyword(**kinds)
    listener.start_library_keyword(*event)
    listener.end_library_keyword(*event)


def test_a_ui_step_is_noted(listener: Listener) -> None:
    """With its cells, and whether it failed."""
    run(listener, failed=True)
    [step] = listener.session.test.ui_steps
    assert (step.text, step.failed) == ("Click Element    id=pay", True)


def test_a_ui_step_is_shown_as_robot_reads_it(listener: Listener) -> None:
    """An escape in a cell is Robot's, not the locator's."""
    event = keyword()
    event[2].args = (r"css\=#pay",)
    listener.start_library_keyword(*event)
    assert listener.session.test.ui_steps[0].text == "Click Element    css=#pay"


def test_a_step_that_is_not_run_is_no_ui_step(listener: Listener) -> None:
    """Robot tells listeners also of steps in branches that are not taken."""
    run(listener, not_run=True)
    assert listener.session.test.ui_steps == []


def test_a_keyword_that_a_ui_step_runs_is_part_of_it(listener: Listener) -> None:
    """AppiumLibrary takes a screenshot when a step of its fails."""
    outer, inner = keyword(failed=True), keyword()
    listener.start_library_keyword(*outer)
    listener.start_library_keyword(*inner)
    listener.end_library_keyword(*inner)
    listener.end_library_keyword(*outer)
    [step] = listener.session.test.ui_steps
    assert step.failed
