"""What the operators on one value mean: each takes its argument and a value, and says yes or no.

A rule returns an Answer of its own where yes or no will not do: the operator cannot be applied to such a
value, or there is more to say than what the value was. Apart from operator_judges.py, which knows about
paths that find nothing or several values.
"""

from collections.abc import Callable
from dataclasses import dataclass

from QuashLibrary.errors import SlowPatternError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_values import includes, is_finite, is_number, same, type_name
from QuashLibrary.language.operators.model import Evaluation
from QuashLibrary.language.operators.times import exact, read_epoch, read_number, read_time
from QuashLibrary.language.regexes import search

LONGEST_SEARCHED = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says when yes or no will not do; `applies` is false where it can't be told at all."""

    holds: bool
    was: str
    hint: str = ""
    applies: bool = True


Rule = Callable[..., bool | Answer]


def opposite(rule: Rule) -> Rule:
    """Return the rule that holds where the other does not; neither holds where it cannot be told."""

    def negated(argument: object, value: object, evaluation: Evaluation) -> bool | Answer:
        answer = rule(argument, value, evaluation)
        if isinstance(answer, Answer):
            return Answer(answer.applies and not answer.holds, answer.was, answer.hint, answer.applies)
        return not answer

    return negated


def _cannot(value: object, needs: str, evaluation: Evaluation, hint: str = "") -> Answer:
    return Answer(False, f"was {evaluation.show_typed(value)}, not {needs}", hint, applies=False)


def ordered(compare: Callable[..., bool], name: str) -> Rule:
    """Return the rule that compares two numbers, or two ISO times."""

    def rule(argument: object, value: object, evaluation: Evaluation) -> bool | Answer:
        if is_number(argument):
            return compare(value, argument) if is_finite(value) else _no_number(name, argument, value, evaluation)
        wanted, given = read_time(argument), read_time(value)
        if wanted is None or given is None:
            hint = f"write {{as: time, {name}: {show(argument)}}}" if is_number(value) else ""
            return _cannot(value, "an ISO time", evaluation, hint)
        if wanted.has_zone is not given.has_zone:
            which = "expected" if given.has_zone else "found"
            hint = f'the time {which} has no zone and cannot be compared; a zone is "Z" or "+02:00" at its end'
            return Answer(False, f"was {evaluation.show(value)}", hint, applies=False)
        return compare(given.seconds, wanted.seconds)

    return rule


def _no_number(name: str, argument: object, value: object, evaluation: Evaluation) -> Answer:
    numeric = not is_number(value) and read_number(value) is not None
    hint = f"write {{as: number, {name}: {show(argument)}}}" if numeric else ""
    return _cannot(value, "a number", evaluation, hint)


def contains(argument: object, value: object, evaluation: Evaluation) -> bool | Answer:
    """Part of a text, member of a list, key of an object."""
    if isinstance(value, list):
        return any(same(argument, member) for member in value)
    if isinstance(value, str | dict):
        if isinstance(argument, str):
            return argument in value
        needs = "part of a text is a text" if isinstance(value, str) else "a key is a text"
        hint = f'{needs}: write "{show(argument, 40)}" in quotes'
        return Answer(False, f"was {evaluation.show_typed(value)}", hint, applies=False)
    return _cannot(value, "a text, list or object", evaluation, _as_text_hint("contains", argument, value))


def _on_text(name: str, test: Callable[[str, str], bool]) -> Rule:
    def rule(argument: str, value: object, evaluation: Evaluation) -> bool | Answer:
        if isinstance(value, str):
            return test(argument, value)
        return _cannot(value, "a text", evaluation, _as_text_hint(name, argument, value))

    return rule


def _as_text_hint(name: str, argument: object, value: object) -> str:
    is_scalar = value is not None and not isinstance(value, list | dict)
    return f"write {{as: text, {name}: {show(argument, 40)}}}" if is_scalar else ""


starts = _on_text("starts", lambda part, text: text.startswith(part))
ends = _on_text("ends", lambda part, text: text.endswith(part))
_matches = _on_text("matches", lambda pattern, text: search(pattern, text) is not None)


def matches(argument: str, value: object, evaluation: Evaluation) -> bool | Answer:
    """The regular expression is found in the text."""
    if isinstance(value, str) and len(value) > LONGEST_SEARCHED:
        was = f"was a text of {len(value):,} characters"
        return Answer(False, was, f"{LONGEST_SEARCHED:,} are the most that is searched", applies=False)
    try:
        return _matches(argument, value, evaluation)
    except SlowPatternError as error:
        return Answer(False, f"was {evaluation.show(value)}", str(error), applies=False)


def one_of(argument: list[object], value: object, _evaluation: Evaluation) -> bool | Answer:
    """Equal to a member of the list."""
    return any(same(member, value) for member in argument)


def has_type(argument: list[str], value: object, evaluation: Evaluation) -> Answer:
    """Of one of the types; an integer is a number too."""
    name = type_name(value)
    holds = name in argument or (name == "integer" and "number" in argument)
    return Answer(holds, f"was {evaluation.show(value)} (type {name})")


def is_empty(argument: bool, value: object, evaluation: Evaluation) -> bool | Answer:
    """A text, list or object without anything in it."""
    if isinstance(value, str | list | dict):
        return (not value) is argument
    hint = "null is no empty value: write {equals: null}" if value is None else ""
    return _cannot(value, "a text, list or object", evaluation, hint)


def close_to(argument: dict[str, float], value: object, evaluation: Evaluation) -> bool | Answer:
    """A number that differs by no more than the tolerance, counted exactly as the numbers are written."""
    if not is_finite(value):
        return _cannot(value, "a number", evaluation)
    return abs(exact(value) - exact(argument["value"])) <= exact(argument["tolerance"])


def newer_than(argument: float, value: object, evaluation: Evaluation) -> bool | Answer:
    """A time no older than the duration."""
    moment = read_time(value) or read_epoch(value)
    if moment is None:
        return _cannot(value, "a time", evaluation)
    if not moment.has_zone:
        hint = 'the time found has no zone, so its age is not known; a zone is "Z" or "+02:00" at its end'
        return Answer(False, f"was {evaluation.show(value)}", hint, applies=False)
    age = exact(evaluation.context.now()) - moment.seconds
    told = f"{show_duration(float(age))} old" if age >= 0 else f"{show_duration(float(-age))} in the future"
    return Answer(age <= exact(argument), f"was {evaluation.show(value)} ({told})")


def missing_part(argument: object, value: object) -> str:
    """Say what of the part is missing, for the hint of `includes`."""
    if isinstance(argument, list) and isinstance(value, list):
        lost = [show(member, 40) for member in argument if not any(includes(member, one) for one in value)]
        return f"missing: {', '.join(lost[:5])}" if lost else ""
    if isinstance(argument, dict) and isinstance(value, dict):
        absent = [key for key in argument if key not in value]
        differing = [key for key in argument if key in value and not includes(argument[key], value[key])]
        told = [f"missing keys: {', '.join(absent[:5])}"] if absent else []
        told += [f"{key} was {show(value[key], 40)}" for key in differing[:5]]
        return "; ".join(told)
    return ""
