"""Validations for tests, written in YAML."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

from QuashLibrary.engine.plan.values import Scope, no_variables
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE, Connection, Registry, Validation

BASE_URL = "http://127.0.0.1:8080/api"


def registry_of(text: str) -> Registry:
    """Return the registry of a valid YAML text."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "validations.yaml")
        file.write_text(text, encoding="utf-8")
        loaded = load_registry([file])
    assert not loaded.problems, loaded.problems
    return loaded.registry


def used(text: str, connection: str = "", base_url: str = BASE_URL) -> tuple[Validation, Connection]:
    """Return the validation `order` with this definition, and its connection with these additional keys."""
    more = indent(dedent(connection), "    ")
    body = indent(dedent(text), "    ")
    registry = registry_of(
        f"version: 1\nconnections:\n  shop:\n    base_url: '{base_url}'\n{more}\nvalidations:\n  order:\n{body}"
    )
    return registry.validations["order"], registry.connections["shop"][BASE]


def scope_of(validation: Validation, *, redactor: Redactor | None = None, **more: object) -> Scope:
    """Return a scope with the inputs of a validation; `variables` may be a dictionary."""
    variables = more.pop("variables", None)
    scope = Scope(redactor or Redactor(), declared={item.name: item for item in validation.inputs}, **more)  # type: ignore[arg-type]
    scope.variables = variables.__getitem__ if isinstance(variables, Mapping) else no_variables
    return scope
