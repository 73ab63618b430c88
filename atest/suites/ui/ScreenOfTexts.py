"""A UI library whose screen is a table: any text can be a locator, and typed texts can be compared."""

from __future__ import annotations

from robot.api import logger
from robot.api.deco import keyword, library

SCREEN = {"css=#total": "1,234.50", '//*[@id="x"]': "23,00 €", "id=a=b": "same", "a${b}\\c": "odd"}


@library(scope="GLOBAL")
class ScreenOfTexts:
    """Get Text and Input Password take AppiumLibrary's arguments; a counter increases with each reading."""

    def __init__(self) -> None:
        """Start with a counter of 0."""
        self._count = 0
        self._typed: dict[str, str] = {}

    @keyword
    def get_text(self, locator: str) -> str:
        """Returns the text of an element."""
        if locator == "css=#count":
            self._count += 1
            return str(self._count)
        return SCREEN[locator]

    @keyword
    def input_password(self, locator: str, password: str, clear: bool = True) -> None:
        """Types a text, and logs it, as a careless library would."""
        logger.info(f"typing {password}")
        self._typed[locator] = password

    @keyword
    def typed_text_should_be(self, locator: str, expected: str) -> None:
        """Compares a typed text in parts, so the whole text is never logged."""
        assert self._typed[locator] == expected.replace("|", "")
