"""The operator `satisfies`: a Robot Framework expression of `$value`, where Robot Framework runs.

In: the text of an expression and a value. Who evaluates it comes by the Context; without one it cannot be told
whether the expression holds, and the check is not evaluated.
"""

from QuashLibrary.errors import CannotJudgeError, ExpressionError
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.operators.arguments import EXPRESSION
from QuashLibrary.language.operators.judges import single
from QuashLibrary.language.operators.model import Evaluation, Operator
from QuashLibrary.language.operators.rules import Answer


def _satisfies(argument: str, value: JSON, evaluation: Evaluation) -> bool | Answer:
    if evaluation.context.evaluate is None:
        raise CannotJudgeError("satisfies is evaluated by Robot Framework, which does not run here")
    try:
        return evaluation.context.evaluate(argument, value)
    except ExpressionError as error:
        return Answer(False, f"was {evaluation.show_typed(value)}", f"it cannot be evaluated: {error}")


def _words(argument: object, evaluation: Evaluation) -> str:
    text = argument if isinstance(argument, str) and len(argument) <= evaluation.context.limit else show(argument)
    return f"should satisfy {text}"


SATISFIES = Operator(
    "satisfies",
    ("validate",),
    EXPRESSION,
    "An expression of Robot Framework's Evaluate that is true, in which $value (or value) is the value found, and "
    "$name any variable of the test. One that cannot be evaluated fails.",
    _words,
    single(_satisfies),
)
