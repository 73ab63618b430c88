"""The verdict of a run in which the app's own requests failed claims only what was seen."""

from pathlib import Path

import pytest

from QuashLibrary.report.read import model
from QuashLibrary.report.summary.statistics import SummaryBuilder, entry_of
from QuashLibrary.report.summary.verdicts import CATEGORIES, short_verdict, verdict
from utest.report.outputs import app_request, case, kw, read, swallowing_test, told, written
from utest.report.outputs import record as outcome
from utest.report.runs import app, error, failed, made, passed, request, step, summed, swallowed

SILENT = made(step(), failed(), name="Silent")
SWALLOWED = made(step(), app=app(swallowed()), name="Swallowed")
TWICE = made(step(), app=app(swallowed(), swallowed("PUT /cart -> 503")), name="Twice")
BOTH = made(step(), failed(), app=app(swallowed()), name="Both")
IGNORED = made(step(), passed(), app=app(swallowed(), policy="ignore"), name="Ignored")
FINE = made(step(), passed(), app=app(request()), name="Fine")
RETRIED = made(step(), passed(), app=app(request("GET /cart -> 503"), request("GET /cart -> 200")), name="Retried")
NOT_SHOWN = "failed, but the UI did not show them"


@pytest.mark.parametrize(
    ("tests", "sentence"),
    [
        ([SWALLOWED, FINE], "1 swallowed failure: an app request failed, but the UI did not show it"),
        ([SWALLOWED, SWALLOWED], f"2 swallowed failures: app requests {NOT_SHOWN}"),
        ([TWICE], f"2 swallowed failures in 1 test: app requests {NOT_SHOWN}"),
        (
            [BOTH],
            f"1 silent failure and 1 swallowed failure in 1 test: a backend check and an app request {NOT_SHOWN}",
        ),
        (
            [SILENT, SWALLOWED],
            f"1 silent failure and 1 swallowed failure: a backend check and an app request {NOT_SHOWN}",
        ),
        (
            [SILENT, BOTH, TWICE],
            f"2 silent failures and 3 swallowed failures in 3 tests: backend checks and app requests {NOT_SHOWN}",
        ),
        ([IGNORED, RETRIED], "Both tests passed, and the backend agreed each time"),
    ],
)
def test_sentence_claims_no_more_than_was_seen(tests: list[model.TestRun], sentence: str) -> None:
    """The sentence names silent and swallowed failures, each with its number."""
    assert verdict(summed(tests)).sentence == sentence


@pytest.mark.parametrize(
    ("tests", "phrase"),
    [
        ([SILENT, BOTH, TWICE], "2 silent failures, 3 swallowed"),
        ([SWALLOWED, FINE], "1 swallowed failure"),
        ([SILENT, made(step(), error(), name="Error")], "1 silent failure, 1 error"),
        ([made(step(), failed(silent=False), name="Failed")], "1 test failed a backend check"),
        ([FINE, IGNORED], "2 tests confirmed by the backend"),
        ([made(step(), name="Blind")], "no backend check"),
    ],
)
def test_the_console_has_the_verdict_in_a_few_words(tests: list[model.TestRun], phrase: str) -> None:
    """The worst category comes first; a clean run says how many tests were checked."""
    assert short_verdict(summed(tests)) == phrase


def test_swallowed_failures_come_right_after_silent_ones() -> None:
    """Swallowed failures are shown right after silent failures."""
    assert list(CATEGORIES)[:4] == ["unusable", "silent", "swallowed", "failed"]


@pytest.mark.parametrize(
    ("test", "category"),
    [
        (SWALLOWED, "swallowed"),
        (BOTH, "silent"),
        (IGNORED, "passed"),
        (made(step(), app=app(request())), "blind"),
        (made(step(), error(), app=app(swallowed())), "swallowed"),
        (made(step(), status="FAIL", app=app(swallowed(), policy="fail")), "swallowed"),
        (RETRIED, "passed"),
    ],
)
def test_test_is_in_the_worst_category(test: model.TestRun, category: str) -> None:
    """A test with app requests but without a validation is still a blind spot."""
    assert entry_of(test).category == category


def test_entry_says_both() -> None:
    """The entry has the backend's reason and the failed request."""
    entry = entry_of(BOTH)
    assert (entry.silent, entry.swallowed) == (1, 1)
    assert entry.reason.startswith("@order-created failed")
    assert entry.swallowed_line == "POST /checkout -> 500, at Click Element    id=pay"


def test_swallowed_failure_is_a_problem_of_a_test_that_passed() -> None:
    """Such a test is also a blind spot, because nothing checked the backend."""
    entry = entry_of(SWALLOWED)
    assert (entry.status, entry.is_problem, entry.blind_spot) == ("PASS", True, True)
    assert entry.reason == entry.swallowed_line


def test_swallowed_failure_is_the_reason_before_a_warning() -> None:
    """The reason matches the category of the test."""
    warned = failed(silent=False, policy="warn")
    assert entry_of(made(step(), warned, app=app(swallowed()))).reason.startswith("POST /checkout -> 500")


def test_failure_that_is_not_listed_is_announced_by_the_message() -> None:
    """If the record lists no requests, its message is the reason."""
    entry = entry_of(made(step(), app=app(sent=9, failed=3, swallowed=3, policy="warn", message="3 failed\nmore")))
    assert (entry.swallowed, entry.reason) == (3, "3 failed")


def test_tag_shows_what_was_removed(tmp_path: Path) -> None:
    """The tag counts only if `--removekeywords` removed the record."""
    bare = case("Bare", tags=("swallowed-failure",), message="Backend warning: POST /checkout -> 500")
    [removed, whole, several], _ = read(
        written(tmp_path, bare, swallowing_test(number=2), swallowing_test(app_request(), app_request(), number=3))
    )
    assert [entry_of(test).swallowed for test in (removed, whole, several)] == [1, 1, 2]
    assert entry_of(removed).reason == "Backend warning: POST /checkout -> 500"


def test_other_failures_are_counted_as_well(tmp_path: Path) -> None:
    """The second sentence counts the other categories."""
    other = case("Other", kw("Fail", result="FAIL"), number=2, result="FAIL")
    checked = case("Checked", told(outcome()), number=3)
    builder = SummaryBuilder()
    for test in read(written(tmp_path, swallowing_test(), other, checked))[0]:
        builder.add(test)
    assert verdict(builder.summary(model.RunInfo("Shop", ()))).rest == (
        "Of 3 tests, 1 passed with a backend check and 1 failed for another reason."
    )
