"""Robot library that breaks a hook of QuashLibrary's listener from within, as a mistake in it would."""

from __future__ import annotations

from typing import Any

from robot.api.deco import keyword, library

from QuashLibrary.robotside.attach import steps_and_tests as attaching

_USED_BY = {
    "start_test": "start_test",
    "end_test": "end_test",
    "start_library_keyword": "start_step",
    "end_library_keyword": "end_step",
}


@library(scope="GLOBAL")
class Breaking:
    """Breaks hooks."""

    @keyword
    def break_hook(self, name: str) -> None:
        """Has a hook fail from now on."""

        def fail(*_event: Any) -> None:
            raise ZeroDivisionError("on purpose")

        setattr(attaching, _USED_BY[name], fail)
