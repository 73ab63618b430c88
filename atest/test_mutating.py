"""`mutate=True`: log, record, report and outcomes.json list the changes that no expectation notices."""

from __future__ import annotations

import pytest

from atest.backend import Backend
from atest.canned import CUSTOMER
from atest.report_reader import by_name, of_run
from atest.robot_process import Robot, Run

SUITE = "mutating/mutating.robot"


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite, with changed answers."""
    return robot.given(MUTATE="True").run(SUITE)


def step_titles(run: Run, name: str) -> list[str]:
    """Return the titles of all QuashLibrary steps in a test."""
    return [step.name for top in run.test(name).steps for step in top.walk() if step.name.startswith("›")]


def test_every_case_ends_as_documented(run: Run) -> None:
    """A measurement changes no verdict."""
    run.assert_as_documented()


def test_the_log_shows_it_in_one_step(run: Run) -> None:
    """It is neutral, lists every unnoticed change, and appears once per run."""
    [measured] = [step for step in run.test("Order Is Paid").steps[0].steps if "changes to the answer" in step.name]
    assert (measured.name, measured.status) == ("› 112 changes to the answer: 18 noticed", "PASS")
    [message] = [message.text for message in measured.messages]
    lines = message.splitlines()
    assert lines[0] == "18 of 112 changes noticed; 87 of the other 94 are in values that nothing checks"
    assert lines[1:4] == ["not noticed:", "  $.number null", "  $.number empty"]
    assert "  $.total + 1" in lines
    assert lines[lines.index("nothing checks:") + 1] == "  $.price"
    assert "changes" not in "".join(step.name for step in run.test("Order Is Paid").steps[1].walk())


def test_each_validation_that_passed_is_measured(run: Run) -> None:
    """Also those that run in parallel, wait, evaluate expressions or query a database; never a failed one."""
    assert sum("changes to the answer" in title for title in step_titles(run, "Several At The Same Time")) == 2
    assert sum("changes to the answer" in title for title in step_titles(run, "Order Is Complete")) == 1
    assert not any("changes to the answer" in title for title in step_titles(run, "Order Is Lost"))


def test_programs_find_it(run: Run) -> None:
    """It is in outcomes.json, which is generated from the records in output.xml."""
    tests = by_name(of_run(run))
    first, second = (outcome["changes"] for outcome in tests["Order Is Paid"]["outcomes"])
    assert (first["tried"], first["noticed"], first["looked_at"]) == (112, 18, 25)
    assert "$.total + 1" in first["not_noticed"]
    assert "$.customer" in first["not_looked_at"]
    assert second is None
    rows = {outcome["slug"]: outcome["changes"] for outcome in tests["Several At The Same Time"]["outcomes"]}
    assert rows["stock-kept"]["not_looked_at"] == ["$.rows"]
    assert rows["order-paid"] is None
    [whole] = tests["Order Is Complete"]["outcomes"]
    assert "$.items[*].sku" in whole["changes"]["not_looked_at"]


def test_readers_find_it(run: Run) -> None:
    """It is in the index and in the summary of a CI job, the least sensitive validation first."""
    index = (run.folder / "quash" / "index.html").read_text(encoding="utf-8")
    assert "Expectations that miss changes" in index
    assert "18 of 112 changes noticed" in index
    summary = (run.folder / "quash" / "summary.md").read_text(encoding="utf-8")
    assert "### Expectations that miss changes (4)" in summary


def test_no_request_is_sent_for_it(robot: Robot, backend: Backend, run: Run) -> None:
    """A run that measures sends as many requests as one that does not, and ends in the same way."""
    before = len(backend.requests)
    plain = robot.given(MUTATE="False").run(SUITE)
    without = len(backend.requests) - before
    measured = robot.given(MUTATE="True").run(SUITE)
    assert len(backend.requests) - before - without == without > 0
    plain.assert_as_documented()
    assert "changes to the answer" not in plain.xml
    assert measured.code == plain.code


def test_the_listener_turns_it_on_for_all_suites(robot: Robot) -> None:
    """Without its own registry, the listener measures the validations that the suites import."""
    run = robot.given("--listener", "QuashLibrary.Listener:mutate=True", MUTATE="False").run(SUITE)
    assert "18 of 112 changes noticed" in run.xml


def test_no_redacted_value_is_shown(run: Run) -> None:
    """The list has paths, never values."""
    assert [name for name, data in run.files() if str(CUSTOMER["email"]).encode() in data] == []


def test_a_wrong_value_is_named(robot: Robot) -> None:
    """The message is like that of the other arguments."""
    assert 'mutate must be True or False, but is "maybe"' in robot.given(MUTATE="maybe").run(SUITE).xml
