"""Read a UI step that passed and logged only text, like almost every UI step, in a single pass over its element.

In: an element of Robot's output. Out: its step, or None for any other keyword, which is then read part by part.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from QuashLibrary.report.read.model import Step
from QuashLibrary.report.read.open_elements import parse_moment, parse_seconds

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONGEST_MESSAGE = 200
"""The most characters kept of a UI step's first message."""

SHORT_PARTS = frozenset({"arg", "doc", "tag", "var"})
"""The parts of a keyword that do not report anything that happened."""


def passed_step(keyword: Element, owner: str, within: tuple[str, ...]) -> Step | None:
    """Return the step of a keyword of library `owner`, run by the keywords `within`; None for any other keyword."""
    args: list[str] = []
    said = ""
    times: dict[str, str] = {}
    for part in keyword:
        tag = part.tag
        if tag == "arg":
            args.append(intern(part.text or ""))
        elif tag == "msg":
            if part.get("html"):
                return None
            said = said or (part.text or "")[:LONGEST_MESSAGE]
        elif tag == "status":
            times = part.attrib
            if part.text or times.get("status") != "PASS":
                return None
        elif tag not in SHORT_PARTS:
            return None
    if "start" not in times or "elapsed" not in times:
        return None
    started, elapsed = parse_moment(times["start"]), parse_seconds(times["elapsed"])
    name = intern(keyword.get("name", ""))
    return Step("ui", name, tuple(args), "PASS", "", started, elapsed, within, (), owner, intern(said))
