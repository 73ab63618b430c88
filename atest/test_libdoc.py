"""What editors and keyword documentation get to know of a registry, by Robot's own libdoc."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from atest.robot_process import REGISTRIES, interpreter, process_environment

REGISTRY = REGISTRIES / "forms" / "shop.yaml"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The library's specification with a registry."""
    folder = tmp_path_factory.mktemp("libdoc")
    spec = folder / "spec.json"
    command = [interpreter(), "-m", "robot.libdoc", f"QuashLibrary::registry={REGISTRY}", str(spec)]
    subprocess.run(command, cwd=folder, env=process_environment({}), check=True, capture_output=True)
    found: dict[str, Any] = json.loads(spec.read_text(encoding="utf-8"))
    return found


def keyword(library: dict[str, Any], name: str) -> dict[str, Any]:
    """One keyword of the specification."""
    [found] = [item for item in library["keywords"] if item["name"] == name]
    assert isinstance(found, dict)
    return found


def test_every_slug_is_a_keyword(library: dict[str, Any]) -> None:
    """Slugs stand beside the written keywords, under their names."""
    names = {item["name"] for item in library["keywords"]}
    assert {"@order-paid", "@payment-captured", "@shop-healthy"} <= names
    assert {"Validate Backend", "Fetch Into Variable", "Fetch Backend Value"} <= names


def test_log_steps_are_no_public_keywords(library: dict[str, Any]) -> None:
    """What makes the steps in the log is private."""
    private = [item["name"] for item in library["keywords"] if item["name"].startswith("›")]
    assert all(keyword(library, name).get("private") for name in private)


def test_inputs_are_arguments(library: dict[str, Any]) -> None:
    """Inputs come in their declared order, defaults are shown, then what every validating keyword takes."""
    arguments = keyword(library, "@order-paid")["args"]
    assert [(item["name"], item["kind"], item["defaultValue"]) for item in arguments[:2]] == [
        ("order_id", "POSITIONAL_OR_NAMED", "${order_id}"),
        ("currency", "POSITIONAL_OR_NAMED", "EUR"),
    ]
    assert [item["name"] for item in arguments if item["kind"] == "NAMED_ONLY"] == ["within", "on_failure", "on_error"]


def test_slug_is_documented(library: dict[str, Any]) -> None:
    """The description, the request, the inputs and the expectations stand in its documentation."""
    documentation = keyword(library, "@order-paid")["doc"]
    for part in (
        "An order of the shop is stored and paid.",
        "GET /orders/${order_id}",
        "Number of the order.",
        "$.state",
    ):
        assert part in documentation


def test_slug_has_its_source(library: dict[str, Any]) -> None:
    """An editor jumps to the line of the registry."""
    found = keyword(library, "@order-paid")
    assert Path(found["source"]) == REGISTRY
    assert found["lineno"] == 10


def test_slugs_are_a_type(library: dict[str, Any]) -> None:
    """An editor completes the registry's slugs, and refuses others."""
    argument = keyword(library, "Validate Backend")["args"][0]
    slugs = [item for item in library["typedocs"] if item["name"] == argument["type"]["name"]]
    members = [member["name"] for item in slugs for member in item.get("members", [])]
    assert members == ["@order-paid", "@payment-captured", "@shop-healthy"]


def test_library_is_documented_without_a_registry(tmp_path: Path) -> None:
    """Libdoc of the library alone works where there is no registry."""
    command = [interpreter(), "-m", "robot.libdoc", "QuashLibrary", "list"]
    done = subprocess.run(
        command, cwd=tmp_path, env=process_environment({}), check=True, capture_output=True, text=True
    )
    assert "Validate Backend" in done.stdout
