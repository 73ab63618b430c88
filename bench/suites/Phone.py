"""A UI library whose steps do nothing but log, as those of AppiumLibrary do: the report shows them as UI steps."""

from robot.api import logger
from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class Phone:
    """Steps of an app."""

    @keyword
    def click_element(self, locator: str) -> None:
        """Click."""
        logger.info(f"Clicking element '{locator}'.")

    @keyword
    def input_text(self, locator: str, text: str) -> None:
        """Type."""
        logger.info(f"Typing text '{text}' into text field '{locator}'")
