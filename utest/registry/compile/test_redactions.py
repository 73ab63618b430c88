"""`redact` of files, connections, environments and validations: each adds to the others."""

from pathlib import Path

import pytest

from QuashLibrary.registry import model
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
redact: $.all
connections:
  shop:
    base_url: http://h
    redact: [$.connection]
    environments:
      staging: {base_url: "http://s", redact: [$.environment]}
      production: {base_url: "http://p"}
  shop-slow: {extends: shop, timeout: 30s, redact: [header X-Slow]}
  shop-own: {extends: shop, environments: {staging: {redact: $.own}}}
validations:
  order: {connection: shop, request: GET /, redact: [$.validation]}
  order-paid: {extends: order, redact: [{matches: "a+"}]}
  order-sent: {extends: order}
"""


@pytest.fixture
def registry(tmp_path: Path) -> model.Registry:
    """The registry, without problems."""
    (tmp_path / "v.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "w.yaml").write_text("redact: [cookie sid, {from: body, matches: b}]\n", encoding="utf-8")
    loaded = load_registry([tmp_path])
    assert loaded.problems == ()
    return loaded.registry


def redactions(redactions: tuple[model.Redaction, ...]) -> list[str]:
    """Return the redactions of a connection or validation as texts."""
    return [" ".join(filter(None, [str(item.subject or ""), item.matches])) for item in redactions]


@pytest.mark.parametrize(
    ("name", "environment", "rules"),
    [
        ("shop", BASE, ["$.connection"]),
        ("shop", "staging", ["$.connection", "$.environment"]),
        ("shop", "production", ["$.connection"]),
        ("shop-slow", BASE, ["$.connection", "header X-Slow"]),
        ("shop-slow", "staging", ["$.connection", "header X-Slow", "$.environment"]),
        ("shop-own", "staging", ["$.connection", "$.environment", "$.own"]),
    ],
)
def test_a_connection_redacts_what_its_files_and_bases_do(
    registry: model.Registry, name: str, environment: str, rules: list[str]
) -> None:
    """It adds up those of all files, its own, its base's, and its environment's."""
    assert redactions(registry.connections[name][environment].redact) == ["$.all", "cookie sid", "body b", *rules]


@pytest.mark.parametrize(
    ("slug", "rules"),
    [("order", ["$.validation"]), ("order-paid", ["$.validation", "a+"]), ("order-sent", ["$.validation"])],
)
def test_a_validation_redacts_what_its_base_does(registry: model.Registry, slug: str, rules: list[str]) -> None:
    """Its own redactions are added."""
    assert redactions(registry.validations[slug].redact) == rules
