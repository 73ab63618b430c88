"""What README and guide say is so: tables are current, examples load and run, links lead somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry
from utest.docs.readme_blocks import PAGES, REGISTRY, RESOURCE, ROOT, registries, suites, whole_registry
from utest.docs.readme_tables import PAGE, with_tables

LINKS = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))]


def test_the_table_of_operators_is_current() -> None:
    """The table is what `make docs` makes of the operators as they are."""
    text = PAGE.read_text(encoding="utf-8")
    assert with_tables(text) == text


@pytest.mark.parametrize("text", registries())
def test_every_registry_loads(text: str, tmp_path: Path) -> None:
    """Each YAML example is a registry without problems."""
    (tmp_path / REGISTRY).write_text(text, encoding="utf-8")
    loaded = load_registry([tmp_path / REGISTRY])
    assert loaded.problems == ()
    assert loaded.registry.slugs or loaded.registry.connections


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


def headings(page: Path) -> set[str]:
    """Return what a link may name after `#`."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in found}


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{page.name}: {link}" for page, link in LINKS])
def test_every_link_leads_somewhere(page: Path, link: str) -> None:
    """It names a page of the web, or a file or folder of the project, and there a heading."""
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    assert link.startswith("https://") or target.exists()
    assert not heading or link.startswith("https://") or heading in headings(target)
