"""The example registries that the wheel ships load without problems, and their validations can pass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Exchange, Request, Response
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.runner import Call, Runner
from QuashLibrary.engine.values import Scope
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE, Tls, Validation
from QuashLibrary.registry.schema import registry_schema
from utest.docs.answers import CASES, Case

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
ENVIRONMENT = dict.fromkeys(("SHOP_TOKEN", "PAYMENTS_PASSWORD", "MAILBOX_KEY", "STOCK_CLIENT", "STOCK_SECRET"), "test")
SHOP = load_registry([EXAMPLES / "shop.yaml"]).registry


@dataclass
class Answering:
    """A transport that has the answer already."""

    response: Response

    def send(self, request: Request, _tls: Tls, _deadline: Deadline) -> Exchange:
        """Answer a request at once."""
        return Exchange(request, self.response, Clock().now(), 0.001)


@pytest.mark.parametrize("file", ["minimal.yaml", "shop.yaml"])
def test_an_example_has_no_problems(file: str) -> None:
    """Each example registry loads, and has validations."""
    loaded = load_registry([EXAMPLES / file])
    assert loaded.problems == ()
    assert loaded.registry.slugs


@pytest.mark.parametrize("file", ["minimal.yaml", "shop.yaml"])
def test_an_editor_finds_no_fault_with_an_example(file: str) -> None:
    """Each example registry fits the JSON Schema that its first line names."""
    read = yaml.safe_load((EXAMPLES / file).read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(registry_schema()).iter_errors(read)] == []


def test_the_minimal_example_has_ten_lines() -> None:
    """The README's promise: a first validation takes ten lines of YAML."""
    assert len((EXAMPLES / "minimal.yaml").read_text(encoding="utf-8").splitlines()) <= 10


@pytest.mark.parametrize("slug", SHOP.slugs)
def test_an_example_passes_on_a_fitting_answer(slug: str) -> None:
    """Each validation of the shop can pass, and fetches what it says."""
    case = CASES[slug]
    validation = SHOP.validations[slug]
    connection = SHOP.connections[validation.connection][BASE]
    runner = Runner(Answering(case.response), Clock(), Redactor())
    [outcome] = runner.run([Call(validation, connection, _scope(validation, case))])
    said = [str(check) for check in outcome.last.checks if check.state != "holds"] if outcome.last else outcome.problem
    assert (outcome.verdict, said) == ("passed", [])
    assert outcome.fetched == case.fetched


def _scope(validation: Validation, case: Case) -> Scope:
    variables = {"SUITE_NAME": "Checkout", **case.variables}
    declared = {item.name: item for item in validation.inputs}
    return Scope(Redactor(), case.inputs, declared, variables=variables.__getitem__, environment=ENVIRONMENT)
