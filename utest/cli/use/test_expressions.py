"""`satisfies` works on the command line as in a robot run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robot.variables.evaluation import evaluate_expression
from robot.variables.variables import Variables

from QuashLibrary.cli.use.expressions import holds
from QuashLibrary.errors import ExpressionError

VALUES = {"value": [1, 2], "order_id": "A-17", "least": 1, "row": {"a": 7}}
EXPRESSIONS = [
    "len($value) > $least",
    "value == [1, 2]",
    "$order_id.startswith('A')",
    "$OrderId == $orderid",
    "'$value' == '$' + 'value'",
    "re.match('A-[0-9]+', $order_id)",
    "datetime.date(2026, 1, 1).year == 2026",
    "all(number >= 1 for number in $value)",
    "(lambda number: number + 1)(1) == 2",
    "[x for x in value if x > len(value) - 1] == [2]",
    "$row['a'] == 7",
    "($value\n == [1, 2])",
    "'ä€🎉' != $order_id",
    "0",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_evaluated_as_by_robot(expression: str) -> None:
    """The result equals Robot's, for values, modules and any other Python."""
    variables = Variables()
    for name, value in VALUES.items():
        variables[f"${{{name}}}"] = value
    by_robot = bool(evaluate_expression(expression, variables, namespace={"value": VALUES["value"]}))
    assert holds(expression, VALUES) == by_robot


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("$order_ix == 1", 'unknown variable $order_ix; did you mean "$order_id"?'),
        ("$nothing", "unknown variable $nothing; outside a robot run there are only $value, inputs and fetched values"),
        ("$value ==", "SyntaxError: invalid syntax"),
        ("$value.nothing", "AttributeError: 'list' object has no attribute 'nothing'"),
        ("no_such_module.x", "NameError: name 'no_such_module' is not defined"),
        ("any(x > $least for x in $value)", "$least is used in a scope where it cannot be seen"),
        ("any(re.match('1', str(x)) for x in $value)", "NameError: name 're' is not defined"),
        ("exit()", "SystemExit: None"),
        ("'", "SyntaxError: unterminated string literal (detected at line 1)"),
        ("", "SyntaxError: invalid syntax"),
    ],
)
def test_what_cannot_be_evaluated(expression: str, message: str) -> None:
    """Every exception of Python becomes one error."""
    with pytest.raises(ExpressionError) as caught:
        holds(expression, VALUES)
    assert str(caught.value) == message


@given(st.text())
def test_a_value_is_never_code(text: str) -> None:
    """A value with any content is never executed."""
    assert holds("$value == $other", {"value": text, "other": text})


def test_an_expression_cannot_change_a_value() -> None:
    """The next check gets the original value."""
    value = [1]
    assert holds("$value.append(2) or $value", {"value": value})
    assert value == [1]
