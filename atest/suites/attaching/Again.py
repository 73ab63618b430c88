"""A library that runs tests again, like libraries that retry failed tests."""

from __future__ import annotations

from typing import Any

from robot.api.deco import library


@library(scope="GLOBAL", listener="SELF")
class Again:
    """Runs each test twice."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        self._again: list[Any] = []

    def end_test(self, data: Any, result: Any) -> None:
        """Run a test once more, from the same data."""
        if data not in self._again:
            self._again.append(data)
            data.parent.tests.insert(data.parent.tests.index(data) + 1, data)
