"""The fenced examples of the README and of the guide in docs/, as the tests run them.

A YAML example may leave out the connections, and a Robot example the settings, that an earlier one has
shown; here they are put in again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = (
    README,
    *(ROOT / "docs" / name for name in ("REGISTRY.md", "SUITES.md", "REPORTS.md", "TRAFFIC.md", "PROOF.md")),
)
RESOURCE = ROOT / "resources" / "quash.resource"
REGISTRY = "validations.yaml"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SETTINGS = f"*** Settings ***\nLibrary    AppiumLibrary\nLibrary    QuashLibrary    registry={REGISTRY}\n\n"
_CONNECTION = "connections:\n  shop: {base_url: http://127.0.0.1:8080/api, app: {listen: 8888}}\n"


def blocks(language: str) -> list[str]:
    """Return the examples in a language, in the order of the pages."""
    texts = (page.read_text(encoding="utf-8") for page in PAGES)
    return [text for page in texts for name, text in _BLOCK.findall(page) if name == language]


def registries() -> list[str]:
    """Return each YAML example as a registry that stands alone."""
    return [text if "connections:" in text else _CONNECTION + text for text in blocks("yaml")]


def suites() -> list[str]:
    """Return each Robot example as a suite that stands alone."""
    return [text if "*** Settings ***" in text else _SETTINGS + text for text in blocks("robotframework")]


def whole_registry() -> str:
    """Return the examples of all registries in one, for the suites."""
    whole: dict[str, dict[str, Any]] = {"connections": {}, "validations": {}}
    for text in registries():
        read = yaml.safe_load(text)
        connection = next(iter(read["connections"]))
        whole["connections"].update(read["connections"])
        for slug, validation in read.get("validations", {}).items():
            whole["validations"][slug] = {"connection": connection, **validation}
    return yaml.safe_dump(whole, sort_keys=False)
