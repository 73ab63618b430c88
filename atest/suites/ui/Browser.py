"""Robot library of the shape of Browser: Get Text with an assertion, and Fill Text in place of Input Password."""

from __future__ import annotations

from typing import Any

from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class Browser:
    """Keeps what is typed, and shows it."""

    def __init__(self) -> None:
        """Begin with empty fields."""
        self._typed: dict[str, str] = {}

    @keyword
    def get_text(self, selector: str, assertion_operator: Any = None, assertion_expected: Any = None) -> str:
        """Returns the text of an element."""
        return self._typed.get(selector, "empty")

    @keyword
    def fill_text(self, selector: str, txt: str, force: bool = False) -> None:
        """Types a text."""
        self._typed[selector] = txt
