"""`quash check` finds the deliberate mistakes in the suites of this repository, and nothing else."""

import json
import os
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
MISTAKES = {
    "attaching/around_tests.robot": "Q207",
    "attaching/dry_run.robot": "Q207",
    "bad_registries/argument.robot": "Q102",
    "bad_registries/environment.robot": "Q205",
    "bad_registries/environment_and_more.robot": "Q205",
    "bad_registries/many_problems.robot": "Q201",
    "bad_registries/missing.robot": "Q102",
    "bad_registries/screenshots.robot": "Q102 Q102 Q201",
    "bad_registries/setups.robot": "Q201",
    "bad_registries/two_files.robot": "Q201",
    "chains/logins.robot": "Q203",
    "chains/needs.robot": "Q202",
    "connections/connections.robot": "Q205",
    "dry_run/mistakes.robot": f"{'Q201 ' * 7}Q203 Q201 Q203 Q203 Q203 Q202 Q202 Q206 Q202 Q204 Q201 Q201",
    "forms/fetch_backend_value.robot": "Q206 Q206 Q206 Q206",
    "forms/fetch_into_variable.robot": "Q201 Q202",
    "forms/slug_steps.robot": "Q203 Q204 Q204 Q202 Q202",
    "forms/validate_backend.robot": "Q203 Q201 Q202",
    "listener/first/suite.robot": "Q201 Q201",
    "listener/second/suite.robot": "Q201 Q201",
    "listener/third/suite.robot": "Q102",
    "parallel/leasing.robot": "Q202",
    "policies/go_on.robot": "Q204 Q204",
    "presets/first.robot": "Q205 Q202",
    "snapshots/without_app.robot": "Q202",
    "ui/cells.robot": "Q201 Q202 Q206",
    "ui/match.robot": "Q202",
    "watching/mistakes.robot": "Q201 Q201 Q202 Q203",
    "watching/watching.robot": "Q203 Q203",
}
"""The suites with mistakes, and the codes of the findings in the order of their lines."""


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this process names no registry."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    monkeypatch.delenv("QUASH_ENVIRONMENT", raising=False)


def test_mistakes_of_the_acceptance_suites_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Exactly the listed mistakes are found; add a new deliberate mistake to the list above.

    The syntax that Robot cannot parse depends on its version.
    """
    assert main(["check", "atest/suites", "--format", "json", "--ignore", "syntax-error"]) == ExitCode.FOUND
    found: dict[str, list[str]] = {}
    for finding in json.loads(capsys.readouterr().out):
        if finding["file"].endswith(".robot"):
            name = Path(os.path.relpath(finding["file"], "atest/suites")).as_posix()
            found.setdefault(name, []).append(finding["code"])
    assert {name: " ".join(codes) for name, codes in found.items()} == MISTAKES


@pytest.mark.parametrize("folder", ["demo", "resources", "bench"])
def test_other_suites_have_no_mistakes(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The other suites have neither errors nor unused validations."""
    code = main(["check", folder, "--strict", "--ignore", "unset-variable"])
    assert capsys.readouterr().out.startswith("No problems found")
    assert code == ExitCode.DONE
