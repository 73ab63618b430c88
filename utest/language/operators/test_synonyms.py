"""Words of other tools lead to ours, with the writer's own value, and never to the opposite."""

import pytest

from QuashLibrary.language.operators.synonyms import meant_name, near_name, operator_advice
from QuashLibrary.language.operators.table import operator_table

OPERATORS = [name for row in operator_table() for name in (row.name, *row.aliases)]


@pytest.mark.parametrize(
    ("word", "value", "condition"),
    [
        ("gt", 1, "greater than: 1"), ("gte", 1, "at least: 1"), ("lt", 1, "less than: 1"), ("lte", 1, "at most: 1"),
        ("min", 1, "at least: 1"), ("max", 1, "at most: 1"), ("length", 3, "count: 3"), ("size", 3, "count: 3"),
        ("len", 3, "count: 3"), ("hasSize", 3, "count: 3"), ("like", "x", 'matches: "x"'),
        ("pattern", "x", 'matches: "x"'), ("regex", "x", 'matches: "x"'), ("in", [1, "a"], 'one of: [1, "a"]'),
        ("eq", 1, "equals: 1"), ("is", 1, "equals: 1"), ("ne", 1, "not equals: 1"), ("not", 1, "not equals: 1"),
        ("not", {"has": "x"}, 'not contains: "x"'), ("between", [1, 5], "{at least: 1, at most: 5}"),
        ("between", {"min": 2, "max": 3}, "{at least: 2, at most: 3}"), ("present", True, "exists: true"),
        ("present", None, "exists: true"), ("is null", True, "equals: null"), ("is null", False, "not equals: null"),
        ("notNull", True, "not equals: null"), ("isNumber", True, "type: number"), ("isString", True, "type: string"),
        ("isArray", True, "type: array"), ("has", "x", 'contains: "x"'), ("not empty", True, "is empty: false"),
        ("not empty", False, "is empty: true"), ("startsWith", "a", 'starts: "a"'), ("ends_with", "a", 'ends: "a"'),
        ("notExists", True, "exists: false"), ("does not exist", True, "exists: false"),
        ("isPresent", True, "exists: true"), ("minLength", 2, "count: {at least: 2}"),
        ("maxItems", 2, "count: {at most: 2}"), ("greaterThan", 3, "greater than: 3"), ("nin", [1], "not one of: [1]"),
        ("closeTo", [1, 0.1], "close to: {value: 1, tolerance: 0.1}"), ("=", 1, "equals: 1"),
        ("equalsIgnoringCase", "Paid", 'matches: "(?i)^Paid$"'), ("everyItem", {"gt": 0}, 'each: {"gt": 0}'),
    ],
)  # fmt: skip
def test_the_advice_is_a_whole_condition(word: str, value: object, condition: str) -> None:
    """The advice can be written as it is."""
    assert operator_advice(word, value, OPERATORS) == f"write  {condition}"


def test_a_whole_condition_is_never_cut() -> None:
    """A whole condition is shown in full, at any length."""
    words = [f"word number {number}" for number in range(100)]
    assert operator_advice("in", words, OPERATORS).endswith('"word number 99"]')


@pytest.mark.parametrize(
    ("word", "near"),
    [("equls", "equals"), ("not_one off", "not one of"), ("greater then", "greater than"), ("nonexistent", "")],
)
def test_a_misspelt_name_leads_to_the_nearest_but_no_opposite(word: str, near: str) -> None:
    """A misspelt name leads to the nearest name, but `not contained` never becomes `contains`."""
    assert near_name(word, OPERATORS) == near
    assert near_name("not contained", ["contains", "starts"]) == ""


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("retry", ["eventually", "expect"], "eventually"), ("poll", ["eventually"], "eventually"),
        ("timeout", ["within", "every"], "within"), ("interval", ["within", "every"], "every"),
        ("url", ["request", "expect"], "request"), ("url", ["path", "method"], "path"),
        ("url", ["base_url", "tls"], "base_url"),
        ("assert", ["request", "expect"], "expect"), ("response", ["expect"], "expect"), ("save", ["fetch"], "fetch"),
        ("variables", ["inputs"], "inputs"), ("params", ["inputs", "request"], "inputs"),
        ("params", ["query", "path"], "query"), ("params", ["parameters", "inputs"], "parameters"),
        ("servers", ["connections", "validations"], "connections"),
        ("tests", ["connections", "validations"], "validations"),
        ("baseUrl", ["base_url"], "base_url"), ("colour", ["base_url"], ""),
    ],
)  # fmt: skip
def test_a_key_of_another_tool_means_what_is_known_at_its_place(word: str, known: list[str], meant: str) -> None:
    """A word of another tool leads to the key that fits its place."""
    assert meant_name(word, known) == meant
