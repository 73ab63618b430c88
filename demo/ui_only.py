"""Remove the backend steps of a suite before it runs, which leaves the plain UI test.

    robot --prerunmodifier demo.ui_only.UiOnly …

The file does not change, so both runs of the demonstration use the same suite.
"""

from __future__ import annotations

import re
from typing import Any

from robot.api import SuiteVisitor

LIBRARY = "QuashLibrary"
KEYWORDS = {
    "validatebackend",
    "fetchintovariable",
    "fetchbackendvalue",
    "rememberbackend",
    "watchbackend",
    "awaitbackend",
    "uishouldmatchbackend",
    "typebackendvalue",
    "setbackendenvironment",
    "setbackendinput",
    "checkbackendconnection",
}


class UiOnly(SuiteVisitor):
    """Removes QuashLibrary and its steps from Robot's model."""

    def start_suite(self, suite: Any) -> None:
        """Drop the library, and the steps in the suite's own keywords, which Robot does not visit."""
        imports = suite.resource.imports
        imports[:] = [item for item in imports if item.name != LIBRARY]
        for keyword in suite.resource.keywords:
            _clean(keyword)

    def start_test(self, test: Any) -> None:
        """Drop the steps of a test."""
        _clean(test)


def _clean(owner: Any) -> None:
    """Drop backend steps from a body and from all its blocks."""
    for fixture in ("setup", "teardown"):
        if getattr(owner, f"has_{fixture}", False) and _is_backend_step(getattr(owner, fixture)):
            setattr(owner, fixture, None)
    body = owner.body
    body[:] = [step for step in body if not _is_backend_step(step)]
    for step in body:
        if hasattr(step, "body"):
            _clean(step)
    if not body:
        body.create_keyword(name="No Operation")


def _is_backend_step(step: Any) -> bool:
    name = getattr(step, "name", None)
    if not isinstance(name, str):
        return False
    plain = name.removeprefix(f"{LIBRARY}.")
    return re.match(r"@\w", plain) is not None or plain.lower().replace(" ", "").replace("_", "") in KEYWORDS
