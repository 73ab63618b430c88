"""The demo finds mitmproxy and configures its first run to record the app's requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import app_traffic
from demo.app_traffic import MISNAMED, MISSING, REGISTRY
from QuashLibrary.traffic.mitmdump import PROGRAM_VARIABLE as VARIABLE


def make_program(folder: Path, version: str) -> Path:
    """Write a mitmdump that only prints its version."""
    folder.mkdir(parents=True)
    path = folder / "mitmdump"
    path.write_text(f"#!/bin/sh\necho 'Mitmproxy: {version}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a usable mitmdump."""
    return make_program(tmp_path / "bin", "11.0.2")


def test_the_program_that_the_environment_names_comes_first(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app talks to the named program, and robot gets the listener, the registry and the port."""
    monkeypatch.setenv(VARIABLE, str(program))
    traffic = app_traffic.find()
    assert traffic.watched
    assert traffic.app_url == f"http://127.0.0.1:{traffic.port}"
    assert traffic.environment("/home") == {VARIABLE: str(program), "HOME": "/home"}
    assert traffic.options == [
        *("--listener", f"QuashLibrary.Listener;{REGISTRY}"),
        *("--variable", f"APP_PORT:{traffic.port}"),
    ]
    assert REGISTRY.is_file()


def test_a_program_on_path_is_found(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the environment names no program, the one on PATH is used."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(program.parent))
    assert app_traffic.find().mitmdump == "mitmdump"


def test_the_program_of_make_comes_before_one_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of make is used if the one on PATH is too old."""
    old = make_program(tmp_path / "old", "8.1.1")
    made = make_program(tmp_path / ".venv-mitmproxy" / "bin", "11.0.2")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(old.parent))
    monkeypatch.setattr(app_traffic, "ROOT", tmp_path)
    assert app_traffic.find().mitmdump == str(made)


@pytest.mark.parametrize(("named", "line"), [("nowhere", MISNAMED), ("", MISSING)])
def test_without_a_program_the_first_run_is_of_the_ui_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, line: str
) -> None:
    """One line says what is missing. A wrong path is not replaced by another program."""
    monkeypatch.setenv(VARIABLE, named and str(tmp_path / named))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(app_traffic, "ROOT", tmp_path)
    traffic = app_traffic.find()
    assert (traffic.watched, traffic.app_url, traffic.options, traffic.environment("/home")) == (False, "", [], {})
    assert traffic.in_words == line
