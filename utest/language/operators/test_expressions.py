"""`satisfies` passes an expression to an evaluator; a wrong one is refused when the registry is loaded."""

from collections.abc import Mapping

import pytest

from QuashLibrary.errors import CannotJudgeError, ExpressionError
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.operators.model import Context, Found, Result
from QuashLibrary.language.operators.table import evaluate, parse_conditions


def is_even(expression: str, values: Mapping[str, object]) -> bool:
    """Evaluate the only expression of these tests."""
    value = values["value"]
    assert expression == "$value % 2 == 0"
    if not isinstance(value, int):
        raise ExpressionError("TypeError: no number")
    return value % 2 == 0


def judged(value: JSON, conditions: object = {"satisfies": "$value % 2 == 0"}) -> Result:
    """Judge a value by an expression."""
    parsed = parse_conditions(conditions)
    assert parsed.problems == ()
    return evaluate(parsed.conditions, Found.one(value), Context(evaluate=is_even))


def test_it_holds_if_the_expression_is_true() -> None:
    """`satisfies` holds if the expression is true; otherwise the message contains the value."""
    assert judged(4).holds
    assert judged(3).sentence("$.n") == "$.n should satisfy $value % 2 == 0, was 3"


def test_an_expression_that_cannot_be_evaluated_has_no_result() -> None:
    """The result is neither passed nor failed, and the message has the reason."""
    with pytest.raises(CannotJudgeError, match=r"^cannot evaluate \$value % 2 == 0: TypeError: no number$"):
        judged("a")


def test_one_element_that_fits_is_enough_for_any() -> None:
    """For `any`, one element is enough even if the expression fails on the others; if none holds, it is an error."""
    assert judged(["a", 4], {"any": {"satisfies": "$value % 2 == 0"}}).holds
    with pytest.raises(CannotJudgeError):
        judged(["a", 3], {"any": {"satisfies": "$value % 2 == 0"}})


def test_other_names_are_handed_on() -> None:
    """Other names are passed on, and `value` is always the checked value."""
    given: list[Mapping[str, object]] = []
    context = Context(evaluate=lambda _, values: bool(given.append(values)), names={"limit": 5, "value": "hidden"})
    evaluate(parse_conditions({"satisfies": "$value <= $limit"}).conditions, Found.one(7), context)
    assert given == [{"limit": 5, "value": 7}]


def test_it_is_used_below_other_operators() -> None:
    """It is evaluated for each element, and for the value that `as` has converted."""
    assert judged([2, 4], {"each": {"satisfies": "$value % 2 == 0"}}).holds


def test_without_an_evaluator_it_cannot_be_judged() -> None:
    """Without an evaluator, `satisfies` neither holds nor fails."""
    conditions = parse_conditions({"satisfies": "$value > 1"}).conditions
    with pytest.raises(CannotJudgeError, match="Robot Framework, which is not running here"):
        evaluate(conditions, Found.one(1))


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("valued > 1", '"satisfies" needs an expression of $value, not the text "valued > 1"'),
        (7, '"satisfies" needs an expression of $value, not the number 7'),
        ("$value >", 'invalid expression "$value >": invalid syntax'),
        ("$value = 1", 'invalid expression "$value = 1": invalid syntax'),
    ],
)
def test_what_is_no_expression_is_refused(expression: object, told: str) -> None:
    """A text that is not an expression is refused before a test runs."""
    [problem] = parse_conditions({"satisfies": expression}).problems
    assert problem.message.startswith(told)


def test_values_are_not_pasted_into_an_expression() -> None:
    """A value from a backend never becomes part of the program."""
    [problem] = parse_conditions({"satisfies": "$value > ${least}"}, is_open=lambda value: "${" in str(value)).problems
    assert problem.message == '"satisfies" cannot contain ${…}: the value would become part of the program'
    assert problem.suggestion == "write $name instead"
