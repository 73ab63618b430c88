"""Evaluate the expressions of `satisfies` as Robot Framework's Evaluate does, with `$value` beside its variables.

In: Robot's variables of this moment. Out: a function that the engine may call in any thread.
"""

import copy
from collections.abc import Callable
from typing import Any

from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError
from robot.variables.evaluation import evaluate_expression

from QuashLibrary.errors import ExpressionError

_FAILED = " failed: "


def robot_expressions() -> Callable[[str, Any], bool] | None:
    """Return what tells whether a value satisfies an expression; None where Robot does not run."""
    try:
        # A copy: ${value} is not to be seen by the suite, and other threads are not to see what the suite sets.
        variables = BuiltIn()._variables.current.copy()
    except RobotNotRunningError:
        return None

    def holds(expression: str, value: Any) -> bool:
        seen = variables.copy()
        seen["${value}"] = copy.deepcopy(value)
        try:
            # As `value` it is known to the expressions of AssertionEngine's `validate`.
            return bool(evaluate_expression(expression.strip(), seen, namespace={"value": seen["${value}"]}))
        except (DataError, ValueError, TypeError) as error:
            _, _, reason = str(error).partition(_FAILED)
            raise ExpressionError((reason or str(error)).splitlines()[0]) from None

    return holds
