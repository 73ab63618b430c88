"""Expectations are guessed from one answer."""

import json

from QuashLibrary.cli.importer.draft import InputDraft
from QuashLibrary.cli.importer.expectations import Expectations, expectations_of, unknown_expectations
from QuashLibrary.engine.outcome import Answer, Description

ORDER = InputDraft("order_id", "Number.", "A-17")


def expected(document: object, *inputs: InputDraft, status: int = 200) -> dict[str, str]:
    """Return the expectations of a JSON answer."""
    return shown(expectations_of(answer(json.dumps(document), status), inputs))


def answer(body: str, status: int = 200, kind: str = "application/json") -> Answer:
    """Return an answer."""
    return Answer(Description("", ""), body.encode(), status, (("Content-Type", kind),))


def shown(expectations: Expectations) -> dict[str, str]:
    """Return the expectations by key."""
    return {item.key: item.value for item in expectations.items}


def test_stable_members_are_literal_and_volatile_ones_have_a_form() -> None:
    """States, booleans and inputs are expected exactly; amounts, identifiers and times by their form."""
    document = {
        "id": "A-17",
        "state": "paid",
        "gift": False,
        "total": 23.5,
        "customer_id": 8123,
        "created_at": "2026-01-02T10:00:00Z",
    }
    assert expected(document, ORDER) == {
        "status": "200",
        "$.id": "${order_id}",
        "$.state": "paid",
        "$.gift": "false",
        "$.total": "{greater than: 0}",
        "$.customer_id": "{type: integer}",
    }


def test_there_are_few() -> None:
    """An answer of any size leads to few expectations."""
    assert len(expected({f"state_{chr(97 + number)}_state": "paid" for number in range(20)})) <= 6


def test_lists_have_one_member_at_least() -> None:
    """Lists are expected to have members; for an empty list only the type is expected."""
    assert expected([{"id": 1}]) == {"status": "200", "$": "{count: {at least: 1}}"}
    assert expected({"items": [1]})["$.items"] == "{count: {at least: 1}}"
    assert expected({"items": []})["$.items"] == "{type: array}"


def test_no_secret_of_the_answer_is_written_down() -> None:
    """A secret is only expected to exist."""
    found = expected({"token": "abc123", "session": {"state": "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"}})
    assert found["$.token"] == "{is empty: false}"
    assert "eyJ" not in json.dumps(found)


def test_an_identifier_that_is_a_number_makes_its_input_a_number() -> None:
    """Its input gets the type number, because the text "17" does not equal 17."""
    found = expectations_of(answer('{"id": 17}'), [InputDraft("order_id", "", "17")])
    assert (shown(found)["$.id"], found.integers) == ("${order_id}", {"order_id"})


def test_unsure_is_todo() -> None:
    """Guesses are marked, and without guesses a TODO asks for an expectation."""
    assert expectations_of(answer('{"state": "paid"}'), ()).todo.startswith("TODO: guessed")
    assert expectations_of(answer('{"x": null}'), ()).items[0].todo.startswith("TODO")
    html = expectations_of(answer("<html>", kind="text/html; charset=utf-8"), ())
    assert shown(html) == {"status": "200", "headers": '{Content-Type: {starts: "text/html"}}'}
    assert html.items[-1].todo.startswith("TODO")
    assert unknown_expectations("POST").items[0].value == "2xx"
