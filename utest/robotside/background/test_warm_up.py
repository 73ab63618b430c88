"""The modules of validations are loaded while the app starts, once per run, and only if there are validations."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.background import warm_up
from QuashLibrary.robotside.background.warm_up import WarmUp
from QuashLibrary.robotside.state.run import RunState

if TYPE_CHECKING:
    from collections.abc import Callable

STEP: Any = SimpleNamespace()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the started threads; every step counts as a UI step."""
    names: list[str] = []

    def start_thread(work: Callable[[], object], name: str) -> None:
        names.append(name)

    monkeypatch.setattr(warm_up, "start_thread", start_thread)
    monkeypatch.setattr(warm_up, "is_ui_step", lambda run, step: True)
    return names


def suite_with(monkeypatch: pytest.MonkeyPatch, *slugs: str) -> None:
    """Simulate a suite with a registry of these slugs."""
    owner = SimpleNamespace(registry=Registry(positions=dict.fromkeys(slugs)))  # type: ignore[arg-type]
    monkeypatch.setattr(warm_up, "registry_owners", lambda: [("QuashLibrary", owner)])


def test_the_first_ui_step_begins_it(begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first UI step starts loading, later ones do not."""
    suite_with(monkeypatch, "order-created")
    feature = WarmUp(RunState())
    assert [feature.start_step(STEP), feature.start_step(STEP)] == [True, True]
    assert begun == ["QuashLibrary-warm-up"]


def test_a_suite_without_validations_loads_nothing(begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite that only records app requests loads nothing."""
    suite_with(monkeypatch)
    assert WarmUp(RunState()).start_step(STEP)
    assert begun == []


def test_everything_is_loaded_that_a_validation_needs() -> None:
    """The log of outcomes, the runner and the backend's client are loaded."""
    code = "from QuashLibrary.robotside.background.warm_up import load; load(); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    wanted = {"robotside.log.outcomes", "engine.run.runner", "engine.sources.http.transport", "views.record"}
    wanted.add("registry.compile.validations")
    assert {f"QuashLibrary.{name}" for name in wanted} <= set(done.stdout.split())
