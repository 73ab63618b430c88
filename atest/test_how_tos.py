"""The examples of docs/how-to/ run for real: they pass on a healthy shop, and fail with the fault of their page."""

from __future__ import annotations

import re
from functools import cache

import pytest

from atest.how_tos import PAGES, HowTo, console_blocks, run_page
from atest.robot_process import interpreter

SILENT = "(UI showed no failure)"
CATCHING = [page for page in PAGES if any(page.faults)]


@cache
def pages(page: HowTo, appium_url: str) -> tuple[str, str]:
    """Return the text of a page, and how it would be written now."""
    return run_page(page, appium_url, interpreter())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_happens(page: HowTo, appium_url: str) -> None:
    """Every command of the page prints what the page shows. `python -m atest.how_tos` updates the pages."""
    text, now = pages(page, appium_url)
    assert now == text


@pytest.mark.parametrize("page", CATCHING, ids=lambda page: page.name)
def test_an_example_catches_its_fault(page: HowTo, appium_url: str) -> None:
    """The suite passes on a healthy shop. With the fault, a validation fails although the app shows success."""
    healthy, broken = console_blocks(pages(page, appium_url)[1])[:2]
    assert re.findall(r"\| (PASS|FAIL) \|", healthy) == ["PASS"]
    assert re.findall(r"\| (PASS|FAIL) \|", broken) == ["FAIL"]
    assert SILENT not in healthy
    assert SILENT in broken
