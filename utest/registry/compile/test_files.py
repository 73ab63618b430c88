"""Only regular files of limited size are read or sent, whatever a registry names."""

import os
from pathlib import Path

import pytest

from QuashLibrary.registry.compile.files import LARGEST, file_problem, read_file
from QuashLibrary.registry.load import load_registry

pytestmark = pytest.mark.usefixtures("both_ways")


def test_an_ordinary_file_is_read(tmp_path: Path) -> None:
    """The content is unchanged."""
    (tmp_path / "a").write_bytes(b"\0\r\n")
    assert read_file(tmp_path / "a") == b"\0\r\n"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody may ever write into it."""
    os.mkfifo(tmp_path / "a")
    with pytest.raises(OSError, match="it is a pipe or a device, not a file"):
        read_file(tmp_path / "a")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its size is checked first."""
    (tmp_path / "a").touch()
    os.truncate(tmp_path / "a", LARGEST + 1)
    with pytest.raises(OSError, match="it is larger than 20 MB"):
        read_file(tmp_path / "a")


def test_the_reason_why_a_file_cannot_be_sent_is_reported(tmp_path: Path) -> None:
    """A whole body is held in memory."""
    os.mkfifo(tmp_path / "a")
    assert file_problem("a", tmp_path) == (
        'the file "a" cannot be read: it is a pipe or a device, not a file',
        "looked for a",
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pipe", 'the file "pipe" cannot be read: it is a pipe or a device, not a file'),
        ("gone", 'the file "gone" does not exist'),
        (".", 'the file "." cannot be read: Is a directory'),
    ],
)
def test_a_file_of_tls_is_an_ordinary_file(name: str, reason: str, tmp_path: Path) -> None:
    """OpenSSL would read any kind of file."""
    os.mkfifo(tmp_path / "pipe")
    registry = tmp_path / "v.yaml"
    registry.write_text(f"connections: {{shop: {{base_url: 'https://h', tls: {{ca: {name}}}}}}}\n")
    [problem] = load_registry([registry]).problems
    assert problem.message == f'"ca" in "tls" of connection "shop": {reason}'
