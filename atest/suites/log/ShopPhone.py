"""A library of the kind that teams derive from AppiumLibrary, with keywords of their own."""

from __future__ import annotations

from AppiumLibrary import AppiumLibrary  # type: ignore[import-untyped]


class ShopPhone(AppiumLibrary):  # type: ignore[misc] # AppiumLibrary carries no types
    """AppiumLibrary with one keyword more."""

    def shop_should_be_open(self, locator: str) -> None:
        """Fails unless the start screen is shown."""
        self.page_should_contain_element(locator)
