"""All problems of operators in a registry are reported at once, with the names that the author used."""

import pytest

from QuashLibrary.language.operators.table import parse_conditions

_NUMBER_OR_TIME = '"greater than" needs a number or an ISO time, not'
_PROBLEMS: list[tuple[object, list[tuple[tuple[str | int, ...], str, str]]]] = [
    ({"equls": 1}, [(("equls",), 'unknown operator "equls"', 'did you mean "equals"?')]),
    (
        {"id": 8, "state": "x"},
        [
            (
                (key,),
                f'unknown operator "{key}"',
                'to compare with an object, write  equals: {"id": 8, "state": "x"}',
            )
            for key in ("id", "state")
        ],
    ),
    ({}, [((), "{} contains no operator", "to compare with an empty object, write  equals: {}")]),
    ({"greater than": "x"}, [(("greater than",), f'{_NUMBER_OR_TIME} the text "x"', "")]),
    (
        {"greater than": "5"},
        [(("greater than",), f'{_NUMBER_OR_TIME} the text "5"', "write 5 without quotes")],
    ),
    (
        {"matches": "^[0-", "count": {"at leas": 1}},
        [
            (
                ("matches",),
                'invalid regular expression "^[0-": unterminated character set at character 2',
                "",
            ),
            (("count", "at leas"), 'unknown operator "at leas"', 'did you mean "at least"?'),
        ],
    ),
    (
        {"exists": False, "equals": 1},
        [((), '"exists: false" contradicts the operators beside it', "write it alone")],
    ),
    (
        {"count": -1},
        [(("count",), '"count" needs a whole number (0 or more) or operators, not the number -1', "")],
    ),
    (
        {"type": "strin"},
        [
            (
                ("type",),
                '"type" needs one of string, number, integer, boolean, array, object, null, '
                'or a list of them, not the text "strin"',
                'did you mean "string"?',
            )
        ],
    ),
    (
        {"close to": {"value": "a", "tolerance": -1}},
        [
            (("close to", "value"), '"value" needs a number, not the text "a"', ""),
            (("close to", "tolerance"), '"tolerance" must not be negative, but is -1', ""),
        ],
    ),
    ({"one of": []}, [(("one of",), '"one of" needs a list with at least one value, not the list []', "")]),
    (
        {"all": [{"starts": 3}]},
        [(("all", 0, "starts"), '"starts" needs a text, not the number 3', 'write "3" in quotes')],
    ),
    (
        {"as": "num", "equals": 1},
        [(("as",), '"as" needs number, text or time, not the text "num"', 'did you mean "number"?')],
    ),
    (
        {"as": "number"},
        [((), '"as" is not a condition', "write an operator beside it: {as: number, greater than: 0}")],
    ),
    *(
        (
            {name: "value + 1"},
            [
                (
                    (name,),
                    f'unknown operator "{name}"',
                    'it only returns a value; write satisfies: "$value > 0" for a condition, or fetch for the value',
                )
            ],
        )
        for name in ("then", "evaluate")
    ),
    ({"exists": "yes"}, [(("exists",), '"exists" needs true or false, not the text "yes"', "")]),
    (
        {"includes": "a"},
        [
            (
                ("includes",),
                '"includes" needs an object or a list, not the text "a"',
                'for a single member, write contains: "a"',
            )
        ],
    ),
]


@pytest.mark.parametrize(("conditions", "problems"), _PROBLEMS)
def test_problems_are_reported_all_at_once(
    conditions: object, problems: list[tuple[tuple[str | int, ...], str, str]]
) -> None:
    """Each problem has its keys, a description and advice."""
    told = parse_conditions(conditions).problems
    assert [(one.keys, one.message, one.suggestion) for one in told] == problems
