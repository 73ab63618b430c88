"""The rows of docs/explanation/comparison.md, and the texts of the tests that they name.

A test of a suite brings along what it uses: its own steps, the validations of its registry that these name, and
in turn what those extend, need or connect to. Of a Python test there is only the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARITY = ROOT / "docs" / "explanation" / "comparison.md"

_COLUMNS = 4
_CELL = re.compile(r"(?<!\\)\|")
_TEST = re.compile(r"\[([^\]]+)\]\(\.\./\.\./([^)]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_ENTRY = re.compile(r"^  ([\w-]+):(.*(?:\n(?:   .*)?$)*)", re.MULTILINE)
_NAMED = re.compile(r"@([a-z0-9-]+)|(?:extends|connection): ([\w-]+)|Check Backend Connection +(\S+)")
_ONLY = "the only connection, which need not be named"
_CASE = re.compile(r"^(\S.*)\n((?:[ \t].*\n|\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A test that a row names: what it is called there, and the file."""

    name: str
    file: Path

    @property
    def is_suite(self) -> bool:
        """Whether it is a case of a Robot suite."""
        return self.file.suffix == ".robot"


@dataclass(frozen=True)
class Row:
    """A row: the section it stands in, what is wanted, the snippets under "here", the tests."""

    section: str
    wanted: str
    snippets: tuple[str, ...]
    shown_by: tuple[Shown, ...]

    def __str__(self) -> str:
        """Return what pytest calls it."""
        return f"{self.section}: {self.wanted}"


def rows() -> list[Row]:
    """Return every row that names tests."""
    return list(_rows(PARITY.read_text(encoding="utf-8")))


def _rows(text: str) -> Iterator[Row]:
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line[3:]
        cells = [cell.strip() for cell in _CELL.split(line)[1:-1]]
        if len(cells) == _COLUMNS and cells[0] not in ("you want", "---"):
            wanted, _, here, shown = cells
            tests = tuple(Shown(name, ROOT / path) for name, path in _TEST.findall(shown))
            yield Row(section, wanted, tuple(code.replace("\\|", "|") for code in _CODE.findall(here)), tests)


def exists(shown: Shown) -> bool:
    """Tell whether the test is there."""
    if shown.is_suite:
        return shown.name in _cases(shown.file)
    return f"def test_{shown.name.replace(' ', '_')}(" in shown.file.read_text(encoding="utf-8")


def texts(shown: Shown) -> str:
    """Return all that a case of a suite uses, blanks made one."""
    suite = shown.file.read_text(encoding="utf-8")
    entries = _entries(shown.file)
    case = _cases(shown.file)[shown.name]
    settings = suite.partition("*** Test Cases ***")[0]
    found = [settings, entries.get(_ONLY, ""), case, *_keywords(suite, case)]
    waiting = found[1:]
    used: set[str] = set()
    while waiting:
        for name in {name for pair in _NAMED.findall(waiting.pop()) for name in pair if name} - used:
            used.add(name)
            waiting.append(entries.get(name, ""))
            found.append(entries.get(name, ""))
    return one_spaced("\n".join(found))


def one_spaced(text: str) -> str:
    """Return the text with every stretch of blanks as one."""
    return " ".join(text.split())


@cache
def _cases(suite: Path) -> dict[str, str]:
    text = suite.read_text(encoding="utf-8").partition("*** Test Cases ***\n")[2].partition("\n*** ")[0]
    return {name.strip(): body for name, body in _CASE.findall(f"{text}\n")}


def _keywords(suite: str, case: str) -> list[str]:
    own = _CASE.findall(suite.partition("*** Keywords ***\n")[2])
    return [body for name, body in own if name.strip() in case]


@cache
def _entries(suite: Path) -> dict[str, str]:
    """Return what stands in a suite's registry under each name: a connection, a validation, or both."""
    named = re.search(r"registry=(\S+)", suite.read_text(encoding="utf-8"))
    place = (suite.parent / named[1]).resolve() if named else suite
    entries: dict[str, str] = {}
    connections: list[str] = []
    for file in sorted(place.rglob("*.yaml")) if place.is_dir() else [place]:
        text = file.read_text(encoding="utf-8")
        connections += [name for name, _ in _ENTRY.findall(text.partition("\nvalidations:")[0])]
        for name, rest in _ENTRY.findall(text):
            entries[name] = f"{entries.get(name, '')}{name}:{rest}\n"
    if len(connections) == 1:
        entries[_ONLY] = entries[connections[0]]
    return entries
