"""docs/TUTORIAL.md, step by step: its commands print what it shows."""

from __future__ import annotations

from atest.robot_process import interpreter
from atest.tutorial import run_page


def test_the_tutorial_shows_what_happens() -> None:
    """`make tutorial` writes it anew."""
    page, now = run_page(interpreter())
    assert now == page


def test_the_tutorial_catches_the_lost_order() -> None:
    """What it is about is in its text: green without the backend, and a silent failure with it."""
    page, _ = run_page(interpreter())
    assert "2 tests, 2 passed, 0 failed" in page
    assert '$.state should be "paid", was "rejected" (UI showed no failure)' in page
    assert "Quash:   1 silent failure · /home/you/shop-checks/results/quash/index.html" in page
