"""Compare two runs of the same suites place by place: output.xml without times, the console and the exit code.

In: two runs, the second with QuashLibrary's listener. Out: the number of compared places, and the differences. Steps of
attached validations and their tags are excluded, because the registry requested them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from atest.robot_process import Run

_TIMES = frozenset({"generated", "start", "elapsed", "time", "endtime", "starttime", "elapsedtime", "timestamp"})
"""Attributes that differ between any two runs."""
_OWN_LIBRARY = "QuashListener"
_OWN_TAG = "@fine"
_REPORT_LINE = "Quash: "
_CHANGING = (
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "0xADDRESS"),
    (re.compile(r"\d+(\.\d+)? (milli)?seconds?( left|\.$)", re.MULTILINE), "TIME"),
    (re.compile(r"\d{4}-?\d\d-?\d\d[ T]\d\d:?\d\d:?\d\d[.\d]*"), "TIME"),
)
_ABSENT = "(nothing)"


@dataclass
class Comparison:
    """The compared places, and the differences: each with its place and both values."""

    constructs: int = 0
    attached: int = 0
    places: int = 0
    differences: list[str] = field(default_factory=list)

    def runs(self, plain: Run, listened: Run) -> None:
        """Compare two runs."""
        self._surroundings(plain, listened)
        roots = [ElementTree.fromstring(_text(run)) for run in (plain, listened)]  # noqa: S314 - our own runs
        self.constructs += len(list(roots[0].iter("test")))
        self._elements("", roots[0], roots[1])

    def _surroundings(self, plain: Run, listened: Run) -> None:
        self.value("exit code", str(plain.code), str(listened.code))
        lines = [_console(run) for run in (plain, listened)]
        for number, (one, other) in enumerate(zip_longest(*lines, fillvalue=_ABSENT), 1):
            self.value(f"console line {number}", one, other)

    def options(self, plain: Run, listened: Run) -> None:
        """Compare two runs with an option that may prevent output.xml."""
        if _output(plain).exists() or _output(listened).exists():
            self.runs(plain, listened)
        else:
            self._surroundings(plain, listened)

    def value(self, place: str, plain: str, listened: str) -> None:
        """Compare two values."""
        self.places += 1
        if plain != listened:
            self.differences.append(f"{place}: {plain!r} -> {listened!r}")

    def _elements(self, place: str, plain: Element, listened: Element) -> None:
        place = f"{place}/{plain.get('name') or plain.tag}"
        self.value(f"{place} element", plain.tag, listened.tag)
        for name in sorted({*plain.keys(), *listened.keys()} - _TIMES):
            self.value(f"{place} @{name}", plain.get(name, _ABSENT), listened.get(name, _ABSENT))
        self.value(f"{place} text", (plain.text or "").strip("\n"), (listened.text or "").strip("\n"))
        children = list(_children(plain)), list(_children(listened))
        self.attached += sum(map(_is_attached, listened))
        for number, (one, other) in enumerate(zip_longest(*children), 1):
            if one is None or other is None:
                self.value(f"{place}/{number}", _described(one), _described(other))
            else:
                self._elements(f"{place}/{number}", one, other)


def _children(element: Element) -> Iterator[Element]:
    """Yield the content of an element, without attached steps."""
    for child in element:
        if not _is_attached(child) and not (child.tag in ("tag", "stat") and (child.text or "").startswith(_OWN_TAG)):
            yield child


def _is_attached(element: Element) -> bool:
    return (element.get("owner") or element.get("library") or "").startswith(_OWN_LIBRARY)


def _described(element: Element | None) -> str:
    return _ABSENT if element is None else ElementTree.tostring(element, "unicode")[:300]


def _console(run: Run) -> list[str]:
    lines = _normal(run, run.console).split("\n")
    return [line.rstrip() for line in lines if not line.startswith(_REPORT_LINE)]


def _text(run: Run) -> str:
    return _normal(run, _output(run).read_text(encoding="utf-8"))


def _output(run: Run) -> Path:
    return run.folder / "output.xml"


def _normal(run: Run, text: str) -> str:
    text = text.replace(str(run.folder), "FOLDER").replace(str(run.folder.parent), "PARENT")
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    return text
