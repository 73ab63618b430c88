"""Registries of tests are in the working directory, so that messages name them by a short path."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in its own folder."""
    monkeypatch.chdir(tmp_path)
