"""Read the two output.xml files of the demonstration, and report whether the result is as intended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from robot.api import ExecutionResult

BROKEN = "broken-backend"
"""The tag of the tests in which the shop fails silently; the suite's documentation explains it, too."""

HIDDEN = "broken-app"
"""The tag of the tests in which the app hides the failure of a request."""

SILENT = "silent-failure"
"""QuashLibrary's tag for a test in which a validation failed although all UI steps passed."""


SWALLOWED = "swallowed-failure"
"""QuashLibrary's tag for a test in which a request of the app failed and the UI did not show it."""


@dataclass(frozen=True)
class Row:
    """One test in both runs. A reason is the first line of a finding."""

    name: str
    ui_alone: str
    with_validations: str
    reason: str
    broken: bool
    silent: bool
    swallowed: bool | None = None
    """Whether the app's own requests showed a failure; None if they were not recorded."""
    traffic_reason: str = ""
    hidden: bool = False

    @property
    def differs(self) -> str | None:
        """The first difference from the intended result, if any."""
        wanted = "FAIL" if self.broken else "PASS"
        if self.ui_alone != "PASS":
            return f'"{self.name}" should pass with the UI alone, but did not'
        if self.with_validations != wanted:
            return f'"{self.name}" should be {wanted} with validations, but was {self.with_validations}'
        if self.silent != self.broken:
            return f'"{self.name}" should {"" if self.broken else "not "}be a silent failure'
        if self.swallowed not in {None, self.hidden}:
            return f'"{self.name}" should {"" if self.hidden else "not "}have a swallowed failure'
        return None


def read(ui_alone: Path, with_validations: Path, *, watched: bool) -> list[Row]:
    """Pair the tests of two output folders by name. ``watched``: the first run also recorded the app's requests."""
    before = {test.name: test for test in _tests(ui_alone)}
    return [_row(before.get(test.name), test, watched=watched) for test in _tests(with_validations)]


def _row(before: Any, test: Any, *, watched: bool) -> Row:
    swallowed = watched and before is not None and SWALLOWED in before.tags
    return Row(
        name=test.name,
        ui_alone=before.status if before else "NOT RUN",
        with_validations=test.status,
        reason=_first_line(test.message),
        broken=BROKEN in test.tags,
        silent=SILENT in test.tags,
        swallowed=swallowed if watched else None,
        traffic_reason=_first_line(before.message) if swallowed else "",
        hidden=HIDDEN in test.tags,
    )


def _tests(folder: Path) -> list[Any]:
    return list(ExecutionResult(folder / "output.xml").suite.all_tests)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]
