"""What the README says is so: its tables are current, its examples load and run, its links lead somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry
from utest.docs.readme_blocks import README, REGISTRY, RESOURCE, ROOT, registries, suites, whole_registry
from utest.docs.readme_tables import with_tables

TEXT = README.read_text(encoding="utf-8")


def test_the_table_of_operators_is_current() -> None:
    """The table is what `make docs` makes of the operators as they are."""
    assert with_tables(TEXT) == TEXT


@pytest.mark.parametrize("text", registries())
def test_every_registry_loads(text: str, tmp_path: Path) -> None:
    """Each YAML example is a registry without problems."""
    (tmp_path / REGISTRY).write_text(text, encoding="utf-8")
    loaded = load_registry([tmp_path / REGISTRY])
    assert loaded.problems == ()
    assert loaded.registry.slugs


@pytest.mark.parametrize("text", suites())
def test_every_suite_passes_a_dry_run(text: str, tmp_path: Path) -> None:
    """Each Robot example names keywords, slugs and inputs that exist."""
    package = tmp_path / "installed" / "QuashLibrary"
    package.mkdir(parents=True)
    shutil.copy(RESOURCE, package)
    (tmp_path / REGISTRY).write_text(whole_registry(), encoding="utf-8")
    (tmp_path / "example.robot").write_text(text, encoding="utf-8")
    paths = ["--pythonpath", str(package.parent), "--pythonpath", str(ROOT)]
    command = [sys.executable, "-m", "robot", "--dryrun", *paths, "example.robot"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", TEXT))))
def test_every_link_leads_somewhere(link: str) -> None:
    """Links within the README name one of its headings, others a file or folder of the project or a page of the web."""
    headings = {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in re.findall(r"^#+ (.*)$", TEXT, re.M)}
    if link.startswith("#"):
        assert link[1:] in headings
    else:
        assert link.startswith("https://") or (ROOT / link).exists()
