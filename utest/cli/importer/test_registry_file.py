"""Entries are added to a registry file without changes to its other lines."""

from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.registry_file import add_to_file, with_entries
from QuashLibrary.cli.main import main
from QuashLibrary.errors import CommandError
from QuashLibrary.report.skeleton.sections import Sections

NEW = "  new:\n    request: GET /new"


def added(text: str) -> str:
    """Return a text with a new validation."""
    return with_entries(text, "validations", [NEW], "v.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "validations:\n  a: {request: GET /a}\n",
            "validations:\n  a: {request: GET /a}\n\n  new:\n    request: GET /new\n",
        ),
        (
            "validations:\n    a: {request: GET /a}",
            "validations:\n    a: {request: GET /a}\n\n    new:\n      request: GET /new\n",
        ),
        ("validations: {}  # none\n", "validations:\n  new:\n    request: GET /new\n"),
        ("validations:\n", "validations:\n  new:\n    request: GET /new\n"),
        ("version: 1\n", "version: 1\n\nvalidations:\n  new:\n    request: GET /new\n"),
        (
            "validations:\n  a:\n    request: GET /a\n  # mine\n\n# of attach\nattach: []\n",
            "validations:\n  a:\n    request: GET /a\n  # mine\n\n"
            "  new:\n    request: GET /new\n\n# of attach\nattach: []\n",
        ),
    ],
)
def test_an_entry_comes_last_in_its_section(before: str, after: str) -> None:
    """The entry has the indentation of the others, and comments stay in their places."""
    assert added(before) == after


def test_a_section_in_one_line_is_refused() -> None:
    """A section on one line is refused, because an entry cannot be added without changing the line."""
    with pytest.raises(CommandError, match=r'v.yaml:1 "validations" is on one line'):
        added("validations: {a: {request: GET /a}}\n")


def test_line_endings_stay(tmp_path: Path) -> None:
    """A file with Windows line endings keeps them."""
    file = tmp_path / "v.yaml"
    file.write_bytes(b"connections:\r\n  shop: {base_url: 'http://h'}\r\nvalidations:\r\n  a: {request: GET /a}\r\n")
    add_to_file(file, Sections(validations=[NEW]), [file])
    assert file.read_bytes().endswith(b"GET /a}\r\n\r\n  new:\r\n    request: GET /new\r\n")
    assert b"\n\n" not in file.read_bytes()


def test_a_file_that_would_have_new_problems_is_unchanged(tmp_path: Path) -> None:
    """A file is not changed if the entry would add problems; existing problems do not count."""
    file = tmp_path / "v.yaml"
    text = "connections: {shop: {base_url: 'http://h'}}\nvalidations:\n  a: {requst: GET /a}\n"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"v.yaml is unchanged.*\n.*wrong") as caught:
        add_to_file(file, Sections(validations=["  b:\n    wrong: 1\n    request: GET /b"]), [file])
    assert (caught.value.code, file.read_text()) == (ExitCode.NOT_WRITTEN, text)
    assert [path.name for path in tmp_path.iterdir()] == ["v.yaml"]
    add_to_file(file, Sections(validations=[NEW]), [file])
    assert file.read_text() == f"{text}\n{NEW}\n"


def test_the_command_adds_to_a_file_and_begins_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second entry uses the connection of the first one and gets another slug."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    words = ["import", "curl", "--offline", "--output", "checks/v.yaml"]
    assert main([*words, "curl https://shop.example/api/orders/7"]) == ExitCode.DONE
    first = (tmp_path / "checks" / "v.yaml").read_text()
    assert main([*words, "curl https://shop.example/api/orders/8?expand=items"]) == ExitCode.DONE
    second = (tmp_path / "checks" / "v.yaml").read_text()
    assert second.startswith(first)
    assert second.count("base_url") == 1
    assert "\n  order-found-2:\n" in second
    assert main(["list", "--registry", "checks/v.yaml"]) == ExitCode.DONE
    told = capsys.readouterr()
    assert "@order-found-2 is in checks/v.yaml." in told.err.replace("\\", "/")
    assert "@order-found-2" in told.out


def test_a_registry_of_several_files_is_checked_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new entry is checked together with a connection in another file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "connections.yaml").write_text("connections:\n  shop: {base_url: 'https://shop.example/api'}\n")
    words = ["import", "curl", "--offline", "--registry", "all", "--output", "all/orders.yaml"]
    assert main([*words, "curl https://shop.example/api/orders/7"]) == ExitCode.DONE
    assert main([*words, "curl https://shop.example/api/orders"]) == ExitCode.DONE
    text = (tmp_path / "all" / "orders.yaml").read_text()
    assert "connections:" not in text
    assert text.count("connection: shop") == 2


def test_a_write_protected_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a write-protected file nor a folder is replaced."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "v.yaml"
    file.write_text("validations: {}\n")
    file.chmod(0o444)
    words = ["import", "curl", "--offline", "curl https://shop.example/a", "--output"]
    assert main([*words, "v.yaml"]) == ExitCode.NOT_WRITTEN
    assert capsys.readouterr().err == "quash: cannot write v.yaml: Permission denied\n"
    assert file.read_text() == "validations: {}\n"
    assert main([*words, "."]) == ExitCode.USAGE


def test_the_same_request_is_not_added_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other input values do not make another request; --slug adds the request anyway."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    words = ["import", "curl", "--offline", "--output", "v.yaml"]
    assert main([*words, "curl https://shop.example/orders/7 -H 'Authorization: Bearer x'"]) == ExitCode.DONE
    before = (tmp_path / "v.yaml").read_text()
    capsys.readouterr()
    assert main([*words, "curl https://shop.example/orders/8 -H 'Authorization: Bearer x'"]) == ExitCode.DONE
    assert "the registry already has this request as @order-found; --slug NAME" in capsys.readouterr().err
    assert (tmp_path / "v.yaml").read_text() == before
    assert main([*words, "--slug", "order-8", "curl https://shop.example/orders/8"]) == ExitCode.DONE
    assert "  order-8:\n" in (tmp_path / "v.yaml").read_text()
