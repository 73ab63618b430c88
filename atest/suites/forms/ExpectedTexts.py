"""Robot library that compares texts with what the backend sends, bypassing Robot's escapes and variables."""

from __future__ import annotations

import runpy
from pathlib import Path

from robot.api.deco import keyword, library

CANNED = Path(__file__).resolve().parents[2] / "canned.py"


@library(scope="GLOBAL")
class ExpectedTexts:
    """Contains the texts of the backend's /body/tricky."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = runpy.run_path(str(CANNED))["TRICKY"]

    @keyword
    def should_be_tricky(self, name: str, text: object) -> None:
        """Fails unless the text equals the one with that name in every character."""
        if text != self._texts[name]:
            raise AssertionError(f"{name} should be {self._texts[name]!r}, was {text!r}")
