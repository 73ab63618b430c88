"""Robot's exceptions by their meaning, independent of their names in each version.

Robot's private names: `robot.errors.TimeoutError` before 7.5, `robot.errors.TimeoutExceeded` from 7.5.
"""

from robot import errors
from robot.utils import get_error_details

TIMEOUTS: tuple[type[BaseException], ...] = tuple(
    getattr(errors, name) for name in ("TimeoutError", "TimeoutExceeded") if hasattr(errors, name)
)
"""Robot's exceptions for a timeout of a test or keyword; before 7.5 they derive from Exception."""


def error_details() -> tuple[str, str]:
    """Return message and traceback of the current exception, as Robot shows them."""
    message, traceback = get_error_details()
    return str(message), str(traceback)
