"""Robot library that makes a hook of QuashLibrary's listener fail, as a bug in it would."""

from __future__ import annotations

from typing import Any

from robot.api.deco import keyword, library

from QuashLibrary.robotside.state.run import run_state

_USED_BY = {
    "start_test": "_start_test",
    "end_test": "_end_test",
    "start_library_keyword": "_start_step",
    "end_library_keyword": "_end_step",
}


@library(scope="GLOBAL")
class Breaking:
    """Breaks hooks."""

    @keyword
    def break_hook(self, name: str) -> None:
        """Makes a hook fail from now on."""

        def fail(*_event: Any) -> None:
            raise ZeroDivisionError("on purpose")

        getattr(run_state().listener._dispatcher, _USED_BY[name]).insert(0, fail)
