"""A library with its own keywords that is derived from AppiumLibrary, as teams do."""

from __future__ import annotations

from AppiumLibrary import AppiumLibrary  # type: ignore[import-untyped]


class ShopPhone(AppiumLibrary):  # type: ignore[misc] # AppiumLibrary carries no types
    """AppiumLibrary with one more keyword."""

    def shop_should_be_open(self, locator: str) -> None:
        """Fails unless the start screen is shown."""
        self.page_should_contain_element(locator)
