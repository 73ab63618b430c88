"""A pre-run modifier and a pre-rebot modifier."""

from __future__ import annotations

from typing import Any

from robot.api import SuiteVisitor


class Modifier(SuiteVisitor):  # type: ignore[misc]
    """Adds a test, and cells that are not texts."""

    def start_suite(self, suite: Any) -> None:
        """Add a test."""
        if hasattr(suite, "resource") and suite.tests:
            test = suite.tests.create(name="Added", tags=["added"])
            test.body.create_keyword(name="Log", args=[7])
            test.body.create_keyword(name="Log", args=[{"a": object}])
            test.body.create_keyword(name="Log Many", args=["a", ("b", 1), ("c", None)])

    def visit_test(self, test: Any) -> None:
        """Change a test."""
        test.doc = f"{test.doc} modified"
