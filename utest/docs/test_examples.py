"""The example registries that the wheel ships load without problems, as an editor sees them, too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Exchange
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.registry.editor_schema import registry_schema
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE, Tls

pytestmark = pytest.mark.usefixtures("both_ways")

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
FILES = sorted(str(file.relative_to(EXAMPLES)) for file in EXAMPLES.rglob("*.yaml"))


@pytest.mark.parametrize("registry", ["minimal.yaml", "shop"])
def test_an_example_has_no_problems(registry: str) -> None:
    """Each example registry loads, and has validations."""
    loaded = load_registry([EXAMPLES / registry])
    assert loaded.problems == ()
    assert loaded.registry.slugs


@pytest.mark.parametrize("file", FILES)
def test_an_editor_finds_no_fault_with_an_example(file: str) -> None:
    """Each file of an example registry fits the JSON Schema that its first line names."""
    read = yaml.safe_load((EXAMPLES / file).read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(registry_schema()).iter_errors(read)] == []


def test_the_minimal_example_has_ten_lines() -> None:
    """The README's promise: a first validation takes ten lines of YAML."""
    assert len((EXAMPLES / "minimal.yaml").read_text(encoding="utf-8").splitlines()) <= 10


@pytest.mark.parametrize("slug", ["catalogue-complete", "catalogue-quick", "catalogue-cached"])
def test_what_the_shop_cannot_break_can_fail(slug: str) -> None:
    """On a slow answer without prices that was not cached; of all others the acceptance tests show it."""
    registry = load_registry([EXAMPLES / "shop"]).registry
    validation = registry.validations[slug]
    names = {"SHOP_URL": "http://127.0.0.1:1", "SUITE_NAME": "Checkout", "etag": "x"}
    scope = Scope(Redactor(), variables=names.__getitem__, environment={"SHOP_TOKEN": "test"})
    call = Call(validation, registry.connections["shop"][BASE], scope)
    redactor = Redactor()
    sources = {"http": HttpSource(Clock(), redactor, SlowShop())}
    [outcome] = Runner(Clock(), redactor, sources).run([call])
    assert outcome.verdict == "failed"


@dataclass
class SlowShop:
    """A transport that says to have taken two seconds."""

    def send(self, request: Request, _tls: Tls, _deadline: Deadline) -> Exchange:
        """Answer a request at once."""
        response = http_answer(200, "OK", (), b'{"currency": "EUR", "products": [{"sku": "tea"}]}')
        return Exchange(request, response, Clock().now(), 2.0)
