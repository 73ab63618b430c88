"""Read the two output.xml files of the demonstration, side by side, and say whether it came out as intended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from robot.api import ExecutionResult

BROKEN = "broken-backend"
"""The tag of the tests in which the shop fails silently; the suite's own documentation says so, too."""

SILENT = "silent-failure"
"""The tag that QuashLibrary gives a test whose UI steps all passed when a validation failed."""


@dataclass(frozen=True)
class Row:
    """One test in both runs. ``reason`` is the first line of what the run with validations found."""

    name: str
    ui_alone: str
    with_validations: str
    reason: str
    broken: bool
    silent: bool

    @property
    def differs(self) -> str | None:
        """What is not as it was meant, if anything."""
        wanted = "FAIL" if self.broken else "PASS"
        if self.ui_alone != "PASS":
            return f'"{self.name}" should pass with the UI alone, and did not'
        if self.with_validations != wanted:
            return f'"{self.name}" should be {wanted} with validations, was {self.with_validations}'
        if self.silent != self.broken:
            return f'"{self.name}" should {"" if self.broken else "not "}be a silent failure'
        return None


def read(ui_alone: Path, with_validations: Path) -> list[Row]:
    """Pair the tests of two output folders by name."""
    before = {test.name: test.status for test in _tests(ui_alone)}
    return [
        Row(
            name=test.name,
            ui_alone=before.get(test.name, "NOT RUN"),
            with_validations=test.status,
            reason=_first_line(test.message),
            broken=BROKEN in test.tags,
            silent=SILENT in test.tags,
        )
        for test in _tests(with_validations)
    ]


def _tests(folder: Path) -> list:  # type: ignore[type-arg] # Robot's own model, which carries no types
    return list(ExecutionResult(folder / "output.xml").suite.all_tests)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]
