"""Judge by operators, and say so where nothing but the type of a given input stands in the way.

What is written in a cell of Robot Framework is a text: `order_id=7` is the text "7", and never equal to
the number 7 of a response.
"""

from dataclasses import replace

from QuashLibrary.errors import NotJsonError
from QuashLibrary.language.json_values import read_json, same, type_name
from QuashLibrary.language.operators.model import Conditions, Context, Found, Result
from QuashLibrary.language.operators.table import evaluate

_CONVERTED = {"integer": "number", "number": "number", "boolean": "boolean"}


class GivenText(str):
    """A text that was given for an input."""

    __slots__ = ()


def judge(conditions: Conditions, found: Found, context: Context | None = None) -> Result:
    """Return what becomes of the conditions, with advice where the text of an input reads as the value found."""
    result = evaluate(conditions, found, context)
    if result.holds or len(found.matches) != 1 or len(result.judged) != len(conditions.items):
        return result
    judged = (
        one if one.holds else replace(one, hint=one.hint or _advice(condition.argument, found.values[0]))
        for condition, one in zip(conditions.items, result.judged, strict=True)
    )
    return replace(result, judged=tuple(judged))


def _advice(argument: object, actual: object) -> str:
    kind = _CONVERTED.get(type_name(actual))
    if kind is None or not isinstance(argument, GivenText):
        return ""
    try:
        read = read_json(argument.strip().lower())
    except NotJsonError:
        return ""
    return f"give ${{{argument}}} or declare the input with type: {kind}" if same(read, actual) else ""
