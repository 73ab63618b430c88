"""The rules of the operators for one value: each takes its argument and a value, and returns yes or no.

A rule returns a Ruling if yes or no is not enough: the operator does not apply to the value, or the message needs more
than the value. Rules do not handle paths that find no value or several values; `judges` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from QuashLibrary.errors import SlowPatternError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.exact_numbers import exact
from QuashLibrary.language.hidden_values import is_hidden
from QuashLibrary.language.json_display import show, show_apart
from QuashLibrary.language.json_values import JSON, includes, is_finite, is_number, same, type_name
from QuashLibrary.language.operators.condition_reader import Argument
from QuashLibrary.language.operators.evaluation import Evaluation
from QuashLibrary.language.operators.numbers_and_times import read_epoch, read_number, read_time
from QuashLibrary.language.printable import TEXT_LIMIT, look_alike, look_of
from QuashLibrary.language.regexes import search

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

LONGEST_SEARCHED = 1_000_000
"""The maximum length of a text that is searched with a regular expression."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule's result if yes or no is not enough; a rule that does not apply neither holds nor fails."""

    holds: bool
    was: str
    hint: str = ""
    applies: bool = True


ALIKE = "the texts only look the same: characters that are invisible or look like others are escaped here"
"""The hint for texts with a difference that cannot be seen."""

Rule: TypeAlias = Callable[[Argument, JSON, Evaluation], bool | Ruling]


def opposite(rule: Rule[Argument]) -> Rule[Argument]:
    """Return the rule that holds if the other one does not; neither holds if the operator does not apply."""

    def negated(argument: Argument, value: JSON, evaluation: Evaluation) -> bool | Ruling:
        ruling = rule(argument, value, evaluation)
        if isinstance(ruling, Ruling):
            return Ruling(ruling.applies and not ruling.holds, ruling.was, ruling.hint, ruling.applies)
        return not ruling

    return negated


def ordered(compare: Callable[[Fraction | int, Fraction | int], bool], name: str) -> Rule[float | str]:
    """Return the rule that compares two numbers, or two ISO times."""

    def rule(argument: float | str, value: JSON, evaluation: Evaluation) -> bool | Ruling:
        if is_number(argument):
            if not is_finite(value):
                return _no_number(name, argument, value, evaluation)
            if type(value) is type(argument) is int:
                return compare(value, argument)
            return compare(exact(value), exact(argument))
        wanted, given = read_time(argument), read_time(value)
        if wanted is None or given is None:
            hint = f"write {{as: time, {name}: {show(argument)}}}" if is_number(value) else ""
            return _not_a(value, "an ISO time", evaluation, hint)
        if wanted.has_zone is not given.has_zone:
            which = "expected" if given.has_zone else "found"
            hint = f'the time {which} has no zone, so it cannot be compared; a zone is "Z" or "+02:00" at its end'
            return Ruling(False, f"was {evaluation.show(value)}", hint, applies=False)
        return compare(given.seconds, wanted.seconds)

    return rule


def contains(argument: JSON, value: JSON, evaluation: Evaluation) -> bool | Ruling:
    """Test for a part of a text, a member of a list or a key of an object."""
    if isinstance(value, list):
        return any(same(argument, member) for member in value)
    if isinstance(value, str) and isinstance(argument, str):
        return argument in value or _seems(argument, value, evaluation, lambda part, text: part in text)
    if isinstance(value, str | dict):
        if isinstance(argument, str):
            return argument in value
        needs = "a part of a text must be a text" if isinstance(value, str) else "a key must be a text"
        hint = f'{needs}: write "{show(argument, 40)}" in quotes'
        return Ruling(False, f"was {evaluation.show_typed(value)}", hint, applies=False)
    return _not_a(value, "a text, list or object", evaluation, _as_text_hint("contains", argument, value))


def alike_hint(expected: object, actual: object) -> str:
    """Return the hint that two texts only look the same; empty if they do not."""
    alike = isinstance(expected, str) and isinstance(actual, str) and look_alike(expected, actual)
    return ALIKE if alike else ""


def _seems(part: str, text: str, evaluation: Evaluation, test: Callable[[str, str], bool]) -> bool | Ruling:
    """Return the result for a text that does not contain the part, with a hint if it only looks as if it did."""
    if max(len(part), len(text)) > TEXT_LIMIT or not test(look_of(part), look_of(text)):
        return False
    return Ruling(False, f"was {show_apart(text, evaluation.context.limit)}", ALIKE)


def _text_rule(name: str, test: Callable[[str, str], bool], is_literal: bool = True) -> Rule[str]:
    def rule(argument: str, value: JSON, evaluation: Evaluation) -> bool | Ruling:
        if isinstance(value, str):
            return test(argument, value) or (is_literal and _seems(argument, value, evaluation, test))
        return _not_a(value, "a text", evaluation, _as_text_hint(name, argument, value))

    return rule


starts = _text_rule("starts", lambda part, text: text.startswith(part))
ends = _text_rule("ends", lambda part, text: text.endswith(part))
_matches = _text_rule("matches", lambda pattern, text: search(pattern, text) is not None, is_literal=False)


def matches(argument: str, value: JSON, evaluation: Evaluation) -> bool | Ruling:
    """Test whether the regular expression is found in the text."""
    if isinstance(value, str) and len(value) > LONGEST_SEARCHED:
        was = f"was a text of {len(value):,} characters"
        return Ruling(False, was, f"the limit for a search is {LONGEST_SEARCHED:,}", applies=False)
    try:
        return _matches(argument, value, evaluation)
    except SlowPatternError as error:
        return Ruling(False, f"was {evaluation.show(value)}", str(error), applies=False)


def one_of(argument: list[JSON], value: JSON, _evaluation: Evaluation) -> bool | Ruling:
    """Test whether the value equals a member of the list."""
    return any(same(member, value) for member in argument)


def has_type(argument: list[str], value: JSON, evaluation: Evaluation) -> Ruling:
    """Test whether the value has one of the types; an integer is also a number."""
    name = type_name(value)
    holds = name in argument or (name == "integer" and "number" in argument)
    return Ruling(holds, f"was {evaluation.show(value)} (type {name})")


def is_empty(argument: bool, value: JSON, evaluation: Evaluation) -> bool | Ruling:
    """Test whether a text, list or object is empty."""
    if isinstance(value, str | list | dict):
        return (not value) is argument
    hint = "null is not an empty value: write {equals: null}" if value is None else ""
    return _not_a(value, "a text, list or object", evaluation, hint)


def close_to(argument: Mapping[str, float], value: JSON, evaluation: Evaluation) -> bool | Ruling:
    """Test whether a number differs by at most the tolerance, calculated in exact decimals."""
    if not is_finite(value):
        return _not_a(value, "a number", evaluation)
    return abs(exact(value) - exact(argument["value"])) <= exact(argument["tolerance"])


def newer_than(argument: float, value: JSON, evaluation: Evaluation) -> bool | Ruling:
    """Test whether a time is at most as old as the duration."""
    moment = read_time(value) or read_epoch(value)
    if moment is None:
        return _not_a(value, "a time", evaluation)
    if not moment.has_zone:
        hint = 'the time found has no zone, so its age is unknown; a zone is "Z" or "+02:00" at its end'
        return Ruling(False, f"was {evaluation.show(value)}", hint, applies=False)
    age = exact(evaluation.context.now()) - moment.seconds
    words = f"{show_duration(float(age))} old" if age >= 0 else f"{show_duration(float(-age))} in the future"
    was = f"was {evaluation.show(value)}"
    return Ruling(age <= exact(argument), was if is_hidden(value) else f"{was} ({words})")


def missing_part(argument: JSON, value: JSON) -> str:
    """Return the missing elements of the part, for the hint of `includes`."""
    if isinstance(argument, list) and isinstance(value, list):
        missing = [show(member, 40) for member in argument if not any(includes(member, one) for one in value)]
        return f"missing: {', '.join(missing[:5])}" if missing else ""
    if isinstance(argument, dict) and isinstance(value, dict):
        absent = [key for key in argument if key not in value]
        differing = [key for key in argument if key in value and not includes(argument[key], value[key])]
        parts = [f"missing keys: {', '.join(absent[:5])}"] if absent else []
        parts += [f"{key} was {show(value[key], 40)}" for key in differing[:5]]
        return "; ".join(parts)
    return ""


def _not_a(value: JSON, needs: str, evaluation: Evaluation, hint: str = "") -> Ruling:
    return Ruling(False, f"was {evaluation.show_typed(value)}, not {needs}", hint, applies=False)


def _no_number(name: str, argument: float, value: JSON, evaluation: Evaluation) -> Ruling:
    numeric = not is_number(value) and read_number(value) is not None
    hint = f"write {{as: number, {name}: {show(argument)}}}" if numeric else ""
    return _not_a(value, "a number", evaluation, hint)


def _as_text_hint(name: str, argument: JSON, value: JSON) -> str:
    is_scalar = value is not None and not isinstance(value, list | dict)
    return f"write {{as: text, {name}: {show(argument, 40)}}}" if is_scalar else ""
