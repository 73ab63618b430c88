"""Convert texts that are compared with the status to numbers: cells in Robot Framework are texts.

In: arguments of expectations on the status, after look-up. Out: arguments with numbers instead of texts of digits. A
value that cannot be a status is refused, because an expectation with it would hold never, or always.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.operators.model import Condition, Conditions
from QuashLibrary.language.templates import Template
from QuashLibrary.registry.model import STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPARED: Final = frozenset(
    ("equals", "not equals", "greater than", "less than", "at least", "at most", "one of", "not one of")
)
_DIGITS: Final = re.compile(r"[0-9]{1,9}")


def allowed_statuses(argument: object) -> list[object]:
    """Return the allowed statuses; a value may be a list of them.

    Raises:
        UnusableValueError: a value is not a status.
    """
    allowed = list(_flattened(argument))
    wrong = [item for item in allowed if not STATUS.fullmatch(str(item))]
    if wrong or not allowed:
        found = show_typed(wrong[0]) if wrong else "an empty list"
        raise UnusableValueError(f"status should be 200, 2xx or a list of them, but is {found}")
    return allowed


def with_numbers(conditions: Conditions, look_up: Callable[[object], object], subject: str = "status") -> Conditions:
    """Return conditions on the status, looked up, with texts of digits converted to numbers.

    Raises:
        UnusableValueError: the status is compared with another text.
    """
    # A status that is read as a text is compared with texts.
    if conditions.read_as == "text":
        return conditions
    return Conditions(tuple(_with_numbers(item, look_up, subject) for item in conditions.items), conditions.read_as)


def with_counts(conditions: Conditions, look_up: Callable[[object], object], subject: str) -> Conditions:
    """Return conditions with each looked-up text of digits that a `count` is compared with converted to a number.

    Raises:
        UnusableValueError: a count is compared with another text.
    """
    return replace(conditions, items=tuple(_with_counts(item, look_up, subject) for item in conditions.items))


def _with_counts(condition: Condition, look_up: Callable[[object], object], subject: str) -> Condition:
    argument = condition.argument
    if condition.operator == "count":
        if isinstance(argument, Conditions):
            return replace(condition, argument=with_numbers(argument, look_up, f"count of {subject}"))
        found = look_up(argument) if isinstance(argument, Template) else argument
        return replace(condition, argument=int(found) if isinstance(found, str) and _DIGITS.fullmatch(found) else found)
    if isinstance(argument, Conditions):
        return replace(condition, argument=with_counts(argument, look_up, subject))
    if isinstance(argument, tuple):
        return replace(condition, argument=tuple(with_counts(member, look_up, subject) for member in argument))
    return condition


def _with_numbers(condition: Condition, look_up: Callable[[object], object], subject: str) -> Condition:
    argument = condition.argument
    if isinstance(argument, Conditions):
        return Condition(condition.operator, with_numbers(argument, look_up, subject))
    if isinstance(argument, tuple):
        return Condition(condition.operator, tuple(with_numbers(member, look_up, subject) for member in argument))
    if condition.operator not in _COMPARED:
        return condition
    found = look_up(argument)
    if isinstance(found, list):
        return Condition(condition.operator, [_as_number(item, subject) for item in found])
    return Condition(condition.operator, _as_number(found, subject))


def _as_number(value: object, subject: str) -> object:
    if not isinstance(value, str):
        return value
    if _DIGITS.fullmatch(value):
        return int(value)
    example = 404 if subject == "status" else 7
    raise UnusableValueError(f"{subject} is a number, never {show_typed(value)}; write for example {example}")


def _flattened(argument: object) -> Iterator[object]:
    if isinstance(argument, list):
        for item in argument:
            yield from _flattened(item)
    elif isinstance(argument, float) and argument.is_integer():
        yield int(argument)
    else:
        yield argument
