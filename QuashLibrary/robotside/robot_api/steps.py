"""Run steps that no suite has written, insert them into the running body, and prevent steps that have started.

Robot's private names: `Keyword.run(result, context)` of robot.running, the `body` of a running parent, which may grow
while Robot iterates over it, and `error` of a keyword's implementation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.running import Keyword
from robot.utils import escape

from QuashLibrary.robotside.robot_api.context import current_context, current_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from robot.errors import ExecutionFailed


def run_below_current(step: Keyword) -> None:
    """Run a step as a child of the running one.

    BuiltIn's `run_keyword` would replace variables in the step's name and remove escapes.

    Raises:
        ExecutionFailed: the step failed.
    """
    data, result = current_step()
    run_below(step, data, result)


def run_below(step: Keyword, data: Any, result: Any) -> None:
    """Run a step as a child of a step or test, given by its data and result.

    Raises:
        ExecutionFailed: the step failed.
    """
    step.parent, step.lineno = data, data.lineno
    step.run(result, current_context())


def insert_after(data: Any, steps: Sequence[Keyword]) -> Any:
    """Make Robot run steps right after the one that ends, and return the body that they were inserted into.

    None if Robot has no place for them: in `Run Keyword` and the like, and in setups and teardowns.
    """
    body: Any = getattr(data.parent, "body", ())
    index = _index_of(data, body)
    if index is None:
        return None
    for number, step in enumerate(steps, index + 1):
        step.lineno = data.lineno
        body.insert(number, step)
    return body


def remove(step: Keyword, body: Any) -> None:
    """Take a step out of a body again: whoever runs the test again must start with the steps of the suite."""
    index = _index_of(step, body)
    if index is not None:
        del body[index]


def prevent(implementation: Any, failure: ExecutionFailed) -> None:
    """Make a keyword that has started do nothing but fail.

    `implementation` is a copy for this call, so other calls of the keyword are not affected.
    """
    implementation.error = failure.message
    if hasattr(implementation, "body"):
        # Before 7.2 Robot ignores the error of a user keyword that has started.
        implementation.setup = implementation.teardown = None
        name = "BuiltIn.Skip" if failure.skip else "BuiltIn.Fail"
        implementation.body = [Keyword(name, args=(escape(failure.message),))]


def _index_of(item: Any, body: Any) -> int | None:
    return next((index for index, other in enumerate(body) if other is item), None)
