"""The table of operators, and what one does with it.

`parse_conditions` reads what a registry says, `resolve` fills in values that are known only when it is used, `evaluate`
judges what was found. Documentation and JSON Schema are made from the table: a new operator is a new row.
"""

from __future__ import annotations

import operator as python
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show
from QuashLibrary.language.operators import arguments as takes
from QuashLibrary.language.operators import changes, judges, rules
from QuashLibrary.language.operators.condition_reader import ConditionReader
from QuashLibrary.language.operators.evaluation import Evaluation, Operator
from QuashLibrary.language.operators.expressions import SATISFIES
from QuashLibrary.language.operators.model import Condition, Conditions, Context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from QuashLibrary.language.operators.evaluation import Should
    from QuashLibrary.language.operators.model import Found, Result
    from QuashLibrary.problems import KeyProblem


def _should(words: str) -> Should[object]:
    """Return the words of a message; {} is the argument."""
    return lambda argument, evaluation: f"should {words.format(evaluation.show(argument))}"


def _flag_words(words: str) -> Should[bool]:
    return lambda argument, _: f"should {'' if argument else 'not '}{words}"


def _count_words(argument: float | Conditions, evaluation: Evaluation) -> str:
    if not isinstance(argument, Conditions):
        return f"should have a count of {show(argument)}"
    asked = [evaluation.should(Conditions((item,))).removeprefix("should ") for item in argument.items]
    plain = [text.removeprefix("be ") for text in asked]
    if all(text.startswith("be ") for text in asked):
        return f"should have a count of {' and '.join(plain)}"
    words = f"should have a count that has to {' and '.join(asked)}"
    return words.replace("has to have ", "has ")


def _nested_words(words: str) -> Should[Conditions]:
    return lambda argument, evaluation: f"{evaluation.should(argument)} for {words}"


def _ordered(
    name: str, alias: str, compare: Callable[[Fraction | int, Fraction | int], bool], meaning: str
) -> Operator[float | str]:
    rule = rules.ordered(compare, name)
    return Operator(
        name,
        takes.ORDER,
        f"{meaning}; of two numbers or two ISO times, both with or both without a zone. Fails on anything "
        "else, a number written as a text too: read that with as: number.",
        _should(f"be {name} {{}}"),
        judges.single(rule),
        (alias,),
    )


_TABLE = (
    Operator(
        "equals",
        takes.ANYTHING,
        'The same JSON value, lists in order and objects with no other key: 1 and 1.0 are the same, 1, "1" and true '
        "are not.",
        _should("be {}"),
        judges.equals,
        aliases=("==", "equal", "should be"),
    ),
    Operator(
        "not equals",
        takes.ANYTHING,
        'Something is found and is not the same JSON value; the text "1" is not the number 1.',
        _should("not be {}"),
        judges.not_equals,
        aliases=("!=", "inequal", "should not be"),
    ),
    _ordered("greater than", ">", python.gt, "More, or later"),
    _ordered("less than", "<", python.lt, "Less, or earlier"),
    _ordered("at least", ">=", python.ge, "As much or more, as late or later"),
    _ordered("at most", "<=", python.le, "As much or less, as early or earlier"),
    Operator(
        "contains",
        takes.ANYTHING,
        "Part of a text (case matters), member of a list (the same JSON value), key of an object, or one of the "
        "matches of a path that may find several. Fails on anything else.",
        _should("contain {}"),
        judges.membership(rules.contains),
        aliases=("*=",),
    ),
    Operator(
        "not contains",
        takes.ANYTHING,
        "A text, list, object or matches that do not contain it. Fails on anything else.",
        _should("not contain {}"),
        judges.membership(rules.opposite(rules.contains)),
    ),
    Operator(
        "starts",
        takes.TEXT,
        "A text with this beginning; case matters. Fails on anything else.",
        _should("start with {}"),
        judges.single(rules.starts),
        aliases=("^=", "should start with"),
    ),
    Operator(
        "ends",
        takes.TEXT,
        "A text with this end; case matters. Fails on anything else.",
        _should("end with {}"),
        judges.single(rules.ends),
        aliases=("$=", "should end with"),
    ),
    Operator(
        "matches",
        takes.REGEX,
        "A text in which the regular expression (Python's) is found, anywhere unless ^ and $ say where. Fails on "
        "anything else: read a number with as: text.",
        _should("match {}"),
        judges.single(rules.matches),
    ),
    Operator(
        "not matches",
        takes.REGEX,
        "A text in which the regular expression is not found. Fails on anything else.",
        _should("not match {}"),
        judges.single(rules.opposite(rules.matches)),
    ),
    Operator(
        "one of",
        takes.MEMBERS,
        "The same JSON value as a member of the list.",
        _should("be one of {}"),
        judges.single(rules.one_of),
    ),
    Operator(
        "not one of",
        takes.MEMBERS,
        "Something is found and is not the same JSON value as any member of the list.",
        _should("not be one of {}"),
        judges.single(rules.opposite(rules.one_of)),
    ),
    Operator(
        "type",
        takes.TYPE_NAMES,
        "Of this type, or of one of a list: string, number, integer, boolean, array, object or null. A number without"
        " fraction is an integer, 1.0 too.",
        lambda argument, _: f"should be of type {' or '.join(argument)}",
        judges.single(rules.has_type),
    ),
    Operator(
        "count",
        takes.COUNT,
        "The length of a list, of a text in characters, or of an object in keys; of a path that may find several, the"
        " number of matches. Fails on anything else.",
        _count_words,
        judges.count,
        judges_nothing=True,
    ),
    Operator(
        "exists",
        takes.FLAG,
        "true: the path finds something, be it null; false: it finds nothing.",
        _flag_words("exist"),
        judges.exists,
        judges_nothing=True,
    ),
    Operator(
        "is empty",
        takes.FLAG,
        "true: a text, list or object with nothing in it; false: with something in it. Fails on anything else, null "
        "too.",
        _flag_words("be empty"),
        judges.single(rules.is_empty),
    ),
    Operator(
        "close to",
        takes.CLOSE,
        "A number that differs from the value by no more than the tolerance, counted in decimals: 0.3 is within 0.1 "
        "of 0.2. Fails on anything else.",
        lambda argument, _: f"should be within {show(argument['tolerance'])} of {show(argument['value'])}",
        judges.single(rules.close_to),
    ),
    Operator(
        "includes",
        takes.PART,
        "An object that has all keys listed, or a list that has all members listed in any order; objects and lists "
        "inside by the same rule, other values equal. Members may be listed more often than they occur.",
        _should("include {}"),
        judges.includes,
    ),
    Operator(
        "all",
        takes.EVERY,
        "All of several mappings of operators hold, for where one operator is needed twice.",
        lambda argument, evaluation: " and ".join(map(evaluation.should, argument)).replace(" and should ", " and "),
        judges.all_of,
        judges_nothing=True,
    ),
    Operator(
        "each",
        takes.NESTED,
        "Holds for every element of a list, every value of an object, or every match of a path that may find several."
        " True for an empty list; fails where the path finds nothing.",
        _nested_words("each element"),
        judges.each,
    ),
    Operator(
        "any",
        takes.NESTED,
        "Holds for at least one element of a list, value of an object, or match of a path that may find several.",
        _nested_words("at least one element"),
        judges.any_of,
    ),
    Operator(
        "newer than",
        takes.DURATION,
        "An ISO time with zone, or a number of seconds, milli- or microseconds since 1970, that is no older than the "
        "duration; a time to come is newer.",
        lambda argument, _: f"should be newer than {show_duration(argument)}",
        judges.single(rules.newer_than),
    ),
    changes.CHANGED,
    changes.CHANGED_BY,
    SATISFIES,
)

_ROWS: tuple[Operator[Any], ...] = _TABLE

OPERATORS: Mapping[str, Operator[Any]] = {row.name: row for row in _ROWS}
"""The operators by their names."""

_KINDS = {name: (row.name, row.argument) for row in _ROWS for name in (row.name, *row.aliases)}


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """An operator as the documentation and the JSON Schema describe it."""

    name: str
    aliases: tuple[str, ...]
    argument: str
    meaning: str
    schema: Mapping[str, object]


AS = OperatorRow(
    "as",
    (),
    "number, text or time",
    'Not a condition: reads the value first, so that the operators beside it see a number ("23.00" is 23), a text '
    "(any other value's JSON), or an ISO time in UTC (of an ISO time, of a date as HTTP headers have it, or of "
    "seconds, milli- or microseconds since 1970). What it has to equal is read alike. A value that cannot be read so "
    "fails.",
    {"enum": ["number", "text", "time"]},
)


@dataclass(frozen=True, slots=True)
class ParsedConditions:
    """Conditions with everything that is wrong with them; do not use them if there are problems."""

    conditions: Conditions
    problems: tuple[KeyProblem, ...] = ()


def parse_conditions(
    value: object, is_open: Callable[[object], bool] = lambda _: False, durations: bool = False
) -> ParsedConditions:
    """Read a plain value, which means equals, or a mapping of operators.

    An argument for which `is_open` is true is not known yet; `resolve` checks it. With `durations`, numbers to compare
    with may be written as durations: `{less than: 2s}`.
    """
    reader = ConditionReader(_KINDS, is_open, durations)
    return ParsedConditions(reader.conditions(value), tuple(reader.problems))


def resolve(conditions: Conditions, fill: Callable[[object], object], durations: bool = False) -> ParsedConditions:
    """Return the conditions with every argument as `fill` returns it, checked again.

    Only arguments are filled in: a value that is a mapping is compared with, never read as operators.
    """
    return parse_conditions(_filled(conditions, fill), durations=durations)


def _filled(conditions: Conditions, fill: Callable[[object], object]) -> Conditions:
    items = (Condition(item.operator, _fill_argument(item.argument, fill)) for item in conditions.items)
    return Conditions(tuple(items), conditions.read_as)


def _fill_argument(argument: object, fill: Callable[[object], object]) -> object:
    if isinstance(argument, Conditions):
        return _filled(argument, fill)
    if isinstance(argument, tuple):
        return tuple(_filled(member, fill) for member in argument)
    return fill(argument)


def evaluate(conditions: Conditions, found: Found, context: Context | None = None) -> Result:
    """Judge what was found; every condition is judged, and the result contains all that fail."""
    return Evaluation(OPERATORS, context or Context()).judge(conditions, found)


def operator_table() -> list[OperatorRow]:
    """Return the operators in the order of the documentation, `as` last."""
    rows = [OperatorRow(row.name, row.aliases, row.argument.words, row.meaning, row.argument.schema) for row in _ROWS]
    return [*rows, AS]
