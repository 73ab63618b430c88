"""Look up Robot's variables, directly or in a copy.

Robot's private names: `BuiltIn._variables.current` with `copy`, `replace_scalar`, `item assignment` and `store`, and
`robot.variables.evaluation.evaluate_expression`.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError
from robot.variables.evaluation import evaluate_expression

from QuashLibrary.errors import ExpressionError
from QuashLibrary.robotside.robot_api.values import attribute_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MISSING = object()
UNKNOWN = object()
"""Stands for the value of a variable that does not exist."""
_EVALUATION_FAILED = " failed: "


def variable_or_none(name: str) -> object:
    """Return the value of a variable; None if it does not exist or Robot does not run."""
    try:
        return BuiltIn().get_variable_value(f"${{{name}}}")
    except RobotNotRunningError:
        return None


def variable(name: str) -> object:
    """Return the value of a variable.

    Raises:
        KeyError: it does not exist, or cannot be resolved.
    """
    try:
        value = BuiltIn().get_variable_value(f"${{{name}}}", _MISSING)
    except (RobotNotRunningError, DataError) as error:
        raise KeyError(name) from error
    if value is _MISSING:
        raise KeyError(name)
    return value


def stored(cell: str) -> Any:
    """Return the value of a variable written as `${name}` without evaluating anything; UNKNOWN if there is none.

    For `${name.attribute}`, Robot would run foreign code if the attribute is computed.
    """
    store, name = BuiltIn()._variables.current.store, cell[2:-1].strip()
    if cell[0] == "%":
        return UNKNOWN
    if name in store:
        return store.get(name, UNKNOWN, decorated=False)
    base, *keys = name.split(".")
    if not keys or base not in store:
        return UNKNOWN
    value = store.get(base, UNKNOWN, decorated=False)
    for key in keys:
        value = attribute_of(value, key, _MISSING)
    return value


def variables_now() -> Callable[[str], object]:
    """Return a lookup in a copy of the current variables, for any thread; it raises KeyError like `variable`."""
    variables = BuiltIn()._variables.current.copy()

    def look_up(name: str) -> object:
        try:
            return variables.replace_scalar(f"${{{name}}}")
        except DataError as error:
            raise KeyError(name) from error

    return look_up


def replaced(cell: str, otherwise: object) -> Any:
    """Return a cell with its variables replaced; `otherwise` if one of them does not exist."""
    try:
        return BuiltIn().replace_variables(cell)
    except DataError:
        return otherwise


def expression_evaluator() -> Callable[[str, Mapping[str, object]], bool] | None:
    """Return a function that evaluates an expression as Evaluate does; None if Robot does not run.

    Its named values replace variables. It may be called in any thread.
    """
    try:
        # A copy, because the suite must not see ${value}, and other threads must not see the suite's changes.
        variables = BuiltIn()._variables.current.copy()
    except RobotNotRunningError:
        return None

    def holds(expression: str, values: Mapping[str, object]) -> bool:
        seen = variables.copy()
        for name, value in values.items():
            seen[f"${{{name}}}"] = copy.deepcopy(value)
        try:
            # Expressions of AssertionEngine's `validate` call it `value`.
            return bool(evaluate_expression(expression.strip(), seen, namespace={"value": seen["${value}"]}))
        except (DataError, ValueError, TypeError, SystemExit) as error:
            _, _, reason = str(error).partition(_EVALUATION_FAILED)
            raise ExpressionError(" ".join((reason or str(error)).split())) from None

    return holds
