"""A UI library whose steps log like AppiumLibrary's, without a phone: the report shows them as UI steps."""

import time

from robot.api import logger
from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class Phone:
    """Steps of an app."""

    @keyword
    def start_app(self) -> None:
        """Wait as long as a fast app takes to start."""
        time.sleep(1)

    @keyword
    def click_element(self, locator: str) -> None:
        """Click."""
        logger.info(f"Clicking element '{locator}'.")

    @keyword
    def input_text(self, locator: str, text: str) -> None:
        """Type."""
        logger.info(f"Typing text '{text}' into text field '{locator}'")
