"""`outcomes.json` follows the schema in the wheel and contains everything that a record contains."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from QuashLibrary.views.app_record import AppRequestRecord
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record import OutcomeRecord
from utest.report.outputs import (
    app_request,
    blind_test,
    case,
    kw,
    moment,
    order_test,
    record,
    swallowing_test,
    told,
    ui,
)
from utest.report.reports import outcomes, report_of

CHANGES = ChangesRecord(41, 38, 40, ("$.total + 1", "$.items one more"), ("$.customer",), 3)
SCHEMA = Path(__file__).parents[3] / "resources" / "outcomes.schema.json"


def strict(schema: Any) -> Any:
    """Return a schema that accepts only the keys that it documents."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: strict(value) for key, value in schema.items()}, **closed}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """A validator for the documented format that also rejects undocumented keys."""
    schema = strict(json.loads(SCHEMA.read_text(encoding="utf-8")))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_file_has_the_documented_form(tmp_path: Path, validator: Draft202012Validator) -> None:
    """The schema contains every written key, and every key of the schema is written."""
    full = record(fetched={"number": "A-17"}, last_ui_step="Click", ui_steps=1, gave_up="after 5 s", held="for 2 s")
    changed = record("stock", changes=CHANGES)
    setup = kw("Open", ui("Open Application"), kind="SETUP")
    app = swallowing_test(number=4)
    report_of(
        tmp_path, setup, order_test(), blind_test(number=2), case("Full", told(full), told(changed), number=3), app
    )
    validator.validate(outcomes(tmp_path / "quash"))


def test_run_without_tests_has_it_too(tmp_path: Path, validator: Draft202012Validator) -> None:
    """The format also holds if nothing ran or no time is known."""
    report_of(tmp_path)
    validator.validate(outcomes(tmp_path / "quash"))


def test_nothing_of_a_record_is_left_out(tmp_path: Path) -> None:
    """Every field of the record appears under its own name or a replacement key."""
    report_of(tmp_path, case("One", told(record())))
    [test] = outcomes(tmp_path / "quash")["tests"]
    [outcome] = test["outcomes"]
    told_as = {"ui_steps": "ui", "ui_failed": "ui", "last_ui_step": "ui"}
    assert {told_as.get(item.name, item.name) for item in fields(OutcomeRecord)} <= outcome.keys()


def test_changes_that_would_be_noticed_are_written(tmp_path: Path) -> None:
    """The changes are complete; they are null if nothing was measured."""
    report_of(tmp_path, case("One", told(record(changes=CHANGES)), told(record())))
    measured, other = outcomes(tmp_path / "quash")["tests"][0]["outcomes"]
    assert measured["changes"] == {
        "tried": 41,
        "noticed": 38,
        "looked_at": 40,
        "not_noticed": ["$.total + 1", "$.items one more"],
        "not_looked_at": ["$.customer"],
        "left_out": 3,
    }
    assert other["changes"] is None


def test_test_and_outcome_are_written(tmp_path: Path) -> None:
    """A program finds verdicts, times and values in the file."""
    report_of(tmp_path, order_test())
    [test] = outcomes(tmp_path / "quash")["tests"]
    assert (test["name"], test["status"], test["silent_failure"], test["blind_spot"]) == ("Order", "FAIL", True, False)
    [outcome] = test["outcomes"]
    assert (outcome["slug"], outcome["verdict"], outcome["silent"], outcome["policy"]) == (
        "order-created",
        "failed",
        True,
        "fail",
    )
    assert outcome["started"] == moment(2).isoformat(timespec="microseconds")
    assert outcome["ui"] == {"steps": 1, "failed": False, "last": "Click Element    id=pay"}


def test_evidence_is_relative_to_the_file(tmp_path: Path) -> None:
    """The file names only existing files."""
    (tmp_path / "quash").mkdir()
    (tmp_path / "quash" / "a.png").write_bytes(b"png")
    markup = '<img src="quash/a.png"><a href="quash/gone.xml">page source</a>'
    report_of(tmp_path, case("One", told(record(), markup)))
    [outcome] = outcomes(tmp_path / "quash")["tests"][0]["outcomes"]
    assert (outcome["screenshot"], outcome["page_source"]) == ("a.png", None)


def test_any_text_survives(tmp_path: Path) -> None:
    """Markup, right-to-left text, emoji and line separators survive as JSON strings."""
    name = 'a"b\\c </script> שלום 🛒 \u2028'
    report_of(tmp_path, case(name, told(record(summary=name))))
    [test] = outcomes(tmp_path / "quash")["tests"]
    assert test["name"] == test["outcomes"][0]["summary"] == name


def test_one_test_is_one_line(tmp_path: Path) -> None:
    """Each test is on its own line, so a large file can be searched line by line."""
    report_of(tmp_path, order_test(), blind_test(number=2))
    lines = (tmp_path / "quash" / "outcomes.json").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["name"] for line in lines if line.startswith('{"id"')] == ["Order", "Look"]


def test_app_requests_are_written(tmp_path: Path) -> None:
    """Each request has all of its fields; a test without requests has an empty list."""
    report_of(tmp_path, swallowing_test(app_request(answer="no such cart")), order_test(number=2))
    data = outcomes(tmp_path / "quash")
    [pay, order] = data["tests"]
    [request] = pay["app_requests"]
    assert request.keys() == {item.name for item in fields(AppRequestRecord)}
    assert (request["line"], request["swallowed"], request["status"]) == ("POST /checkout -> 500", True, 500)
    assert (request["started"], request["answer"]) == (moment(1.2).isoformat(timespec="microseconds"), "no such cart")
    assert (pay["swallowed_failure"], order["swallowed_failure"], order["app_requests"]) == (True, False, [])
    assert (data["summary"]["with_swallowed_failures"], data["version"]) == (1, 1)


def test_ignored_failure_is_not_a_swallowed_failure_of_the_test(tmp_path: Path) -> None:
    """The request is still marked as swallowed, but the test is not."""
    report_of(tmp_path, swallowing_test(policy="ignore", tags=()))
    data = outcomes(tmp_path / "quash")
    [test] = data["tests"]
    assert ([item["swallowed"] for item in test["app_requests"]], test["swallowed_failure"]) == ([True], False)
    assert data["summary"]["with_swallowed_failures"] == 0
