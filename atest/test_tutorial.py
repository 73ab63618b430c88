"""docs/tutorial.md, step by step: its commands print what the page shows."""

from __future__ import annotations

import pytest

from atest.robot_process import interpreter
from atest.tutorial import run_page


@pytest.fixture(scope="module")
def pages() -> tuple[str, str]:
    """The document, and the document as generated now."""
    return run_page(interpreter())


def test_the_tutorial_shows_what_happens(pages: tuple[str, str]) -> None:
    """`make tutorial` regenerates it."""
    page, now = pages
    assert now == page


def test_the_tutorial_catches_the_lost_order(pages: tuple[str, str]) -> None:
    """The page keeps its promise: green without the backend, a silent failure with it."""
    _, now = pages
    assert "2 tests, 2 passed, 0 failed" in now
    assert '$.state should be "paid", was "rejected" (UI showed no failure)' in now
    assert "Quash:   1 silent failure · /home/you/shop-checks/results/quash/index.html" in now
