"""A looked-up status is a number, even if a cell in Robot Framework contains it as text."""

import pytest

from utest.engine.plans import plan_of, refused


@pytest.mark.parametrize(
    ("expected", "given", "read"),
    [
        ("'${s}'", "404", ["404"]),
        ("'${s}'", "4xx", ["4xx"]),
        ("'${s}'", 404.0, [404]),
        ("'${s}'", [200, "2xx"], [200, "2xx"]),
        ("[200, '${s}']", "404", [200, "404"]),
    ],
)
def test_a_status_that_is_looked_up(expected: str, given: object, read: object) -> None:
    """It may be a list, as in the registry."""
    assert plan_of(f"request: GET /\nexpect: {{status: {expected}}}", variables={"s": given}).expect[0].argument == read


@pytest.mark.parametrize(
    ("given", "reason"),
    [("foo", 'the text "foo"'), ("", 'the text ""'), (True, "true"), (700, "the number 700"), ([], "an empty list")],
)
def test_an_invalid_status_cannot_be_used(given: object, reason: str) -> None:
    """No backend could answer with it; the message names the value."""
    assert refused("request: GET /\nexpect: {status: '${s}'}", variables={"s": given}) == (
        f"status should be 200, 2xx or a list of them, but is {reason}"
    )


@pytest.mark.parametrize(
    "operator", ["equals", "not equals", "==", "greater than", "less than", "at least", "at most", "!="]
)
def test_a_status_is_compared_with_the_number_that_a_text_is(operator: str) -> None:
    """Cells are texts, so `{not equals: ${s}}` would otherwise always hold."""
    [status] = plan_of(f"request: GET /\nexpect: {{status: {{'{operator}': '${{s}}'}}}}", variables={"s": "404"}).expect
    assert status.conditions is not None
    assert status.conditions.items[0].argument == 404
    assert refused(f"request: GET /\nexpect: {{status: {{'{operator}': '${{s}}'}}}}", variables={"s": "4xx"}) == (
        'status is a number, never the text "4xx"; write for example 404'
    )


@pytest.mark.parametrize(
    ("expected", "given", "read"),
    [
        ("{one of: '${s}'}", ["404", 410], [404, 410]),
        ("{not one of: [200, '${s}']}", "404", [200, 404]),
        ("{all: [{not equals: '${s}'}]}", "404", 404),
        ("{as: text, equals: '${s}'}", "404", "404"),
        ("{as: text, starts: '${s}'}", "4", "4"),
    ],
)
def test_numbers_of_a_status_in_lists_and_below(expected: str, given: object, read: object) -> None:
    """Texts are converted wherever the status is compared as a number, and nowhere else."""
    [status] = plan_of(f"request: GET /\nexpect: {{status: {expected}}}", variables={"s": given}).expect
    assert status.conditions is not None
    argument = status.conditions.items[0].argument
    assert (argument[0].items[0].argument if isinstance(argument, tuple) else argument) == read
