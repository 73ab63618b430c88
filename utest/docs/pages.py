"""The pages of the documentation, and their fenced examples as the tests run them.

A `yaml` example is a registry, a `robotframework` example a suite, a `yml` example the file of a pipeline. A registry
may leave out its connections, and a suite its settings: both are added here. A suite may use the validations of its
own page and those of the example shop. A comment `<!-- file: tests/prices.csv -->` before an example names its file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHOP = ROOT / "resources" / "examples" / "shop"
RESOURCE = ROOT / "resources" / "quash.resource"
REGISTRY = "validations.yaml"

_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_DATA = re.compile(r"^<!-- file: (\S+\.csv) -->\n```csv\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SETTINGS = f"*** Settings ***\nLibrary    AppiumLibrary\nLibrary    QuashLibrary    registry={REGISTRY}\n\n"
_CONNECTION = "connections:\n  shop: {base_url: http://127.0.0.1:8080/api, app: {listen: 8888}}\n"


@dataclass(frozen=True)
class Page:
    """A Markdown file for users."""

    path: Path

    def __str__(self) -> str:
        """Return the path within the project, which is what pytest shows."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self.path.read_text(encoding="utf-8")

    def blocks(self, language: str) -> list[str]:
        """Return the examples in a language, in their order and without the indentation of a list."""
        return [
            "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
            for indent, name, text in _BLOCK.findall(self.text)
            if name == language
        ]

    @property
    def registries(self) -> list[str]:
        """Each YAML example as a complete registry."""
        return [text if "connections:" in text else _CONNECTION + text for text in self.blocks("yaml")]

    @property
    def suites(self) -> list[str]:
        """Each Robot example as a complete suite."""
        found = self.blocks("robotframework")
        return [text if "*** Settings ***" in text else _SETTINGS + text for text in found]

    @property
    def data(self) -> dict[str, str]:
        """Return the tables of the page, by file name."""
        return {Path(file).name: text for file, text in _DATA.findall(self.text)}

    @property
    def registry_for_suites(self) -> str:
        """The validations of the example shop and of this page in one registry; the page takes precedence."""
        whole: dict[str, dict[str, Any]] = {"connections": {}, "validations": {}}
        for text in [*(file.read_text(encoding="utf-8") for file in sorted(SHOP.glob("*.yaml"))), *self.registries]:
            read = yaml.safe_load(text)
            own = read.get("connections", {})
            whole["connections"].update(own)
            for slug, validation in read.get("validations", {}).items():
                default = {"connection": next(iter(own))} if own else {}
                whole["validations"][slug] = default | validation
        return yaml.safe_dump(whole, sort_keys=False)


PAGES = (Page(ROOT / "README.md"), *(Page(path) for path in sorted(DOCS.rglob("*.md"))))
"""README and everything in docs/."""
PROJECT_PAGES = (*PAGES, *(Page(path) for path in sorted(ROOT.glob("*.md")) if path.name != "README.md"))
"""The same, with the pages for contributors."""


def blocks(language: str) -> list[str]:
    """Return the examples in a language on all pages."""
    return [text for page in PAGES for text in page.blocks(language)]


def registries() -> list[str]:
    """Return the registries on all pages."""
    return [text for page in PAGES for text in page.registries]
