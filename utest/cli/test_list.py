"""`quash list`: the validations of a registry."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main

REGISTRY = """\
version: 1
connections:
  shop: {base_url: http://127.0.0.1:9}
validations:
  order-paid:
    description: The order is paid.
    inputs:
      order_id: Number on the screen.
      currency: {default: EUR}
    request: GET /orders/${order_id}
    expect: {$.state: paid, $.currency: "${currency}"}
    eventually: 10s
    fetch: {total: $.total}
  broken:
    request: GET /orders
    expcet: {status: 200}
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this process names no registry."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)


def test_each_validation_has_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A validation with problems also has a line, with its slug only."""
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")
    assert main(["list"]) == ExitCode.DONE
    heads, paid, broken = capsys.readouterr().out.splitlines()
    assert heads.split() == ["SLUG", "SOURCE", "INPUTS", "EVENTUALLY", "DESCRIPTION"]
    assert re.split(r" {2,}", paid) == [
        "@order-paid",
        "GET /orders/${order_id}",
        "order_id, [currency]",
        "10 s",
        "The order is paid.",
    ]
    assert broken.split(maxsplit=1) == ["@broken", "has problems; quash check  shows them"]


def test_a_program_reads_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON also contains the data that the table has no room for."""
    (tmp_path / "checks.yaml").write_text(REGISTRY, encoding="utf-8")
    assert main(["list", "--registry", "checks.yaml", "--json"]) == ExitCode.DONE
    paid, broken = json.loads(capsys.readouterr().out)
    assert paid["slug"] == "order-paid"
    assert [item["name"] for item in paid["inputs"] if item["required"]] == ["order_id"]
    assert (paid["within"], paid["fetches"], paid["defined"]) == (10, ["total"], "checks.yaml:5")
    assert "expcet" in broken["problems"][0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "validations.yaml does not exist; write --registry PATH"),
        (["--registry", "nowhere.txt"], "nowhere.txt does not exist; create one with  quash init"),
        (["--registry", "checks.yml"], "checks.yml does not exist; did you mean checks.yaml?"),
        (["--registry", "broken.yaml"], "the registry has 1 problem:"),
    ],
)
def test_a_registry_that_cannot_be_used_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """The message says what to write and has no traceback."""
    (tmp_path / "checks.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("version: [", encoding="utf-8")
    assert main(["list", *words]) == ExitCode.BAD_INPUT
    assert message in capsys.readouterr().err


def test_the_process_may_name_the_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """QUASH_REGISTRY names the registry for several commands of a terminal."""
    (tmp_path / "checks.yaml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.setenv("QUASH_REGISTRY", "checks.yaml")
    assert main(["list"]) == ExitCode.DONE
    assert "@order-paid" in capsys.readouterr().out


def test_suites_show_how_many_tests_use_each_validation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The numbers are a column and a JSON key; only then Robot's parser is imported."""
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")
    suite = "*** Test Cases ***\nA\n    @order-paid    7\nB\n    Run Keyword    @order-paid    8\nC\n    @broken\n"
    (tmp_path / "a.robot").write_text(suite, encoding="utf-8")
    assert main(["list", "a.robot"]) == ExitCode.DONE
    heads, paid, broken = capsys.readouterr().out.splitlines()
    assert (heads.split()[-2:], paid.split()[-1], broken.split()[-1]) == (["USED", "BY"], "2", "1")
    assert main(["list", "a.robot", "--json"]) == ExitCode.DONE
    assert [item["used_by"] for item in json.loads(capsys.readouterr().out)] == [2, 1]
    (tmp_path / "empty").mkdir()
    assert main(["list", "empty"]) == ExitCode.BAD_INPUT
    assert "no suite or resource file in empty" in capsys.readouterr().err


LONG = """\
connections: {shop: {base_url: "http://127.0.0.1:9"}}
validations:
  order-confirmed-and-paid-in-full:
    description: The order is confirmed, paid and handed over to the warehouse.
    inputs: {order_id: Number on the screen.}
    request: GET /orders/${order_id}
    expect: {$.state: paid}
    eventually: 10s
"""
QUASH = Path(sys.executable).with_name("quash")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("columns", [40, 80, 120, 300])
def test_a_terminal_breaks_no_slug_and_no_head(tmp_path: Path, columns: int) -> None:
    """If the columns do not fit, each validation becomes a stack of lines."""
    (tmp_path / "validations.yaml").write_text(LONG, encoding="utf-8")
    command = f"stty cols {columns}; {shlex.quote(str(QUASH))} list"
    script = ["script", "-qec", command, "/dev/null"]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": ""}
    shown = subprocess.run(script, capture_output=True, text=True, check=True, env=environment).stdout
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).replace("\r", "").splitlines()
    assert sum("@order-confirmed-and-paid-in-full" in line for line in lines) == 1
    assert all(line == line.rstrip() and len(line) <= columns for line in lines)
    if columns <= 80:
        assert lines[:2] == ["@order-confirmed-and-paid-in-full", "  source: GET /orders/${order_id}"]
    else:
        assert lines[0].split() == ["SLUG", "SOURCE", "INPUTS", "EVENTUALLY", "DESCRIPTION"]


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--registry", "nope.yaml"],
        ["run", "@a", "--registry", "nope.yaml"],
        ["connect", "--registry", "nope.yaml"],
        ["check", "--registry", "nope.yaml"],
        ["check", "nope.yaml"],
        ["prove", "--registry", "nope.yaml", "--", "tests"],
    ],
)
def test_all_commands_say_the_same_of_a_missing_registry(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The message is the same for every command and does not repeat advice that the user has followed."""
    assert main(words) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err.splitlines()[0] == "quash: nope.yaml does not exist; create one with  quash init"
