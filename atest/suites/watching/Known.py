"""Robot library that waits for the outcome of a watch without awaiting it, so tests do not depend on timing."""

from __future__ import annotations

from robot.api.deco import keyword, library
from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.robotside.state.run import run_state


@library(scope="GLOBAL")
class Known:
    """Inspects the watches of the current test."""

    @keyword
    def wait_until_known(self, *names: str) -> None:
        """Wait until the watches of these slugs have an outcome; without slugs, all watches."""
        for item in run_state().test.watches:
            if not names or item.name in names:
                item.watch.wait()

    @keyword
    def return_when_known(self) -> None:
        """Wait for all watches, and leave the user keyword that contains this step."""
        self.wait_until_known()
        BuiltIn().return_from_keyword()
