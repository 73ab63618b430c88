"""Skip a test that fails when it has ended, where Robot was told to skip it on failure.

In: Robot's result of a test. Out: the same, skipped where `--skiponfailure` or the tag `robot:skip-on-failure` says so.
Robot itself looks for that before it tells listeners of the end of a test.
"""

from typing import Any

from robot.libraries.BuiltIn import BuiltIn
from robot.model import TagPatterns

_TAG = "robot:skip-on-failure"


def skip_on_failure(result: Any) -> None:
    """Skip the test where it bears one of the tags."""
    options = BuiltIn().get_variable_value("${OPTIONS}")
    if TagPatterns([_TAG, *getattr(options, "skip_on_failure", ())]).match(result.tags):
        result.status = "SKIP"
        result.message = f"Failed test skipped on failure.\n\nOriginal failure:\n{result.message}"
