"""The keyword documentation as libdoc makes it: every name in it that should be a link is one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = [
    "Registry",
    "Inputs and values",
    "Secrets",
    "Logins",
    "Verdicts",
    "UI libraries",
    "Failure policies",
    "Waiting",
    "Watching",
    "Attached validations",
    "App traffic",
    "Snapshots",
    "What the log shows",
    "The report",
    "Dry-run and editors",
]


@pytest.fixture(scope="module", params=["QuashLibrary::registry=resources/examples/shop", "resources/quash.resource"])
def documentation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The documentation of the library with a registry, and of the resource file, with its texts as HTML."""
    target = tmp_path_factory.mktemp("libdoc") / "documentation.json"
    command = [sys.executable, "-m", "robot.libdoc", "--specdocformat", "HTML", request.param, str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    documented: dict[str, object] = json.loads(target.read_text(encoding="utf-8"))
    return documented


def test_no_link_is_broken(documentation: dict[str, object]) -> None:
    """A name in single backticks is a keyword or a section; libdoc leaves others as mere names."""
    text = json.dumps(documentation)
    assert re.findall(r'<span class=\\"name\\">(.*?)</span>', text) == []


def test_every_keyword_is_documented(documentation: dict[str, object]) -> None:
    """No keyword is without a documentation."""
    keywords = documentation["keywords"]
    assert isinstance(keywords, list)
    assert [keyword["name"] for keyword in keywords if not keyword["doc"] and "private" not in keyword] == []


def test_the_introduction_has_its_sections(documentation: dict[str, object]) -> None:
    """The ideas that keywords share stand in sections that can be linked to."""
    headings = re.findall(r'<h2 id="(.*?)">', str(documentation["doc"]))
    if documentation["type"] == "LIBRARY":
        assert [unquote(heading) for heading in headings] == SECTIONS
