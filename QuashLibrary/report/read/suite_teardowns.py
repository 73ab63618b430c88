"""Read the suite teardowns that change the results of the tests before them.

In: an output as Robot wrote it during the run, and the position of a teardown. Out: the failed teardowns, with the
status and message that Robot's own log shows for a test of their suite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

from QuashLibrary.errors import UnusableOutputError
from QuashLibrary.report.read.growing_tree import GrowingTree, State
from QuashLibrary.report.read.html_messages import plain_text
from QuashLibrary.report.read.json_output import is_json, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from QuashLibrary.report.read.growing_tree import Part
    from QuashLibrary.report.read.model import Status


class SuiteTeardown(NamedTuple):
    """A suite teardown that failed or was skipped."""

    status: Status
    message: str

    def change(self, status: Status, message: str) -> tuple[Status, str]:
        """Return the resulting status and message of a test in the suite."""
        if self.status == "SKIP":
            earlier = f"\n\nEarlier message:\n{message}" if message else ""
            return "SKIP", f"Skipped in parent suite teardown:\n{self.message}{earlier}"
        also = f"{message}\n\nAlso parent" if message else "Parent"
        return "SKIP" if status == "SKIP" else "FAIL", f"{also} suite teardown failed:\n{self.message}"


def read_teardown(file: BinaryIO, place: int) -> SuiteTeardown | None:
    """Return the teardown at this position of an output.xml if it failed; None for any other keyword."""
    file.seek(place)
    return _failed_teardown(*_keyword_and_status(_parts_of_element(file)))


def teardowns_of_file(path: Path) -> Mapping[int, SuiteTeardown]:
    """Return the failed teardowns of a file by the number of their suite; this loads the whole file."""
    content = path.read_bytes()
    try:
        root = read_json(path, content) if is_json(content) else fromstring(content)  # noqa: S314 - as in GrowingTree
    except (UnusableOutputError, ParseError, LookupError):
        return {}
    if not root.get("generator", "").startswith("Robot"):
        return {}
    keywords = ((number, keyword) for number, suite in enumerate(root.iter("suite")) for keyword in suite.findall("kw"))
    found = ((number, _failed_teardown(keyword, keyword.find("status"))) for number, keyword in keywords)
    return {number: teardown for number, teardown in found if teardown}


def _failed_teardown(keyword: Element | None, status: Element | None) -> SuiteTeardown | None:
    if keyword is None or status is None or keyword.get("type", "").upper() != "TEARDOWN":
        return None
    result: Status = "FAIL" if status.get("status") == "FAIL" else "SKIP"
    failed = status.get("status") in ("FAIL", "SKIP")
    return SuiteTeardown(result, plain_text(status.text or "")) if failed else None


def _parts_of_element(file: BinaryIO) -> Iterator[Part]:
    """Yield the parts of the element at the current position of a file; parts after it do not belong to it."""
    tree = GrowingTree()
    try:
        yield from tree.parts(file)
    except ParseError:
        yield from tree.last_parts()


def _keyword_and_status(parts: Iterable[Part]) -> tuple[Element | None, Element | None]:
    """Return the first element and its status."""
    keyword = status = None
    depth = 0
    for state, elements in parts:
        keyword = elements[0] if keyword is None else keyword
        if state is State.WHOLE and not depth:
            return keyword, keyword.find("status")
        if state is State.WHOLE and depth == 1:
            status = next((element for element in elements if element.tag == "status"), status)
        depth += {State.BEGINS: 1, State.WHOLE: 0, State.ENDS: -1}[state]
        if not depth:
            break
    return keyword, status
