"""What failed teardowns of suites make of the tests before them.

In: an output as Robot has written it while it ran. Out: how each suite's teardown ended, and the status and message
that Robot's own log then tells of a test. It stands apart as it has to be known before the first test is told, and the
file has it after the last one. What rebot and pabot have written tells it of each test already.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from QuashLibrary.errors import TruncatedOutputError
from QuashLibrary.report.read.html_messages import plain
from QuashLibrary.report.read.model import Status
from QuashLibrary.report.read.output_events import Event, read_events

_HELD = ("suite", "test", "kw")


@dataclass(frozen=True, slots=True)
class Teardown:
    """The teardown of a suite that failed, or was skipped."""

    status: Status
    message: str

    def of_test(self, status: Status, message: str) -> tuple[Status, str]:
        """Return the status and message of a test in the suite."""
        if self.status == "SKIP":
            earlier = f"\n\nEarlier message:\n{message}" if message else ""
            return "SKIP", f"Skipped in parent suite teardown:\n{self.message}{earlier}"
        also = f"{message}\n\nAlso parent" if message else "Parent"
        return "SKIP" if status == "SKIP" else "FAIL", f"{also} suite teardown failed:\n{self.message}"


def teardowns_of(path: Path) -> Mapping[int, Teardown]:
    """Return the teardowns that count for the tests before them, by the place of their suites in the file.

    Raises:
        UnusableOutputError: it is not the output of Robot Framework, or cannot be read.
    """
    found: dict[int, Teardown] = {}
    # That it is cut off is told where the tests are read; a suite that has no end has no teardown.
    with suppress(TruncatedOutputError):
        _find(read_events(path), found)
    return found


def _find(events: Iterable[Event], found: dict[int, Teardown]) -> None:
    suites: list[int] = []
    above, number = ["robot"], 0
    for event in events:
        if event.tag == "robot" and not event.attributes.get("generator", "").startswith("Robot"):
            return
        if event.ends and event.tag == "status" and above[-1] == "teardown":
            status = event.attributes.get("status")
            if status in ("FAIL", "SKIP"):
                found[suites[-1]] = Teardown("FAIL" if status == "FAIL" else "SKIP", plain(event.text))
        if event.tag not in _HELD:
            continue
        if event.ends:
            above.pop()
            suites = suites[:-1] if event.tag == "suite" else suites
            continue
        if event.tag == "suite":
            suites = [*suites, number]
            number += 1
        is_teardown = above[-1] == "suite" and event.attributes.get("type", "").upper() == "TEARDOWN"
        above.append("teardown" if is_teardown else event.tag)
