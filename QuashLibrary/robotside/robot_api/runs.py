"""Run Robot Framework with the words of its command line and changed options.

`robot.run.RobotFramework` is not in the public API; its `parse_arguments` and `execute` are documented as if it were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.run import RobotFramework

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Options = dict[str, Any]


def run_robot(words: Sequence[str], change: Callable[[Options], Options]) -> int:
    """Run a command line with its options changed, and return Robot's return code.

    Raises:
        DataError: the command line is wrong.
        Information: it asks for help or the version.
    """
    framework = RobotFramework()
    options, sources = framework.parse_arguments(list(words))
    code: int = framework.execute(*sources, **change(options))
    return code
