"""Tab completes words, also in a real bash, which breaks words at "@"."""

import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from QuashLibrary.cli.completion import slugs

BASH = shutil.which("bash")
SCRIPT = Path(sys.executable).with_name("register-python-argcomplete")
REGISTRY = """\
connections:
  shop: {base_url: "http://127.0.0.1:9", environments: {staging: {base_url: "http://127.0.0.1:8"}}}
  bank: {base_url: "http://127.0.0.1:9"}
validations:
  order-paid:
    connection: shop
    inputs: {order_id: Number on the screen., currency: {default: EUR}}
    request: GET /orders/${order_id}/${currency}
    expect: {$.state: paid}
  order-seen:
    connection: bank
    request: GET /orders
    expect: {status: 200}
  broken:
    request: GET /orders
    expcet: {status: 200}
"""
COMPLETION = """
eval "$(register-python-argcomplete --no-defaults quash)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
_python_argcomplete quash
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a folder with a registry and a file that must not be offered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "orders.txt").touch()


def offered_by_bash(line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the words that bash gets from the real script; a space ends a complete word."""
    monkeypatch.setenv("PATH", str(SCRIPT.parent), prepend=":")
    words = [str(BASH), "--norc", "-c", COMPLETION, "bash", line]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.skipif(not BASH or not SCRIPT.exists(), reason="needs bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("quash run @or", ["@order-paid", "@order-seen"]),
        ("quash run or", ["order-paid", "order-seen"]),
        ("quash run @b", ["@broken "]),
        ("quash run ", ["order-paid", "order-seen", "broken"]),
        ("quash run @order-paid ", ["order_id=", "currency="]),
        ("quash run @order-paid order_id=7 ", ["currency="]),
        ("quash run @order-paid order_id=", [""]),
        ("quash run --environment ", ["staging "]),
        ("quash connect ", ["shop", "bank"]),
        ("quash example m", ["minimal "]),
        ("quash check --ignore Q10", ["Q101", "Q102", "Q103"]),
        ("quash check --ignore Q301,Q303", ["Q301,Q303 "]),
        ("quash run --wa", ["--watch "]),
    ],
)
def test_bash_completes_words(line: str, offered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Bash offers the words of the registry, and file names only for paths."""
    assert offered_by_bash(line, monkeypatch) == offered


@pytest.mark.parametrize(
    ("prefix", "offered"),
    [("order-p", ["order-paid"]), ("@br", ["@broken"]), ("@x", []), ("br", ["broken"])],
)
def test_a_shell_completes_slugs(prefix: str, offered: list[str]) -> None:
    """Slugs are offered with the `@` if the user typed it."""
    assert slugs(prefix, Namespace(registry=None)) == offered


def test_without_a_registry_there_is_nothing_to_complete() -> None:
    """Without a registry nothing is offered or written; a message would disturb the command line."""
    Path("validations.yaml").unlink()
    assert slugs("ord", Namespace(registry=None)) == []
