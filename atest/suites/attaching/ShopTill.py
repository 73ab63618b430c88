"""A library that is derived from another one, as teams do."""

from __future__ import annotations

from Till import Till  # type: ignore[import-not-found] # found beside it by Robot


class ShopTill(Till):  # type: ignore[misc]
    """Till with one more keyword."""

    def do_more(self, what: str) -> None:
        """Does more."""
        self.done.append(what)
