"""docs/reference/commands.md shows what the commands do."""

import re
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.messages import notes_of
from QuashLibrary.cli.main import main
from utest.docs.curl_example import imported_from, registry_of, shown_registry
from utest.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """Return the section of a command."""
    return re.split(r"^## ", PAGE.partition(f"## {name}\n")[2], flags=re.MULTILINE)[0]


def test_the_curl_command_becomes_the_entry() -> None:
    """The page shows the entry and the notes on the console, with the answer of such a backend."""
    text = section("quash import curl")
    imported = imported_from(text)
    assert registry_of(imported) == shown_registry(text)
    assert "\n".join(list(notes_of(imported))[1:]) in text


@pytest.mark.parametrize(
    "command", ["quash example", "quash example minimal", "quash schema --output quash.schema.json"]
)
def test_a_command_prints_what_is_shown(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output of commands that need no backend is real."""
    monkeypatch.chdir(tmp_path)
    assert main(command.split()[1:]) == ExitCode.DONE
    assert f"$ {command}\n{capsys.readouterr().out}" in PAGE
