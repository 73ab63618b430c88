"""docs/reference/commands.md shows what the commands do."""

import json
import re
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.draft import InputDraft
from QuashLibrary.cli.importer.entry_text import file_text, sections_of
from QuashLibrary.cli.importer.expectations import expectations_of
from QuashLibrary.cli.importer.imported import Importer, command_of_text
from QuashLibrary.cli.importer.messages import notes_of
from QuashLibrary.cli.main import main
from QuashLibrary.engine.outcome import Answer, Description
from utest.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
BODY = json.dumps({"number": "A-17", "state": "paid", "total": 17.0}).encode()


def section(name: str) -> str:
    """Return the section of a command."""
    return re.split(r"^## ", PAGE.partition(f"## {name}\n")[2], flags=re.MULTILINE)[0]


def test_the_line_becomes_the_entry() -> None:
    """With the answer of such a backend; the notes of the console as well."""
    text = section("quash import curl")
    line = re.search(r"```sh\n(curl .*?)```", text, re.DOTALL)
    registry = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert line
    assert registry
    imported = Importer.for_files((), "never").imported(command_of_text(line[1]))
    inputs = [InputDraft("order_id", "", "A-17")]
    expectations = expectations_of(Answer(Description("", ""), BODY, 200), inputs)
    assert file_text(sections_of(imported.draft, expectations)) == registry[1]
    assert "\n".join(list(notes_of(imported))[1:]) in text


@pytest.mark.parametrize(
    "command", ["quash example", "quash example minimal", "quash schema --output quash.schema.json"]
)
def test_a_command_prints_what_is_shown(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What needs no backend."""
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[1:]) == ExitCode.DONE
    assert f"$ {command}\n{capsys.readouterr().out}" in PAGE
