"""The conversions of `as`: a value becomes a number, a text or a time before the operators beside it judge it.

In: values, and conditions beside `as`. Out: the same values converted to the other type, or None if that is impossible.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.language.operators.model import Conditions
from QuashLibrary.language.operators.numbers_and_times import read_epoch, read_number, read_time, write_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.model import Condition


def read_argument(condition: Condition, kind: str) -> Condition:
    """Return the condition with its argument converted like the value, so 10:00Z equals 12:00+02:00 as a time.

    Only values that are compared for equality are converted, and only if possible.
    """
    argument = condition.argument
    match condition.operator:
        case "equals" | "not equals":
            return replace(condition, argument=_read_scalar(argument, kind))
        case "one of" | "not one of" if isinstance(argument, list):
            return replace(condition, argument=[_read_scalar(member, kind) for member in argument])
        case "each" | "any" if isinstance(argument, Conditions):
            items = tuple(read_argument(item, kind) for item in argument.items)
            return replace(condition, argument=replace(argument, items=items))
    return condition


def _read_scalar(argument: object, kind: str) -> object:
    if argument is None or isinstance(argument, str | int | float):
        return read_if_possible(argument, kind)
    return argument


def read_if_possible(value: JSON, kind: str) -> JSON:
    """Return the value converted to another type, or unchanged if that is impossible."""
    read = READINGS[kind](value)
    return value if read is None else read


def _as_text(value: JSON) -> str:
    return value if isinstance(value, str) else write_json(value)


def _as_time(value: JSON) -> str | None:
    number = read_number(value)
    moment = read_time(value) if number is None else read_epoch(number)
    return None if moment is None else write_time(moment)


READINGS: Mapping[str, Callable[[JSON], JSON]] = {"number": read_number, "text": _as_text, "time": _as_time}
"""The functions that convert a value, by the word after `as`; each returns None if it cannot."""
