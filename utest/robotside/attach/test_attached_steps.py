"""The arguments that attached steps pass to Robot: inputs by the registry's rules, and hidden secrets."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from robot.running import Keyword

from QuashLibrary.engine.plan.values import Unknown
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.attach import attached_steps
from QuashLibrary.robotside.attach.attached_steps import AttachedCall, AttachedStep, SecretArgument, calls_of
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.suite import SuiteAttachment

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
connections: {shop: {base_url: "http://h"}}
validations:
  order: {request: "GET /o/${number}/${count}", inputs: {number: Number., count: {type: integer, default: 1}}}
  login: {request: "GET /l/${pin}/${number}", inputs: {pin: {secret: true}, number: Number.}}
attach:
  - validate: [order, login]
    after: Click Element    id=pay
    inputs: {number: 'No. ${number} C:\\x', pin: "${pin}", count: 2}
    within: 1m 30s
    on_failure: warn
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """A registry with an attachment."""
    (tmp_path / "v.yaml").write_text(REGISTRY, encoding="utf-8")
    loaded = load_registry([tmp_path / "v.yaml"])
    assert loaded.problems == ()
    return loaded.registry


@pytest.fixture
def calls(registry: Registry) -> list[AttachedCall]:
    """The calls of the attachment."""
    return calls_of(SuiteAttachment(registry.attachments[0], registry, "Shop."))


def arguments(
    call: AttachedCall, monkeypatch: pytest.MonkeyPatch, run: RunState, **variables: object
) -> dict[str, Any]:
    """Return the named arguments of a running step, with these Robot variables."""
    seen: dict[str, Any] = {}
    monkeypatch.setattr(attached_steps, "variable", variables.__getitem__)
    monkeypatch.setattr(Keyword, "run", lambda step, *_: seen.update(step.named_args, unknown=step.unknown))
    AttachedStep(run, call).run(None, SimpleNamespace(dry_run=False))
    return seen


def test_each_validation_gets_the_inputs_that_it_declares(calls: list[AttachedCall]) -> None:
    """The validations of a list share the inputs, and each gets those that it declares."""
    assert [(call.keyword, list(call.inputs)) for call in calls] == [
        ("Shop.@order", ["number", "count"]),
        ("Shop.@login", ["number", "pin"]),
    ]


def test_before_it_runs_a_step_is_as_it_is_written(calls: list[AttachedCall]) -> None:
    """Before it runs, a step has its inputs as written, with Robot's escapes."""
    step = AttachedStep(RunState(), calls[0])
    expected = {"number": r"No. ${number} C:\\x", "count": 2, "within": "1 min 30 s", "on_failure": "warn"}
    assert step.named_args == expected
    assert "v.yaml:6:5, after: Click Element    id=pay" in calls[0].source


def test_values_are_looked_up_when_it_runs(calls: list[AttachedCall], monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetched values come before variables; their content is not looked up again."""
    run = RunState()
    assert arguments(calls[0], monkeypatch, run, number="${x}")["number"] == r"No. \${x} C:\\x"
    run.test.fetched["number"] = 7
    assert arguments(calls[0], monkeypatch, run, number="${x}")["number"] == r"No. 7 C:\\x"


def test_what_is_not_known_is_handed_over_as_such(calls: list[AttachedCall], monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown value is an error of the validation, whose policy applies; no other value replaces it."""
    run = RunState()
    given = arguments(calls[0], monkeypatch, run)
    assert "number" not in given
    assert given["unknown"] == {
        "number": Unknown("${number} is not set; set it before this step (input number of attach)")
    }


def test_an_object_that_cannot_be_read_does_not_end_the_run(
    calls: list[AttachedCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception of an object becomes an unknown input."""
    around: list[object] = []
    around.append(around)
    given = arguments(calls[0], monkeypatch, RunState(), number=around)
    assert "contains itself" in given["unknown"]["number"].why


def test_a_secret_is_not_shown(calls: list[AttachedCall], monkeypatch: pytest.MonkeyPatch) -> None:
    """Declared secrets and values that contain a known secret are hidden, because Robot writes all arguments."""
    run = RunState()
    run.redactor.add("s3cret-number")
    given = arguments(calls[1], monkeypatch, run, pin="4711-0815", number="s3cret-number")
    assert (str(given["pin"]), str(given["number"])) == ("***", "***")
    assert isinstance(given["pin"], SecretArgument)
    assert given["pin"].value == "4711-0815"
    assert run.redactor.clean("pin 4711-0815") == "pin ***"
