"""What Robot Framework is running: the run, the suite, the test and the step.

Robot's private names: `EXECUTION_CONTEXTS` of robot.running.context, its `current`, and of that `output`
with `listeners`, `suite`, `test`, `steps` and `dry_run`.
"""

from typing import Any

from robot.running.context import EXECUTION_CONTEXTS


def current_run() -> Any:
    """Return an object that identifies the current run; None outside a run."""
    return getattr(EXECUTION_CONTEXTS.current, "output", None)


def current_context() -> Any:
    """Return Robot's execution context, which is needed to run a keyword."""
    return EXECUTION_CONTEXTS.current


def current_suite() -> Any:
    """Return the result of the running suite."""
    return EXECUTION_CONTEXTS.current.suite


def current_test() -> Any:
    """Return the result of the running test; None outside a test."""
    return getattr(EXECUTION_CONTEXTS.current, "test", None)


def current_step() -> tuple[Any, Any]:
    """Return data and result of the innermost step; (None, None) outside a step."""
    steps = getattr(EXECUTION_CONTEXTS.current, "steps", None)
    if not steps:
        return None, None
    data, result = steps[-1][:2]
    return data, result


def suite_is_importing() -> bool:
    """Return whether the running suite is importing its libraries, so no step has begun."""
    return current_run() is not None and not getattr(EXECUTION_CONTEXTS.current, "steps", None)


def is_dry_run() -> bool:
    """Return whether Robot runs with --dryrun."""
    return bool(getattr(EXECUTION_CONTEXTS.current, "dry_run", False))


def command_line_listeners() -> list[Any]:
    """Return the listener objects of the current run from the command line.

    Some belong to others: use only their type.
    """
    listeners = getattr(current_run(), "listeners", None)
    return [facade.listener for facade in getattr(listeners, "listeners", ())]
