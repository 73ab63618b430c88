"""Check suites with `quash check`."""

from pathlib import Path

import pytest

from QuashLibrary.cli.main import main
from utest.cli.checked import REGISTRY, Find, write


@pytest.fixture
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, with no registry in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    monkeypatch.delenv("QUASH_ENVIRONMENT", raising=False)


@pytest.fixture
def find(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Find:
    """Check a suite and return the lines of the findings."""

    def found(suite: str, *words: str, registry: str = REGISTRY) -> list[str]:
        write(tmp_path, {"validations.yaml": registry, "a.robot": suite})
        main(["check", *words])
        return capsys.readouterr().out.splitlines()[:-1]

    return found
