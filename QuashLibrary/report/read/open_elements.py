"""An open element of Robot's output: the data of a suite, a test or a keyword until it ends.

It also reads the times and names of outputs before Robot Framework 7, because a tester may look for blind spots in any
run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain, takewhile
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.report.read.model import Picture, Status
    from QuashLibrary.report.read.suite_teardowns import SuiteTeardown

_OWN_STEP = "› "
_APP_STEPS = ("app request failed: ", f"{_OWN_STEP}app request failed: ")
OWN_NAMES = (_OWN_STEP, *_APP_STEPS)
"""The prefixes of steps that the library adds below a validation or for app requests."""
_MOST_SECONDS = 1e9
"""A longer duration than this, about thirty years, means a damaged file."""

_NOT_RUN = frozenset({"test", "suite"})
"""Elements that no keyword runs."""

_FIRST_YEAR, _LAST_YEAR = 1900, 9000
_MOST_DIGITS = 9

_OWN_KEYWORDS = frozenset({"Validate Backend", "Fetch Into Variable", "Fetch Backend Value", "Await Backend"})
_STATUSES: Mapping[str, Status] = {"PASS": "PASS", "FAIL": "FAIL", "SKIP": "SKIP"}


class OpenElement:
    """An open suite, test or keyword."""

    def __init__(self, tag: str, attributes: Mapping[str, str], parent: OpenElement | None) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.name = attributes.get("name", "")
        self.owner = attributes.get("owner") or attributes.get("library", "")
        self.status_attributes: Mapping[str, str] = {}
        self.message = ""
        self.args: list[str] = []
        self.tags: list[str] = []
        self.doc = ""
        self.pictures: tuple[Picture, ...] = ()
        self.has_shown_failure = False
        self.first_message = ""
        self.first_outcome = 0
        self.teardown: SuiteTeardown | None = None
        self._inner: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The type of a keyword, such as SETUP."""
        return self.attributes.get("type", "").upper()

    @property
    def id(self) -> str:
        """The id."""
        return self.attributes.get("id", "")

    @property
    def source(self) -> str:
        """The file of a suite."""
        return self.attributes.get("source", "")

    @property
    def line(self) -> int:
        """The line of a test."""
        return _line_number(self.attributes.get("line", ""))

    @property
    def is_suite_fixture(self) -> bool:
        """Whether it is a suite setup or teardown."""
        return self.tag == "kw" and self.parent is not None and self.parent.tag == "suite"

    @property
    def is_own_step(self) -> bool:
        """Whether it is a step that the library adds below a validation or for app requests."""
        return self.name.startswith(OWN_NAMES)

    @property
    def is_app_step(self) -> bool:
        """Whether it only reports that an app request failed."""
        return self.name.startswith(_APP_STEPS)

    @property
    def is_of_watch(self) -> bool:
        """Whether it contains an outcome and was inserted when a watch ended."""
        return self.parent is not None and self.is_own_step and self.parent.is_own_step

    @property
    def within(self) -> tuple[str, ...]:
        """The names of the keywords that run it, outermost first, without loops and branches."""
        return self.parent.inner if self.parent else ()

    @property
    def inner(self) -> tuple[str, ...]:
        """The names of the keywords that run its content."""
        keyword: OpenElement | None = self
        while keyword is not None and keyword.tag != "kw":
            keyword = keyword.parent if keyword.tag not in _NOT_RUN else None
        if keyword is None:
            return ()
        if not keyword._inner:
            around = takewhile(lambda element: element.tag not in _NOT_RUN, chain((keyword,), keyword._around()))
            keyword._inner = tuple([element.name for element in around if element.tag == "kw"])[::-1]
        return keyword._inner

    @property
    def user_keywords(self) -> tuple[str, ...]:
        """The suite's own keywords among `within`."""
        return tuple(
            name for name in self.within if not name.startswith((_OWN_STEP, "@")) and name not in _OWN_KEYWORDS
        )

    @property
    def suites(self) -> list[OpenElement]:
        """The suites that contain it, outermost first."""
        return [element for element in self._around() if element.tag == "suite"][::-1]

    def _around(self) -> Iterator[OpenElement]:
        """Yield the elements that contain it, innermost first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def add_text(self, tag: str, text: str) -> None:
        """Add a tag or the documentation."""
        if tag == "tag":
            self.tags.append(text)
        elif self.tag in ("test", "suite"):
            self.doc = text

    def mark_failure_as_shown(self) -> None:
        """Mark its failure as shown; the failures of the elements around it are then shown, too."""
        self.has_shown_failure = True
        for element in takewhile(lambda element: not element.has_shown_failure, self._around()):
            element.has_shown_failure = True

    @property
    def status(self) -> Status:
        """The status."""
        return _STATUSES.get(self.status_attributes.get("status", ""), "NOT RUN")

    @property
    def started(self) -> datetime | None:
        """The start."""
        return parse_moment(self.status_attributes.get("start") or self.status_attributes.get("starttime", ""))

    @property
    def elapsed(self) -> float:
        """The duration in seconds."""
        attributes = self.status_attributes
        if "elapsed" in attributes:
            return parse_seconds(attributes["elapsed"])
        started, ended = self.started, parse_moment(attributes.get("endtime", ""))
        return max((ended - started).total_seconds(), 0.0) if started and ended else 0.0

    @property
    def ended(self) -> datetime | None:
        """The end."""
        return self.started + timedelta(seconds=self.elapsed) if self.started else None


def parse_moment(text: str) -> datetime | None:
    """Parse a moment in Robot's output, also in the old form `20260101 12:00:00.000`; None if it is not a moment."""
    if text[8:9] == " ":
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[9:]}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found.replace(tzinfo=None) if found.tzinfo else found
    # A moment at either end of the calendar means a damaged file, and calculations with it would overflow.
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def parse_seconds(text: str) -> float:
    """Parse a duration in Robot's output; 0 if it is not a duration."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if isfinite(value) and 0 < value <= _MOST_SECONDS else 0.0


def _line_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0
