"""What the pages show is right: examples load, run and parse, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from QuashLibrary.cli.main import parsed
from QuashLibrary.errors import CommandError
from QuashLibrary.registry.load import load_registry
from utest.docs.generated.parts import anchor
from utest.docs.pages import PAGES, PROJECT_PAGES, REGISTRY, RESOURCE, ROOT, SHOP, Page

_COMMAND = re.compile(r"^(?: {4}|\$ )?(?:python -m QuashLibrary|quash) (?!COMMAND)(.*)$", re.MULTILINE)
_SHELL = {"|", "||", "&&", ";", ">", ">>"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
"""Where brackets and parentheses are not a link."""


@pytest.mark.parametrize("page", [page for page in PAGES if page.registries], ids=str)
def test_every_registry_loads(page: Page, tmp_path: Path) -> None:
    """Each YAML example is a registry without problems."""
    for number, text in enumerate(page.registries):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        loaded = load_registry([file])
        assert loaded.problems == (), text
        assert loaded.registry.slugs or loaded.registry.connections, text


@pytest.mark.parametrize("page", [page for page in PAGES if page.suites and page.path.name != "tutorial.md"], ids=str)
def test_every_suite_passes_a_dry_run(page: Page, tmp_path: Path) -> None:
    """Each Robot example names keywords, slugs and inputs that exist. An acceptance test runs the tutorial."""
    package = tmp_path / "installed" / "QuashLibrary"
    package.mkdir(parents=True)
    shutil.copy(RESOURCE, package)
    for file in SHOP.iterdir():
        if file.suffix != ".yaml":
            shutil.copy(file, tmp_path)
    (tmp_path / REGISTRY).write_text(page.registry_for_suites, encoding="utf-8")
    for name, text in page.data.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for number, text in enumerate(page.suites):
        (tmp_path / f"example-{number}.robot").write_text(text, encoding="utf-8")
    paths = ["--pythonpath", str(package.parent), "--pythonpath", str(ROOT)]
    command = [sys.executable, "-m", "robot", "--dryrun", *paths, "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


def commands(page: Page) -> list[list[str]]:
    """Return the words of each call of `quash` on a page, up to a pipe or a redirection."""
    found = []
    for line in _COMMAND.findall(page.text):
        words = shlex.split(line, comments=True)
        end = next((place for place, word in enumerate(words) if word in _SHELL), len(words))
        found.append([word.rstrip(";") for word in words[:end]])
    return found


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=str)
def test_every_command_exists(page: Page) -> None:
    """Each call of `quash` has the command and the options that it shows."""
    for words in commands(page):
        try:
            parsed(words)
        except CommandError as error:
            pytest.fail(f"quash {shlex.join(words)}: {error}")


def headings(page: Path) -> set[str]:
    """Return what a link may name after `#`."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    found = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return set(map(anchor, found))


@pytest.mark.parametrize("page", PROJECT_PAGES, ids=str)
def test_every_link_leads_somewhere(page: Page) -> None:
    """It names a page of the web, or a file or folder of the project, and a heading that exists there."""
    broken = []
    for link in _LINK.findall(_CODE.sub("", page.text)):
        path, _, heading = link.partition("#")
        target = page.path.parent / path if path else page.path
        if link.startswith("https://"):
            continue
        if not target.exists() or (heading and heading not in headings(target)):
            broken.append(link)
    assert broken == []


def test_links_of_the_readme_work_on_a_package_index() -> None:
    """There is no repository around it, so each link is an address of the web or a heading of the README."""
    command = [sys.executable, "-m", "hatchling", "metadata", "readme"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    links = _LINK.findall(_CODE.sub("", shown))
    assert len(links) > 10
    assert [link for link in links if not link.startswith(("https://", "#"))] == []
