"""The number of tries, and the figures of each promise."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

AMOUNT = "QUASH_TRUST"
"""Environment variable: `full` tries everything."""
_FIGURES = "figures"

Figures = Callable[[str], None]
"""A function that takes what was tried and its result, for the summary."""


@pytest.fixture(scope="session")
def amount() -> Callable[[int, int], int]:
    """A function that picks the number of tries: one for every test run, one for `make trust`."""
    return lambda quick, full: full if os.environ.get(AMOUNT) == "full" else quick


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """A function that adds a line to the summary."""
    return lambda text: record_property(_FIGURES, text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of all promises."""
    if lines := list(_figure_lines(terminalreporter)):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(line)


def _figure_lines(reporter: pytest.TerminalReporter) -> Iterator[str]:
    for outcome in ("passed", "failed"):
        for report in reporter.stats.get(outcome, ()):
            for name, text in report.user_properties:
                if name == _FIGURES:
                    yield f"{outcome}  {report.nodeid.rpartition('/')[2].partition('.')[0]}: {text}"
