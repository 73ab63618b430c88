"""The operator `satisfies`: an expression with `$value` that Robot Framework evaluates.

In: the text of an expression and a value. The Context contains the function that evaluates it; without that function,
the check cannot be evaluated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.errors import CannotJudgeError, ExpressionError
from QuashLibrary.language.hidden_values import is_hidden, revealed
from QuashLibrary.language.json_display import show
from QuashLibrary.language.operators.arguments import EXPRESSION
from QuashLibrary.language.operators.evaluation import Operator
from QuashLibrary.language.operators.judges import single

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.evaluation import Evaluation


def _satisfies(argument: str, value: JSON, evaluation: Evaluation) -> bool:
    if evaluation.context.evaluate is None:
        raise CannotJudgeError("satisfies needs Robot Framework, which is not running here")
    try:
        return evaluation.context.evaluate(argument, {**evaluation.context.names, "value": revealed(value)})
    except ExpressionError as error:
        # Python's messages contain values.
        why = "" if is_hidden(value) else f": {error}"
        raise CannotJudgeError(f"cannot evaluate {argument}{why}") from error


def _words(argument: object, evaluation: Evaluation) -> str:
    text = argument if isinstance(argument, str) and len(argument) <= evaluation.context.limit else show(argument)
    return f"should satisfy {text}"


SATISFIES = Operator(
    "satisfies",
    EXPRESSION,
    "An expression that is true; Robot Framework's Evaluate runs it. $value (or value) is the value found; $name is an "
    "input, a fetched value or, failing that, a variable of the test. A failing evaluation is an error.",
    _words,
    single(_satisfies),
    aliases=("validate",),
)
