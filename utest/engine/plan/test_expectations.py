"""Values in expectations and fetches keep their types, and never become part of an expression."""

import pytest

from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.operators.model import Conditions
from utest.engine.plans import plan_of, refused


def test_a_name_in_a_jsonpath_stands_for_a_literal() -> None:
    """Any text is quoted, and a number stays a number."""
    expect = "request: GET /\nexpect: {'$[?(@.id == ${n})].state': paid}"
    document: JSON = [{"id": "a' || 'b", "state": 1}, {"id": 7, "state": 2}, {"id": "7", "state": 3}]
    for value, found in {"a' || 'b": [1], 7: [2], "7": [3]}.items():
        path = plan_of(expect, variables={"n": value}).expect[-1].subject.path
        assert path is not None
        assert [match.value for match in path.find(document)] == found


def test_a_value_in_a_regular_expression_stands_for_itself() -> None:
    """Special characters in the value match literally."""
    plan = plan_of("request: GET /\nexpect: {body: {matches: '^no ${n}$'}}", variables={"n": "1.5 (a)"})
    conditions = plan.expect[-1].conditions
    assert conditions is not None
    assert conditions.items[0].argument == r"^no 1\.5\ \(a\)$"


def test_names_in_expectations_keep_their_types() -> None:
    """Types are kept in plain values, operators, documents and the status."""
    plan = plan_of(
        """
        request: GET /
        expect:
          status: ${code}
          $.total: ${total}
          $.size: {at least: '${total}'}
          json: {a: ['${total}', 'no. ${total}', {expect: {less than: '${total}'}}]}
        """,
        variables={"code": 201, "total": 9.5},
    )
    status, total, size, document = plan.expect
    assert status.argument == [201]
    assert total.conditions is not None
    assert total.conditions.items[0].argument == 9.5
    assert size.conditions is not None
    assert size.conditions.items[0].argument == 9.5
    assert isinstance(document.argument, dict)
    assert document.argument["a"][:2] == [9.5, "no. 9.5"]


def test_a_value_that_an_operator_cannot_take() -> None:
    """The message names the path, before anything is sent."""
    reason = refused("request: GET /\nexpect: {$.size: {count: '${n}'}}", variables={"n": "many"})
    assert reason.startswith("$.size: ")


def test_a_fetch_may_name_values() -> None:
    """Its path, regular expression and default may refer to values; in an expression they match literally."""
    text = (
        "request: GET /\nfetch:\n"
        "  price: '$.products[?(@.sku == ${sku})].price'\n"
        "  code: {from: body, matches: '${sku}: ([0-9]+)', default: '${other}'}\n"
        "  any: {from: body, matches: '${pattern}'}\n"
    )
    names = {"sku": "tea+", "other": 7, "pattern": "a+"}
    price, code, found = plan_of(text, variables=names).fetch
    assert price.subject.name == "$.products[?(@.sku == 'tea+')].price"
    assert (code.matches, code.default, found.matches) == (r"tea\+: ([0-9]+)", 7, "a+")


def test_a_fetch_by_what_is_no_expression_is_refused() -> None:
    """The fetch is refused before anything is sent."""
    reason = refused("request: GET /\nfetch: {x: {from: body, matches: '${pattern}'}}", variables={"pattern": "("})
    assert reason.startswith("matches of fetch x: invalid regular expression")


@pytest.mark.parametrize(
    ("expected", "given", "read"),
    [
        ("{count: '${n}'}", "20", 20),
        ("{count: '${n}'}", 20, 20),
        ("{count: {at least: '${n}'}}", "20", 20),
        ("{each: {count: '${n}'}}", "2", 2),
        ("{all: [{count: '${n}'}]}", "2", 2),
    ],
)
def test_a_count_that_is_looked_up_is_a_number(expected: str, given: object, read: int) -> None:
    """Cells in Robot are texts, as for the status."""
    conditions = (
        plan_of(f"request: GET /\nexpect: {{$.items: {expected}}}", variables={"n": given}).expect[-1].conditions
    )
    found: object = conditions
    while not isinstance(found, int):
        if isinstance(found, Conditions):
            found = found.items[0].argument
        else:
            assert isinstance(found, tuple)
            found = found[0]
    assert found == read


def test_an_invalid_count_is_refused() -> None:
    """The count is refused before anything is sent."""
    reason = refused("request: GET /\nexpect: {$.size: {count: {less than: '${n}'}}}", variables={"n": "many"})
    assert reason == 'count of $.size is a number, never the text "many"; write for example 7'


def test_a_fetch_by_a_pattern_with_several_groups_is_refused() -> None:
    """Only the first group would be fetched; named groups are all fetched."""
    text = "request: GET /\nfetch: {x: {from: body, matches: '${pattern}'}}"
    reason = refused(text, variables={"pattern": "(a) (b)"})
    assert reason == "matches of fetch x has 2 groups, but only one can be fetched; write (?:…) for the others"
    assert plan_of(text, variables={"pattern": "(?P<one>a) (b)"}).fetch
