"""The pages about reports are right: commands run, examples have the documented form, tables are complete."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main
from utest.docs.pages import PAGES, ROOT, blocks
from utest.report.outputs import blind_test, case, order_test, ui, written

GUIDE = ROOT / "docs" / "reference" / "log-and-report.md"
SCHEMA = ROOT / "resources" / "outcomes.schema.json"
COMMAND = re.compile(r"^ {4}(?:python -m QuashLibrary|quash) (report .*)$", re.MULTILINE)
COMMANDS = sorted({command for page in PAGES for command in COMMAND.findall(page.text)})

WRITE = {
    "test": "Shop.Buy",
    "connection": "shop",
    "method": "POST",
    "path": "/orders",
    "started": "2026-01-01T12:00:00",
    "status": 201,
    "failed": None,
    "ui_step": "Click Element    id=pay",
    "broken": None,
    "headers": [],
    "body": "",
    "answer_headers": [],
    "answer": '{"number": "A-17"}',
}
"""A line of traffic.jsonl."""


def output_of_a_run(folder: Path) -> None:
    """Write an output with a silent failure and a blind spot."""
    folder.mkdir(parents=True, exist_ok=True)
    path = written(folder, order_test(), blind_test(number=2), case("Buy", ui("Click Element", "id=pay"), number=3))
    (folder / "quash").mkdir(exist_ok=True)
    (folder / "quash" / "traffic.jsonl").write_text(f"{json.dumps(WRITE)}\n", encoding="utf-8")
    # Each folder is that of another shard, with a suite of its own.
    path.write_text(path.read_text(encoding="utf-8").replace('"Shop"', f'"Shop {folder.name}"'), encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command runs as shown, on the files that it names."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    for word in words:
        if word.endswith(".xml"):
            path = tmp_path / word
            output_of_a_run(path.parent)
            (path.parent / "output.xml").rename(path)
    assert main(words) == (ExitCode.FOUND if "--fail-on" in words else ExitCode.DONE)


def test_there_are_commands() -> None:
    """The pattern still finds commands."""
    assert len(COMMANDS) > 5


def test_every_exit_code_is_documented() -> None:
    """The table has each code of the command, and no other."""
    [table] = re.findall(r"## Exit codes\n.*?\n((?:\|.*\n)+)", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == set(ExitCode)


def optional(schema: Any) -> Any:
    """Return a schema that requires no key and allows no unknown key."""
    if isinstance(schema, list):
        return [optional(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: optional(value) for key, value in schema.items() if key != "required"}, **closed}


def test_the_example_of_outcomes_has_their_form() -> None:
    """The example may leave keys out; those that it has are documented."""
    [example] = blocks("json")
    schema = optional(json.loads(SCHEMA.read_text(encoding="utf-8")))
    Draft202012Validator(schema).validate(json.loads(example))
