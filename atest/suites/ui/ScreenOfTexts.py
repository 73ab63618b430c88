"""A UI library whose screen is a table: any text may be a locator, and what is typed can be compared."""

from __future__ import annotations

from robot.api import logger
from robot.api.deco import keyword, library

SCREEN = {"css=#total": "1,234.50", '//*[@id="x"]': "23,00 €", "id=a=b": "same", "a${b}\\c": "odd"}


@library(scope="GLOBAL")
class ScreenOfTexts:
    """Get Text and Input Password take what those of AppiumLibrary do; a count goes up at each reading."""

    def __init__(self) -> None:
        """Begin with a count of 0."""
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
        """Compares a typed text, part by part, so that the whole stands in no log."""
        assert self._typed[locator] == expected.replace("|", "")
