"""Judge values by operators, and advise if only the type of an input makes the difference.

A cell in Robot Framework is a text: `order_id=7` is the text "7", which never equals the number 7 in an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.values import InputText
from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.json_values import same, type_name
from QuashLibrary.language.operators.table import evaluate

if TYPE_CHECKING:
    from QuashLibrary.language.operators.model import Conditions, Context, Found, Result

_CONVERTED = {"integer": "number", "number": "number", "boolean": "boolean"}


def judge(conditions: Conditions, found: Found, context: Context | None = None) -> Result:
    """Return the result of the conditions, with advice if the text of an input looks like the value found."""
    result = evaluate(conditions, found, context)
    if result.holds or len(found.matches) != 1 or len(result.judged) != len(conditions.items):
        return result
    judged = (
        one if one.holds else replace(one, hint=one.hint or _type_advice(condition.argument, found.values[0]))
        for condition, one in zip(conditions.items, result.judged, strict=True)
    )
    return replace(result, judged=tuple(judged))


def _type_advice(argument: object, actual: object) -> str:
    kind = _CONVERTED.get(type_name(actual))
    if kind is None or not isinstance(argument, InputText):
        return ""
    try:
        read = read_json(argument.strip().lower())
    except JsonError:
        return ""
    return f"write ${{{argument}}} or declare the input with type: {kind}" if same(read, actual) else ""
