"""Whether the demo can watch the app's requests, and what its first run is given for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import app_traffic
from demo.app_traffic import REGISTRY, VARIABLE


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A mitmdump that can be started."""
    path = tmp_path / "mitmdump"
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_program_that_the_environment_names_comes_first(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app then talks to it, and robot gets the listener, the registry and the port."""
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
    """If the environment names none."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(program.parent))
    assert app_traffic.find().mitmdump == str(program)


def test_the_program_of_make_is_found(tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is none on PATH."""
    made = tmp_path / ".venv-mitmproxy" / "bin" / "mitmdump"
    made.parent.mkdir(parents=True)
    program.rename(made)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(app_traffic, "ROOT", tmp_path)
    assert app_traffic.find().mitmdump == str(made)


def test_without_a_program_the_first_run_is_of_the_ui_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that leads nowhere is not replaced by another program; the console says what is missing."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    traffic = app_traffic.find()
    assert (traffic.watched, traffic.app_url, traffic.options, traffic.environment("/home")) == (False, "", [], {})
    assert "mitmproxy is missing" in traffic.in_words
