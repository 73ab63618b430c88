"""What the guide says of reports: commands run, snippets name files that are written, tables are complete."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
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
    """As it stands, on the files that it names."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    for word in words:
        if word.endswith(".xml"):
            path = tmp_path / word
            output_of_a_run(path.parent)
            (path.parent / "output.xml").rename(path)
    assert main(words) == (ExitCode.FOUND if "--fail-on" in words else ExitCode.DONE)


def test_there_are_commands() -> None:
    """The pattern still finds them."""
    assert len(COMMANDS) > 5


def texts_of(value: Any) -> list[str]:
    """Return all texts in a YAML document."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_of(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("text", blocks("yml"))
def test_pipelines_name_what_is_written(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is YAML, and each path in it is one of the results."""
    monkeypatch.chdir(tmp_path)
    output_of_a_run(tmp_path / "results")
    main(["report", "results/output.xml"])
    named = {path for item in texts_of(yaml.safe_load(text)) for path in re.findall(r"results/[\w./]+", item)}
    assert named or "results" not in text
    for path in named:
        assert (tmp_path / path).exists(), path


def test_exit_codes_are_all_told() -> None:
    """The table has each code of the command, and no other."""
    [table] = re.findall(r"## Exit codes\n.*?\n((?:\|.*\n)+)", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == set(ExitCode)


def optional(schema: Any) -> Any:
    """Return a schema in which nothing has to be there, and nothing unknown may."""
    if isinstance(schema, list):
        return [optional(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: optional(value) for key, value in schema.items() if key != "required"}, **closed}


def test_example_of_outcomes_is_of_their_form() -> None:
    """It leaves much out, but what is there is so."""
    [example] = blocks("json")
    schema = optional(json.loads(SCHEMA.read_text(encoding="utf-8")))
    Draft202012Validator(schema).validate(json.loads(example))
