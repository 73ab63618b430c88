"""A simulated app: its steps are UI steps, and show what the suite requests."""

from __future__ import annotations

from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class App:
    """Acts as a UI library."""

    @keyword
    def tap(self, what: str) -> None:
        """Taps something."""

    @keyword
    def see(self, what: str, *, shown: bool = True) -> None:
        """Fails unless it is shown."""
        if not shown:
            raise AssertionError(f"{what} is not shown")
