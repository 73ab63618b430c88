"""App requests as read from outputs: one bounded record for each test, and no steps."""

import json
from pathlib import Path

import pytest

from QuashLibrary.report.read import model
from QuashLibrary.report.read.app_traffic import MOST_REQUESTS, joined
from QuashLibrary.views.app_record import AppTrafficRecord, app_record_comment
from utest.report.outputs import (
    app_record,
    app_request,
    case,
    kw,
    moment,
    msg,
    read,
    record,
    sent,
    swallowing_test,
    told,
    ui,
    written,
)

RECORD = app_record(app_request("GET /cart -> 200", failed=False, swallowed=False), app_request(number=2))


def only(folder: Path, *tests: str) -> model.TestRun:
    """Return the one test of an output."""
    [test], _ = read(written(folder, *tests))
    return test


def test_record_is_part_of_the_test(tmp_path: Path) -> None:
    """The record is read back unchanged, with steps and outcomes."""
    test = only(tmp_path, case("Pay", ui("Click Element", start=1), told(record()), sent(RECORD)))
    assert test.app == RECORD
    assert (len(test.steps), len(test.outcomes), test.notes) == (1, 1, ())


def test_test_without_record_has_none(tmp_path: Path) -> None:
    """A test without a record has no app traffic."""
    assert only(tmp_path, case("Pay", ui("Click Element"))).app is None


def test_record_of_an_output_json_is_read(tmp_path: Path) -> None:
    """The record is also read from output.json."""
    message = {"type": "MESSAGE", "html": True, "message": app_record_comment(RECORD)}
    step = {"name": "› the app sent 2 requests, 1 failed", "status": "PASS", "body": [message]}
    test = {"id": "s1-t1", "name": "Pay", "status": "PASS", "body": [step]}
    path = tmp_path / "output.json"
    path.write_text(json.dumps({"suite": {"id": "s1", "name": "Shop", "tests": [test]}}), encoding="utf-8")
    [read_test], _ = read(path)
    assert read_test.app == RECORD


@pytest.mark.parametrize("owner", ["QuashLibrary", "AppiumLibrary"])
def test_steps_about_the_app_are_not_listed(tmp_path: Path, owner: str) -> None:
    """Steps about app requests do not count as steps, whatever their library."""
    picture = msg('<img src="a.png">')
    neutral = kw("app request failed: POST /checkout -> 500", picture, owner=owner)
    own = kw("› app request failed: POST /checkout -> 500", picture, owner=owner)
    last = kw("› the app sent 1 request, 1 failed", msg(app_record_comment(RECORD)), owner=owner)
    test = only(tmp_path, case("Pay", ui("Click Element"), neutral, own, last))
    assert [step.name for step in test.steps] == ["Click Element"]
    assert test.ui_steps == 1


def test_failure_of_the_closing_step_is_not_listed(tmp_path: Path) -> None:
    """A keyword whose only failure is the app's closing step is not listed."""
    failing = app_record(app_request(), policy="fail")
    test = only(tmp_path, case("Pay", kw("Teardown", sent(failing), result="FAIL", kind="TEARDOWN"), result="FAIL"))
    assert test.steps == ()
    assert (test.app, test.swallowed) == (failing, 1)


def test_warning_hides_no_failed_keyword(tmp_path: Path) -> None:
    """If the record only warns, a failed keyword around it is listed."""
    test = only(tmp_path, case("Pay", kw("Teardown", sent(RECORD), result="FAIL", kind="TEARDOWN"), result="FAIL"))
    assert [step.name for step in test.steps] == ["Teardown"]


def test_setup_of_a_suite_in_which_only_the_app_sent_something_is_listed(tmp_path: Path) -> None:
    """A suite setup with app requests is listed, because the requests belong to no test."""
    setup = kw("Open", sent(RECORD), kind="SETUP")
    tests, _ = read(written(tmp_path, setup, case("Pay")))
    assert [(test.kind, test.app) for test in tests] == [("suite setup", RECORD), ("test", None)]


def test_setup_of_a_suite_in_which_nothing_was_sent_is_not_listed(tmp_path: Path) -> None:
    """A suite setup without requests has nothing to show."""
    tests, _ = read(written(tmp_path, kw("Open", sent(app_record()), kind="SETUP"), case("Pay")))
    assert [test.kind for test in tests] == ["test"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (('"version":1', '"version":9'), "it has version 9; only versions up to 1 can be read"),
        (("-->", ""), "it is cut off"),
        (('"sent":2', '"sent":"2"'), "its sent is damaged"),
        (('"sent":2', '"sent":2,"new":1'), "AppTrafficRecord.__init__() got an unexpected keyword argument 'new'"),
    ],
    ids=["version", "cut off", "type", "key"],
)
def test_record_that_cannot_be_read_is_noted(tmp_path: Path, damage: tuple[str, str], reason: str) -> None:
    """An unreadable record causes a note; the rest of the test is read."""
    message = app_record_comment(RECORD).replace(*damage)
    test = only(tmp_path, case("Pay", ui("Click Element"), sent(RECORD, message), told(record())))
    assert test.notes == (f"the log's record of the app's requests cannot be read: {reason}",)
    assert (test.app, test.ui_steps, len(test.outcomes)) == (None, 1, 1)


def test_records_of_a_test_are_joined(tmp_path: Path) -> None:
    """The records of a setup and its test are joined, with different request numbers."""
    first = app_record(app_request("GET /a -> 200", failed=False, swallowed=False), note="the proxy died")
    test = only(tmp_path, case("Pay", kw("Setup", sent(first), kind="SETUP"), sent(RECORD)))
    assert test.app is not None
    assert (test.app.sent, test.app.failed, test.app.swallowed, test.app.policy) == (3, 1, 1, "warn")
    assert sorted(request.number for request in test.app.requests) == [1, 2, 3]
    assert test.notes == ("the proxy died",)


def test_numbers_that_go_on_stay(tmp_path: Path) -> None:
    """Consecutive numbers stay unchanged."""
    later = app_record(app_request(number=3))
    assert [request.number for request in joined(RECORD, later).requests] == [1, 2, 3]


@pytest.mark.parametrize(
    ("policies", "policy", "counted"),
    [
        (("warn", "fail"), "fail", 2),
        (("fail", "warn"), "fail", 2),
        (("ignore", "warn"), "warn", 1),
        (("warn", "ignore"), "warn", 1),
        (("ignore", "ignore"), "ignore", 2),
        (("unheard of", "warn"), "warn", 2),
    ],
)
def test_strictest_policy_counts(policies: tuple[str, str], policy: str, counted: int) -> None:
    """The strictest policy counts, but ignored failures stay uncounted."""
    first, second = (app_record(app_request(), policy=name) for name in policies)
    both = joined(joined(None, first), second)
    assert (both.policy, both.swallowed) == (policy, counted)


def test_ignored_failures_are_listed_but_not_counted(tmp_path: Path) -> None:
    """With `on_swallowed: ignore`, failures are shown but not counted."""
    test = only(tmp_path, swallowing_test(policy="ignore", tags=()))
    assert test.app is not None
    assert [request.swallowed for request in test.app.requests] == [True]
    assert (test.swallowed, test.swallowed_requests) == (0, ())


def test_very_many_requests_are_bounded(tmp_path: Path) -> None:
    """Failures and writes are kept first, in chronological order; a note counts the rest."""
    plain = [
        app_request("GET /a -> 200", number=n, started=moment(n), failed=False, swallowed=False) for n in range(900)
    ]
    write = app_request("PUT /b -> 200", number=900, started=moment(900), failed=False, swallowed=False)
    bad = app_request(number=901, started=moment(901))
    first, second = app_record(*plain[:450], sent=9_000), app_record(*plain[450:], write, bad, sent=1_000)
    test = only(tmp_path, case("Pay", kw("Setup", sent(first), kind="SETUP"), sent(second)))
    assert test.app is not None
    lines = [request.line for request in test.app.requests]
    assert (len(lines), lines[-2:]) == (MOST_REQUESTS, ["PUT /b -> 200", "POST /checkout -> 500"])
    assert [request.started for request in test.app.requests] == sorted(item.started for item in test.app.requests)
    assert test.notes == (
        "9,500 of 10,000 app requests are not listed: swallowed and failed requests come first, then writes",
    )


def test_record_with_contradictory_numbers_is_read() -> None:
    """A record may list more requests than it counts."""
    assert joined(None, AppTrafficRecord(0, 0, requests=RECORD.requests)).requests == RECORD.requests
