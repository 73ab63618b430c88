"""What Robot Framework runs at this moment: the run, the suite, the test and the step.

Robot's private names: `EXECUTION_CONTEXTS` of robot.running.context, its `current`, and of that `output`
with `listeners`, `suite`, `test`, `steps` and `dry_run`.
"""

from typing import Any

from robot.running.context import EXECUTION_CONTEXTS


def current_run() -> Any:
    """Return an object that is the same during one run and another in each run; None outside a run."""
    return getattr(EXECUTION_CONTEXTS.current, "output", None)


def current_context() -> Any:
    """Return Robot's execution context, which running a keyword needs."""
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
    """Return whether the running suite imports its libraries: a run goes on, and no step has begun."""
    return current_run() is not None and not getattr(EXECUTION_CONTEXTS.current, "steps", None)


def is_dry_run() -> bool:
    """Return whether Robot runs with --dryrun."""
    return bool(getattr(EXECUTION_CONTEXTS.current, "dry_run", False))


def command_line_listeners() -> list[Any]:
    """Return the listeners of the running run that were given on the command line, as objects.

    They are those of others, too: look at nothing but their type.
    """
    listeners = getattr(current_run(), "listeners", None)
    return [facade.listener for facade in getattr(listeners, "listeners", ())]
