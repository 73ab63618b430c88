"""How the shop says no."""

from __future__ import annotations


class RefusedError(Exception):
    """The shop says no; ``status`` is the HTTP status that fits."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
