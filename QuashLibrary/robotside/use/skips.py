"""Skip a test that fails only when it has ended, if Robot is told to skip tests on failure.

Robot itself looks for that before listeners hear of the end of a test.
"""

from typing import Any

from QuashLibrary.robotside.robot_api.patterns import is_skipped_on_failure
from QuashLibrary.robotside.state.listener_feature import Feature


class SkipOnFailure(Feature):
    """Applies `--skiponfailure` and the tag `robot:skip-on-failure` to failures of ours at the end of a test."""

    def end_test(self, data: Any, result: Any) -> None:
        """Skip the test if it had passed before the other features ended it."""
        if self.run.test.had_passed and result.failed and is_skipped_on_failure(result):
            result.status = "SKIP"
            result.message = f"Failed test skipped on failure.\n\nOriginal failure:\n{result.message}"
