"""Find the suite teardowns that change the result of the tests before them.

In: an output as Robot wrote it during the run. Out: the teardowns that failed, with the status and message that Robot's
own log shows for a test of their suite. This must be known before the first test goes out, but the file has it after
the last one, so it is a pass of its own. Outputs of rebot and pabot already have it in each test.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from QuashLibrary.errors import TruncatedOutputError
from QuashLibrary.report.read.html_messages import plain_text
from QuashLibrary.report.read.model import Status
from QuashLibrary.report.read.output_events import Event, read_events

_TAGS = ("suite", "test", "kw")


@dataclass(frozen=True, slots=True)
class SuiteTeardown:
    """The teardown of a suite that failed, or was skipped."""

    status: Status
    message: str

    def change(self, status: Status, message: str) -> tuple[Status, str]:
        """Return what the status and message of a test in the suite become."""
        if self.status == "SKIP":
            earlier = f"\n\nEarlier message:\n{message}" if message else ""
            return "SKIP", f"Skipped in parent suite teardown:\n{self.message}{earlier}"
        also = f"{message}\n\nAlso parent" if message else "Parent"
        return "SKIP" if status == "SKIP" else "FAIL", f"{also} suite teardown failed:\n{self.message}"


def suite_teardowns(path: Path) -> Mapping[int, SuiteTeardown]:
    """Return the failed teardowns of an output by the number of their suite, counted in the order of the file.

    Raises:
        UnusableOutputError: the file is not an output of Robot Framework, or cannot be read.
    """
    found: dict[int, SuiteTeardown] = {}
    # The reader of the tests reports a truncated output; a suite without an end has no teardown.
    with suppress(TruncatedOutputError):
        _collect(read_events(path), found)
    return found


def _collect(events: Iterable[Event], found: dict[int, SuiteTeardown]) -> None:
    suites: list[int] = []
    above, number = ["robot"], 0
    for event in events:
        if event.tag == "robot" and not event.attributes.get("generator", "").startswith("Robot"):
            return
        if event.ends and event.tag == "status" and above[-1] == "teardown":
            status = event.attributes.get("status")
            if status in ("FAIL", "SKIP"):
                found[suites[-1]] = SuiteTeardown("FAIL" if status == "FAIL" else "SKIP", plain_text(event.text))
        if event.tag not in _TAGS:
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
