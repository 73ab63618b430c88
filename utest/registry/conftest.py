"""Registries of tests are in the working directory, so messages name them by a short path."""

from pathlib import Path

import pytest
from hypothesis import settings

# The time that an example takes depends on the load of the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in its own folder."""
    monkeypatch.chdir(tmp_path)
