"""Robot library that waits until a watch is known, without awaiting it: tests need no luck with moments."""

from __future__ import annotations

from robot.api.deco import keyword, library
from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.robotside.state.run import run_state


@library(scope="GLOBAL")
class Known:
    """Looks at the watches of the running test."""

    @keyword
    def wait_until_known(self, *names: str) -> None:
        """Wait until the watches of these slugs have come to an outcome; without any, all of them."""
        for item in run_state().test.watches:
            if not names or item.name in names:
                item.watch.wait()

    @keyword
    def return_when_known(self) -> None:
        """Wait for all watches, and end the user keyword that this step stands in."""
        self.wait_until_known()
        BuiltIn().return_from_keyword()
