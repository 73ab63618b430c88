"""The files of a new project: a suite, and the settings that let editors complete it and its registry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.draft import Draft
from QuashLibrary.cli.starter.schema import SCHEMA_FILE
from QuashLibrary.registry.editor_schema import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator

REGISTRY = "validations.yaml"
SUITE = "tests/first.robot"
_SEPARATOR = " " * 4
_SETTINGS = {"yaml.schemas": {f"./{SCHEMA_FILE}": [REGISTRY, "validations/**/*.yaml"]}}
_ROBOT_TOML = """\
# RobotCode caches libraries; without this setting it would miss changes to the registry.
[tool.robotcode-analyze.cache]
ignored-libraries = ["QuashLibrary"]
"""
_SUITE = """\
*** Settings ***
Documentation    Checks the backend without a phone. Run it with  robot tests
Library          QuashLibrary    registry=${{CURDIR}}/../validations.yaml

*** Test Cases ***
{name}
    # Your app's steps go here, for example  Click Element    accessibility_id=pay
{steps}
"""


def editor_files() -> dict[str, str]:
    """Return the schema and the settings by file name."""
    return {
        SCHEMA_FILE: schema_text(),
        ".vscode/settings.json": json.dumps(_SETTINGS, indent=2) + "\n",
        "robot.toml": _ROBOT_TOML,
    }


def suite_text(used: Draft | str) -> str:
    """Return a suite that uses a validation; a validation without inputs is passed as its slug."""
    slug = used.slug if isinstance(used, Draft) else used
    steps = _step(used) if isinstance(used, Draft) else [f"{_SEPARATOR}@{slug}"]
    return _SUITE.format(name=slug.replace("-", " ").title(), steps="\n".join(steps))


def _step(draft: Draft) -> Iterator[str]:
    cells = [f"@{draft.slug}"]
    for item in draft.inputs:
        if item.secret or not item.value:
            yield f"{_SEPARATOR}# TODO: {item.name}: {item.description}"
        cells.append(f"{item.name}={_cell(item.value) if item.value and not item.secret else 'TODO'}")
    yield _SEPARATOR + _SEPARATOR.join(cells)


def _cell(value: str) -> str:
    r"""Return a text as a Robot cell, with `\` before everything that Robot would interpret."""
    escaped = value.replace("\\", "\\\\")
    for mark in ("${", "@{", "&{", "%{"):
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped.replace("  ", " \\ ")
