"""Each operator agrees with an oracle that was written without looking at the operator."""

from collections.abc import Mapping

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from QuashLibrary.errors import CannotJudgeError, ExpressionError
from QuashLibrary.language.operators.model import Context, Found, Result
from QuashLibrary.language.operators.table import OPERATORS, evaluate, parse_conditions
from utest.language.operators.oracles import EXPRESSIONS, NOW, PROPERTIES, Property

NAMES = [*OPERATORS, "as"]


def evaluated(expression: str, values: Mapping[str, object]) -> bool:
    """Evaluate the few drawn expressions like Robot Framework."""
    assert expression in EXPRESSIONS
    try:
        return bool(eval(expression.replace("$value", "value"), dict(values)))  # noqa: S307
    except TypeError as error:
        raise ExpressionError(str(error)) from error


def judged(name: str, argument: object, found: Found, before: Found) -> Result:
    """Judge by an operator, or by `as` with an operator beside it."""
    parsed = parse_conditions(argument if name == "as" else {name: argument})
    assert parsed.problems == ()
    context = Context(now=lambda: NOW, before=before, evaluate=evaluated)
    return evaluate(parsed.conditions, found, context)


def test_every_operator_has_a_property() -> None:
    """A new operator in the table needs an oracle."""
    assert sorted(PROPERTIES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_an_operator_holds_exactly_if_its_oracle_says_so(name: str, data: st.DataObject) -> None:
    """Each operator agrees with its oracle under all its names, for any argument and values."""
    rule = PROPERTIES[name]
    argument, found, before = (data.draw(strategy) for strategy in (rule.arguments, rule.found, rule.before))
    aliases = OPERATORS[name].aliases if name in OPERATORS else ()
    try:
        result = judged(data.draw(st.sampled_from([name, *aliases])), argument, found, before)
    except CannotJudgeError:
        assert rule.holds(argument, found, before) is False
        return
    assert result.holds is rule.holds(argument, found, before), result.sentence("$")


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_a_property_shows_an_operator_hold_and_fail(name: str, holds: bool) -> None:
    """A property that can only pass proves nothing."""
    rule: Property = PROPERTIES[name]
    drawn = st.tuples(rule.arguments, rule.found, rule.before)
    once = settings(database=None, derandomize=True)
    sample = find(drawn, lambda sample: rule.holds(*sample) is holds, settings=once)
    assert rule.holds(*sample) is holds
