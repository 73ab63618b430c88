"""mitmdump as a program: which program is started, with which environment, and how it ends."""

import os
import time
from pathlib import Path

import pytest

from QuashLibrary.errors import TrafficError
from QuashLibrary.traffic.mitmdump import PROGRAM_VARIABLE, Mitmdump, find_mitmdump

ADVICE = (
    "install it in its own environment:  pipx install mitmproxy  or  uv tool install mitmproxy ; "
    "or set QUASH_MITMDUMP to its path"
)


def program(path: Path, script: str = "exit 3") -> Path:
    """Make a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin on a machine without mitmproxy."""
    monkeypatch.delenv(PROGRAM_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)


def test_program_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment variable may contain a path or a name on PATH."""
    program(tmp_path / "bin" / "mitmdump")
    chosen = program(tmp_path / "own" / "mitmdump")
    monkeypatch.setenv(PROGRAM_VARIABLE, str(chosen))
    assert find_mitmdump() == str(chosen)
    monkeypatch.setenv(PROGRAM_VARIABLE, "mitmdump")
    assert find_mitmdump() == str(tmp_path / "bin" / "mitmdump")


def test_program_of_the_working_directory_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is not searched on PATH."""
    program(tmp_path / "mitmdump")
    monkeypatch.setenv(PROGRAM_VARIABLE, "./mitmdump")
    assert find_mitmdump() == "./mitmdump"


def test_program_on_path_is_found(tmp_path: Path) -> None:
    """Without the variable, the program on PATH is used."""
    installed = program(tmp_path / "bin" / "mitmdump")
    assert find_mitmdump() == str(installed)


def test_missing_program_says_what_to_install() -> None:
    """The message says how to install mitmproxy, or how to name it."""
    with pytest.raises(TrafficError) as caught:
        find_mitmdump()
    assert str(caught.value) == f"mitmproxy, which records the app's requests, is not installed; {ADVICE}"


def test_wrong_path_is_not_replaced_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong path is an error, even if another program is on PATH."""
    program(tmp_path / "bin" / "mitmdump")
    monkeypatch.setenv(PROGRAM_VARIABLE, "/nowhere/mitmdump")
    with pytest.raises(TrafficError) as caught:
        find_mitmdump()
    assert str(caught.value) == f'QUASH_MITMDUMP is "/nowhere/mitmdump", which is not a program; {ADVICE}'


def test_program_that_cannot_be_started_says_why(tmp_path: Path) -> None:
    """A program that cannot be started is an error with the reason."""
    with pytest.raises(TrafficError, match="cannot be started: No such file or directory; install it"):
        Mitmdump(str(tmp_path / "gone"), {})


def test_last_words_of_a_program_are_known(tmp_path: Path) -> None:
    """The last words contain the exit code and the end of the output."""
    process = Mitmdump(str(program(tmp_path / "a", f"echo {'x' * 3000}; echo 'no such option'; exit 3")), {})
    try:
        while not process.has_ended:
            time.sleep(0.01)
        assert process.last_words.startswith("mitmdump ended with exit code 3: xxx")
        assert process.last_words.endswith("x\nno such option")
        assert len(process.last_words) < 2_100
    finally:
        process.end()
    assert process.last_words == "mitmdump ended with exit code 3"


def test_variables_of_our_python_are_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONPATH and PYTHONHOME are not inherited, but all other variables are."""
    monkeypatch.setenv("PYTHONPATH", "/ours")
    monkeypatch.setenv("KEPT", "yes")
    script = 'echo "<$PYTHONPATH$PYTHONHOME> $KEPT $TOKEN"'
    process = Mitmdump(str(program(tmp_path / "a", script)), {"TOKEN": "abc"})
    try:
        while not process.has_ended:
            time.sleep(0.01)
        assert process.last_words == "mitmdump ended with exit code 0: <> yes abc"
    finally:
        process.end()


def test_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ending kills the process."""
    monkeypatch.setenv("PATH", os.defpath)
    process = Mitmdump(str(program(tmp_path / "a", "exec sleep 600")), {})
    assert not process.has_ended
    process.end()
    assert process.has_ended
