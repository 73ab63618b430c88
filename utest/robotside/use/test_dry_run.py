"""The cost of a dry run per step; atest checks its findings with real suites."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.suite import SuiteState
from QuashLibrary.robotside.use.dry_run import problem_of
from QuashLibrary.robotside.use.written_calls import read_call

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
connections: {shop: {base_url: "http://h"}}
validations:
  order: {request: "GET /o/${number}", inputs: {number: Number.}}
"""


class Suite:
    """A suite of steps that counts how often its steps are read."""

    def __init__(self, steps: int, *assigned: str) -> None:
        """Make the steps; the first one assigns."""
        self.looks = 0
        self.steps = [SimpleNamespace(parent=self, args=("x",), assign=()) for _ in range(steps)]
        self.steps[0].assign = assigned

    @property
    def tests(self) -> Iterator[SimpleNamespace]:
        """Return the steps, as if each were a test."""
        for step in self.steps:
            self.looks += 1
            yield step


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """A registry with one validation that needs an input."""
    (tmp_path / "v.yaml").write_text(REGISTRY, encoding="utf-8")
    return load_registry([tmp_path / "v.yaml"]).registry


def problems(run: RunState, registry: Registry, suite: Suite) -> set[str]:
    """Return the problems of a call in each step of a suite."""
    call = read_call(registry, "@order", [])
    assert call
    return {problem_of(run, call, step) for step in suite.steps}


def test_each_step_is_looked_at_once(registry: Registry) -> None:
    """A suite with twice as many steps takes twice as long, not four times."""
    suite = Suite(100)
    assert problems(RunState(), registry, suite) == {
        '@order is missing its input "number": add number=… to the step, or set ${number} before it'
    }
    assert suite.looks == 100


@pytest.mark.parametrize("name", ["${number}", "$number", "${Number} =", "&{number}", "${number.of}", "${ number}"])
def test_what_the_suite_sets_is_not_missed(registry: Registry, name: str) -> None:
    """Variables that the suite sets in any form are not reported as missing."""
    assert problems(RunState(), registry, Suite(2, name)) == {""}


def test_another_name_does_not_count(registry: Registry) -> None:
    """Other names do not count, nor do names of another suite."""
    run = RunState()
    assert problems(run, registry, Suite(2, "${number}")) == {""}
    run.suites.append(SuiteState())
    assert problems(run, registry, Suite(2, "${numbers}")) != {""}
