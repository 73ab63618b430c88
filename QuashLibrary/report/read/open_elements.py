"""An element of Robot's output while it is open: what is known of a suite, a test or a keyword until it ends.

Times and names of older outputs (Robot Framework before 7) are read as well: blind spots are looked for in any run.
"""

import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from math import isfinite

from QuashLibrary.report.read.model import Picture, Status
from QuashLibrary.report.read.suite_teardowns import Teardown

_LONGEST = 1e9
"""Seconds beyond which a duration is no duration: some thirty years."""

_FIRST_YEAR, _LAST_YEAR = 1900, 9000
_DIGITS = 9

_STATUSES: Mapping[str, Status] = {"PASS": "PASS", "FAIL": "FAIL", "SKIP": "SKIP"}


class Element:
    """A suite, a test or a keyword that is open."""

    def __init__(self, tag: str, attributes: Mapping[str, str], parent: "Element | None") -> None:
        """Take what is known when it starts."""
        self.tag = tag
        self.parent = parent
        self.name = sys.intern(attributes.get("name", ""))
        self.owner = attributes.get("owner") or attributes.get("library", "")
        self.type = attributes.get("type", "").upper()
        self.id = attributes.get("id", "")
        self.source = attributes.get("source", "")
        self.line = _number(attributes.get("line", ""))
        self.status: tuple[Mapping[str, str], str] = ({}, "")
        self.args: list[str] = []
        self.tags: list[str] = []
        self.doc = ""
        self.pictures: tuple[Picture, ...] = ()
        self.told = False
        self.said = ""
        self.first_outcome = 0
        self.teardown: Teardown | None = None

    @property
    def is_suite_fixture(self) -> bool:
        """Whether it is the setup or teardown of a suite."""
        return self.tag == "kw" and self.parent is not None and self.parent.tag == "suite"

    @cached_property
    def within(self) -> tuple[str, ...]:
        """The names of the keywords that run it, the outermost first."""
        names: list[str] = []
        above = self.parent
        while above is not None and above.tag not in ("test", "suite"):
            # What runs in a loop or a branch is run by the keyword round it.
            names += [above.name] if above.tag == "kw" else []
            above = above.parent
        return tuple(reversed(names))

    @property
    def suites(self) -> "list[Element]":
        """The suites that it is in, the outermost first."""
        above = self.parent
        found: list[Element] = []
        while above is not None:
            found += [above] if above.tag == "suite" else []
            above = above.parent
        return found[::-1]

    def take(self, tag: str, text: str) -> None:
        """Take an argument, a tag or the documentation."""
        if tag == "arg":
            self.args.append(sys.intern(text))
        elif tag == "tag":
            self.tags.append(text)
        elif self.tag in ("test", "suite"):
            self.doc = text

    def tell(self) -> None:
        """Note that what failed in it is told, by itself or by something in it."""
        above: Element | None = self
        while above is not None and not above.told:
            above.told = True
            above = above.parent

    @property
    def result(self) -> Status:
        """Its status."""
        return _STATUSES.get(self.status[0].get("status", ""), "NOT RUN")

    @property
    def message(self) -> str:
        """Its message, as Robot writes it."""
        return self.status[1]

    @property
    def started(self) -> datetime | None:
        """When it started."""
        return moment(self.status[0].get("start") or self.status[0].get("starttime", ""))

    @property
    def elapsed(self) -> float:
        """For how many seconds it ran."""
        attributes = self.status[0]
        if "elapsed" in attributes:
            return seconds(attributes["elapsed"])
        started, ended = self.started, moment(attributes.get("endtime", ""))
        return max((ended - started).total_seconds(), 0.0) if started and ended else 0.0

    @property
    def ended(self) -> datetime | None:
        """When it ended."""
        return self.started + timedelta(seconds=self.elapsed) if self.started else None


def moment(text: str) -> datetime | None:
    """Return a time of Robot's; None where there is none. Older outputs have `20260101 12:00:00.000`."""
    if text[8:9] == " ":
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[9:]}"
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    # One at the ends of the calendar is damage, and leaves no room to reckon with.
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def seconds(text: str) -> float:
    """Return a duration of Robot's in seconds; 0 where it is none."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if isfinite(value) and 0 < value <= _LONGEST else 0.0


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
