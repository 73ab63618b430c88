"""The table of operators, and the functions that use it.

`parse_conditions` reads the conditions of a registry, `resolve` fills in values that become known at run time, and
`evaluate` judges the found values. Documentation and JSON Schema are built from the table: a new operator is a new row.
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
    words = f"should have a count that must {' and '.join(asked)}"
    return words.replace("must have ", "has ")


def _nested_words(words: str) -> Should[Conditions]:
    return lambda argument, evaluation: f"{evaluation.should(argument)} for {words}"


def _ordered(
    name: str, alias: str, compare: Callable[[Fraction | int, Fraction | int], bool], meaning: str
) -> Operator[float | str]:
    rule = rules.ordered(compare, name)
    return Operator(
        name,
        takes.ORDER,
        f"{meaning}. Compares two numbers, or two ISO times (both with or both without a zone). Fails on any other "
        "value, including a number that is written as a text; convert that with as: number.",
        _should(f"be {name} {{}}"),
        judges.single(rule),
        (alias,),
    )


_TABLE = (
    Operator(
        "equals",
        takes.ANYTHING,
        "The same JSON value: lists in the same order, objects without additional keys. 1 and 1.0 are equal; 1, "
        '"1" and true are not.',
        _should("be {}"),
        judges.equals,
        aliases=("==", "equal", "should be"),
    ),
    Operator(
        "not equals",
        takes.ANYTHING,
        'A value is found, and it is not the same JSON value. The text "1" is not the number 1.',
        _should("not be {}"),
        judges.not_equals,
        aliases=("!=", "inequal", "should not be"),
    ),
    _ordered("greater than", ">", python.gt, "Greater, or later"),
    _ordered("less than", "<", python.lt, "Less, or earlier"),
    _ordered("at least", ">=", python.ge, "Equal or greater, or not earlier"),
    _ordered("at most", "<=", python.le, "Equal or less, or not later"),
    Operator(
        "contains",
        takes.ANYTHING,
        "A text with this part (case matters), a list with this member (the same JSON value), or an object with this "
        "key. For a path that may find several values: one match is this value. Fails on any other value.",
        _should("contain {}"),
        judges.membership(rules.contains),
        aliases=("*=",),
    ),
    Operator(
        "not contains",
        takes.ANYTHING,
        "The opposite of contains, for the same kinds of values. Fails on any other value.",
        _should("not contain {}"),
        judges.membership(rules.opposite(rules.contains)),
    ),
    Operator(
        "starts",
        takes.TEXT,
        "A text that starts with this text; case matters. Fails on any other value.",
        _should("start with {}"),
        judges.single(rules.starts),
        aliases=("^=", "should start with"),
    ),
    Operator(
        "ends",
        takes.TEXT,
        "A text that ends with this text; case matters. Fails on any other value.",
        _should("end with {}"),
        judges.single(rules.ends),
        aliases=("$=", "should end with"),
    ),
    Operator(
        "matches",
        takes.REGEX,
        "A text in which the regular expression (of Python) is found; it may match anywhere unless ^ or $ anchors it. "
        "Fails on any other value; convert a number with as: text.",
        _should("match {}"),
        judges.single(rules.matches),
    ),
    Operator(
        "not matches",
        takes.REGEX,
        "A text in which the regular expression is not found. Fails on any other value.",
        _should("not match {}"),
        judges.single(rules.opposite(rules.matches)),
    ),
    Operator(
        "one of",
        takes.MEMBERS,
        "The same JSON value as one member of the list.",
        _should("be one of {}"),
        judges.single(rules.one_of),
    ),
    Operator(
        "not one of",
        takes.MEMBERS,
        "A value is found, and no member of the list is the same JSON value.",
        _should("not be one of {}"),
        judges.single(rules.opposite(rules.one_of)),
    ),
    Operator(
        "type",
        takes.TYPE_NAMES,
        "A value of this type, or of one type of the list: string, number, integer, boolean, array, object or null. A "
        "number without a fraction is an integer, even 1.0.",
        lambda argument, _: f"should be of type {' or '.join(argument)}",
        judges.single(rules.has_type),
    ),
    Operator(
        "count",
        takes.COUNT,
        "The length of a list, the number of characters of a text, or the number of keys of an object. For a path that "
        "may find several values: the number of matches. Fails on any other value.",
        _count_words,
        judges.count,
        judges_nothing=True,
    ),
    Operator(
        "exists",
        takes.FLAG,
        "true: the path finds a value, even null. false: it finds nothing.",
        _flag_words("exist"),
        judges.exists,
        judges_nothing=True,
    ),
    Operator(
        "is empty",
        takes.FLAG,
        "true: an empty text, list or object. false: a text, list or object that is not empty. Fails on any other "
        "value, including null.",
        _flag_words("be empty"),
        judges.single(rules.is_empty),
    ),
    Operator(
        "close to",
        takes.CLOSE,
        "A number that differs from the value by at most the tolerance, in exact decimals: 0.3 is within 0.1 of 0.2. "
        "Fails on any other value.",
        lambda argument, _: f"should be within {show(argument['tolerance'])} of {show(argument['value'])}",
        judges.single(rules.close_to),
    ),
    Operator(
        "includes",
        takes.PART,
        "An object with all the listed keys, or a list with all the listed members in any order. Nested objects and "
        "lists follow the same rule; other values must be equal. A member may be listed more often than it occurs.",
        _should("include {}"),
        judges.includes,
    ),
    Operator(
        "all",
        takes.EVERY,
        "Every set of operators in the list is met. Use it if you need the same operator twice.",
        lambda argument, evaluation: " and ".join(map(evaluation.should, argument)).replace(" and should ", " and "),
        judges.all_of,
        judges_nothing=True,
    ),
    Operator(
        "each",
        takes.NESTED,
        "Is true for every element of a list, every value of an object, or every match of a path that may find several "
        "values. Passes for an empty list; fails if the path finds nothing.",
        _nested_words("each element"),
        judges.each,
    ),
    Operator(
        "any",
        takes.NESTED,
        "Is true for at least one element of a list, one value of an object, or one match of a path that may find "
        "several values.",
        _nested_words("at least one element"),
        judges.any_of,
    ),
    Operator(
        "newer than",
        takes.DURATION,
        "An ISO time with a zone, or a number of seconds, milliseconds or microseconds since 1970, that is at most as "
        "old as the duration. A time in the future counts as newer.",
        lambda argument, _: f"should be newer than {show_duration(argument)}",
        judges.single(rules.newer_than),
    ),
    changes.CHANGED,
    changes.CHANGED_BY,
    SATISFIES,
)

_ROWS: tuple[Operator[Any], ...] = _TABLE

OPERATORS: Mapping[str, Operator[Any]] = {row.name: row for row in _ROWS}
"""The operators by name."""

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
    'Not a condition: converts the value before the other operators check it. Number: the text "23.00" becomes '
    "23. Text: any other value becomes its JSON. Time: an ISO time, a date as in HTTP headers, or seconds, "
    "milliseconds or microseconds since 1970 become an ISO time in UTC. The values that it is compared with for "
    "equality are converted, too. Fails if the value cannot be converted.",
    {"enum": ["number", "text", "time"]},
)


@dataclass(frozen=True, slots=True)
class ParsedConditions:
    """Conditions with all their problems; do not use them if there are any."""

    conditions: Conditions
    problems: tuple[KeyProblem, ...] = ()


def parse_conditions(
    value: object, is_open: Callable[[object], bool] = lambda _: False, durations: bool = False
) -> ParsedConditions:
    """Read a plain value, which means equals, or a mapping of operators.

    An argument for which `is_open` is true becomes known later; `resolve` checks it then. With `durations`, numbers may
    be written as durations: `{less than: 2s}`.
    """
    reader = ConditionReader(_KINDS, is_open, durations)
    return ParsedConditions(reader.conditions(value), tuple(reader.problems))


def resolve(conditions: Conditions, fill: Callable[[object], object], durations: bool = False) -> ParsedConditions:
    """Return the conditions with every argument replaced by `fill` and checked again.

    Only arguments are filled in: a mapping that becomes known here is a value to compare with, never operators.
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
    """Judge the found values; every condition is judged, and the result contains all failures."""
    return Evaluation(OPERATORS, context or Context()).judge(conditions, found)


def operator_table() -> list[OperatorRow]:
    """Return the operators in the order of the documentation, `as` last."""
    rows = [OperatorRow(row.name, row.aliases, row.argument.words, row.meaning, row.argument.schema) for row in _ROWS]
    return [*rows, AS]
