"""A library whose steps are triggers: it records what was done."""

from __future__ import annotations

from robot.api.deco import keyword, library


@library(scope="TEST")
class Till:
    """Records its actions."""

    def __init__(self) -> None:
        self.done: list[str] = []

    @keyword
    def do(self, what: str, *more: str, again: str = "no") -> str:
        """Does something, or fails on request."""
        self.done.append(what)
        if "break" in more:
            raise AssertionError(f"{what} is broken")
        return what

    @keyword(name="Do All ${what} At Once")
    def do_all(self, what: str) -> None:
        """Does several things."""
        self.done.append(what)

    @keyword(name="Pour ${what} For ${whom}")
    def pour(self, what: str, whom: str) -> None:
        """Pours."""

    @keyword
    def note(self, **notes: str) -> None:
        """Records named arguments."""

    @keyword
    def done_should_be(self, *expected: str) -> None:
        """Fails unless exactly this was done."""
        assert self.done == list(expected), self.done
