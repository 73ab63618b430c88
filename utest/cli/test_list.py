"""`quash list`: what a registry has."""

import json
import re
from argparse import Namespace
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main
from QuashLibrary.cli.registry import complete_slug

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
    """Nothing of this process names another registry."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)


def test_each_validation_has_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also one with problems: its slug is known, but nothing else."""
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")
    assert main(["list"]) == ExitCode.DONE
    heads, paid, broken = capsys.readouterr().out.splitlines()
    assert heads.split() == ["SLUG", "ASKS", "INPUTS", "WAITS", "DESCRIPTION"]
    assert re.split(r" {2,}", paid) == [
        "@order-paid",
        "GET /orders/${order_id}",
        "order_id, [currency]",
        "10 s",
        "The order is paid.",
    ]
    assert broken.split(maxsplit=1) == ["@broken", "has problems; quash check  shows them"]


def test_a_program_reads_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what the table has no room for."""
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
        (["--registry", "checks.yml"], "checks.yml does not exist; did you mean checks.yaml?"),
        (["--registry", "broken.yaml"], "the registry has 1 problem:"),
    ],
)
def test_a_registry_that_cannot_be_used_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """With what to write, and without a traceback."""
    (tmp_path / "checks.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("version: [", encoding="utf-8")
    assert main(["list", *words]) == ExitCode.BAD_INPUT
    assert message in capsys.readouterr().err


def test_the_process_may_name_the_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal in which several commands work on the same one."""
    (tmp_path / "checks.yaml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.setenv("QUASH_REGISTRY", "checks.yaml")
    assert main(["list"]) == ExitCode.DONE
    assert "@order-paid" in capsys.readouterr().out


def test_suites_show_how_many_tests_use_each_validation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a column and in JSON; Robot's parser is imported only then."""
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
    assert "there is no suite or resource file in empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("prefix", "offered"), [("ord", ["order-paid"]), ("@", ["@order-paid", "@broken"]), ("@x", []), ("br", ["broken"])]
)
def test_a_shell_completes_slugs(tmp_path: Path, prefix: str, offered: list[str]) -> None:
    """With the `@` if it was typed."""
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")
    assert complete_slug(prefix, Namespace(registry=None)) == offered


def test_without_a_registry_there_is_nothing_to_complete() -> None:
    """A message would end up in the middle of the line that somebody types."""
    assert complete_slug("ord", Namespace(registry=None)) == []
