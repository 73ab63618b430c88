"""The shop's refusals."""

from __future__ import annotations


class RefusedError(Exception):
    """The shop refuses a request; ``status`` is the HTTP status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
