"""The page of a test: its verdict, its lanes on one time scale, and the backend's answers."""

import pytest

from QuashLibrary.report.read.model import ShownOutcome
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record import CheckRecord
from utest.report.pages.conftest import Writing
from utest.report.pages.html_reader import Node
from utest.report.runs import HOLDS, at, attempt, error, failed, made, passed, step


def rows_of(page: Node) -> list[str]:
    """Return the lane of each row of a timeline."""
    rows = page.one("ol", kind="timeline").all("li", kind="row")
    return ["backend" if row.all("article") else "ui" for row in rows]


def test_head_shows_verdict_and_message(write: Writing) -> None:
    """The head also shows suites, documentation, tags and the test's place."""
    test = made(step(), failed(), suite=("Shop", "Orders"), doc="What is paid is stored.", tags=("smoke",))
    head = write(test).page().one("section", kind="verdict")
    assert head.one("h1").text == "Order Is Paid"
    assert head.one("p", kind="result").text.startswith("Silent failure @order-created failed: $.state should be")
    assert head.one("p", kind="where").text == "Shop › Orders"
    assert "What is paid is stored." in head.text
    assert "shop.robot:7" in head.text
    assert [tag.text for tag in head.one("ul", kind="tags").all("li")] == ["smoke"]


def test_lanes_follow_the_clock(write: Writing) -> None:
    """Steps and checks are in chronological order."""
    test = made(step("Pay", start=0.5), passed(start=1), failed("stock", start=2), step("Close", start=3))
    assert rows_of(write(test).page()) == ["ui", "backend", "backend", "ui"]


def test_step_shows_its_time_and_keywords(write: Writing) -> None:
    """A step shows its time since the start of the test, the keywords that ran it, and its duration."""
    page = write(made(step("Click Element", "id=pay", start=1.25, within=("Order Tea", "Pay")))).page()
    assert page.one("p", kind="within").text == "Order Tea › Pay"
    assert page.one("ul", kind="steps").one("li").text == "+1.25 s Click Element id=pay 100 ms"


def test_many_steps_are_folded_but_the_last_ones(write: Writing) -> None:
    """The last steps before a check are visible; the others are collapsed."""
    page = write(made(*(step(start=number / 10) for number in range(20)), passed(start=5))).page()
    [fold] = [item for item in page.all("details") if item.one("summary").text == "14 steps before, none failed"]
    assert len(fold.all("li")) == 14
    assert "open" not in fold.attributes


def test_failed_step_is_never_folded_away(write: Writing) -> None:
    """A failed step is shown with its message, and with a word in addition to its colour."""
    steps = [step(start=number / 10, status="FAIL" if number == 3 else "PASS", message="gone") for number in range(20)]
    page = write(made(*steps, passed(start=5))).page()
    [fold] = [item for item in page.all("details") if "1 failed" in item.one("summary").text]
    assert "open" in fold.attributes
    assert "Failed Click Element" in fold.text


def test_failed_check_shows_expected_and_found(write: Writing) -> None:
    """Failed checks come first, each with its state in words."""
    page = write(made(step(), failed())).page()
    rows = page.one("table", kind="checks").all("tr")
    assert [row.text for row in rows] == [
        "Check Expected Found State",
        '$.state "paid" "pending" failed',
        "status 200 200 holds",
    ]
    assert "The UI showed no failure: 3 UI steps ran before it, and none failed." in page.one("article").text


def test_hints_and_differences_are_next_to_their_check(write: Writing) -> None:
    """A check shows its hints and differences."""
    check = CheckRecord("$", "failed", "should be …", "was …", "is it the other one?", ("$.a: 1, was 2", "$.b: gone"))
    table = write(made(failed(checks=(check, HOLDS)))).page().one("table", kind="checks")
    assert "is it the other one?" in table.text
    assert [item.text for item in table.one("ul", kind="differences").all("li")] == ["$.a: 1, was 2", "$.b: gone"]


def test_failed_checks_name_their_lines(write: Writing) -> None:
    """The lines are below the table, where a path has room."""
    checks = [CheckRecord(f"$.{name}", "failed", "should be 1", "was 2", at="validations.yaml:8") for name in "ab"]
    page = write(made(step(), failed(checks=tuple(checks)))).page()
    facts = page.one("article").text
    assert facts.count("Expected in validations.yaml:8") == 1


def test_many_checks_that_hold_are_folded(write: Writing) -> None:
    """Checks that hold do not bury the failed check."""
    holding = tuple(CheckRecord(f"$.field{number}", "holds", "should be 1", "was 1") for number in range(10))
    failing = CheckRecord("$.state", "failed", 'should be "paid"', 'was "pending"')
    article = write(made(failed(checks=(*holding, failing)))).page().one("article")
    assert [len(table.all("tr")) - 1 for table in article.all("table")] == [1, 10]
    assert "10 checks hold" in [summary.text for summary in article.all("summary")]


def test_passed_check_is_short(write: Writing) -> None:
    """The card says when the validation passed; the rest is collapsed."""
    test = made(step(), ShownOutcome(passed(waited=2, fetched={"number": "A-17"}), lag=2.9))
    article = write(test).page().one("article")
    assert "passed 2.9 s after the UI step" in article.text
    assert article.one("summary").text == "1 check holds, checked 2 times"
    assert "number = A-17" in article.one("details").text


def test_error_shows_its_message(write: Writing) -> None:
    """An error has no checks, so the card shows its message."""
    article = write(made(step(), error())).page().one("article")
    assert article.one("pre", dir="auto").text == "GET http://127.0.0.1:8080/api/orders/A-17 -> connection refused"


def test_exchange_is_folded(write: Writing) -> None:
    """The exchange can be expanded to repeat the request."""
    [fold] = [item for item in write(made(failed())).page().all("details") if "Request and response" in item.text]
    assert "curl http://127.0.0.1:8080/api/orders/A-17" in fold.one("pre").text


def test_a_passed_check_shows_how_to_send_its_request_again(write: Writing) -> None:
    """The curl command is in the collapsed part if the exchange was not kept."""
    command = 'curl http://127.0.0.1:8080/api/orders/A-17 -H "Authorization: Bearer $SHOP_TOKEN"'
    folded = write(made(passed(command=command))).page().one("article").all("details")[0]
    assert "Reproduce with curl" in [summary.text for summary in folded.all("summary")]
    assert folded.one("pre").text == command
    assert "Reproduce with curl" not in write(made(passed())).page().one("main").text


def test_waterfall_draws_steps_attempts_and_when_it_passed(write: Writing) -> None:
    """Horizontal positions are in percent of the test's time."""
    test = made(step(start=0), ShownOutcome(passed(start=1, waited=4), lag=5.0), elapsed=10.0)
    fall = write(test).page().one("figure", kind="fall")
    assert fall.one("figcaption").text.startswith("1 UI step and 1 validation in 10 s.")
    track = fall.one("a", kind="track")
    assert track.attributes["href"] == "#outcome-1"
    assert track.one("text").text == "@order-created Passed after 5 s"
    assert [group.one("rect").attributes["x"] for group in track.all("g", kind="attempt")] == ["10.0%", "50.0%"]
    assert track.one("use").attributes["x"] == "51.0%"


def test_waterfall_is_readable_without_seeing_it(write: Writing) -> None:
    """A screen reader skips bars and axis, and reads an equivalent text."""
    fall = write(made(step(), passed())).page().one("figure", kind="fall")
    assert fall.one("svg").attributes["aria-label"]
    assert fall.one("svg").one("g", **{"aria-hidden": "true"}).all("rect")


def test_very_many_steps_are_drawn_as_few_bars(write: Writing) -> None:
    """A page with a thousand steps stays fast."""
    test = made(*(step(start=number / 20) for number in range(1_000)), elapsed=50.0)
    assert len(write(test).page().one("figure", kind="fall").all("g", kind="step-ui")) < 50


@pytest.mark.parametrize(
    "test",
    [
        made(started=None),
        made(step(started=None), started=None),
        made(step(start=0, elapsed=0.0), elapsed=0.0),
        made(passed(start=-5)),
        made(failed(attempts=(), exchange="", checks=())),
        made(failed(attempts=(attempt(20, "failed", first=3),))),
        made(passed(start=100_000, waited=500_000)),
    ],
    ids=["nothing", "no times", "no time", "before the test", "no attempts", "folded attempts", "days"],
)
def test_odd_times_do_not_prevent_a_page(write: Writing, test: object) -> None:
    """The page is written even if times are missing."""
    assert write(test).page().one("h1").text == "Order Is Paid"


def test_outcome_after_the_test_is_on_the_time_scale(write: Writing) -> None:
    """A late outcome of a watch is drawn inside the picture."""
    late = passed(start=2, became_true=at(20), attempts=(attempt(start=19.9),))
    page = write(made(step(), late, elapsed=3.0)).page()
    assert page.one("a", kind="track").one("use").attributes["x"] == "100.0%"


def test_problems_link_each_other(write: Writing) -> None:
    """A problem links the previous and the next problem; other tests are left out."""
    tests = [
        made(failed(), id="s1-t1", name="First"),
        made(passed(), id="s1-t2"),
        made(error(), id="s1-t3", name="Second"),
        made(step(status="FAIL"), id="s1-t4", name="Third"),
    ]
    written = write(*tests)
    assert [link.attributes["href"] for link in written.page("s1-t3").one("nav").all("a")] == [
        "../index.html",
        "s1-t1.html",
        "s1-t4.html",
    ]
    assert [link.attributes["href"] for link in written.page("s1-t2").one("nav").all("a")] == ["../index.html"]
    assert not written.page("s1-t4").all("a", rel="next")


def test_blind_spot_says_so(write: Writing) -> None:
    """The page of a blind spot says that a backend check is missing."""
    page = write(made(step())).page()
    assert page.one("p", kind="result").text == "Blind spot"
    assert "nothing checked the backend" in page.one("section", kind="verdict").text


def test_test_without_a_ui_has_one_lane(write: Writing) -> None:
    """A test without UI steps has no empty UI lane."""
    page = write(made(failed(silent=False))).page()
    assert page.one("ol", kind="timeline").attributes["class"] == "timeline alone"
    assert "UI: no step" in page.one("figure", kind="fall").text


def test_failure_of_the_ui_before_is_mentioned(write: Writing) -> None:
    """The card says that the UI had already failed."""
    article = write(made(step(status="FAIL"), failed(silent=False, ui_failed=True))).page().one("article")
    assert "the UI had already failed" in article.text


def test_head_shows_more_than_an_announcement(write: Writing) -> None:
    """If the first line only announces the reason, the head also shows the next line."""
    page = write(made(step(), status="FAIL", message="Parent suite teardown failed:\nNo such app\nat line 7")).page()
    assert page.one("p", kind="result").text == "Test failed Parent suite teardown failed: No such app"
    assert page.one("pre").text == "at line 7"


def test_try_of_a_wait_that_succeeded_is_not_a_failure(write: Writing) -> None:
    """The last outcome says how long after the UI step it passed."""
    tries = (ShownOutcome(failed(start=1), retried=True), ShownOutcome(passed(start=2), lag=2.0, after_tries=True))
    page = write(made(step(), *tries, status="PASS", message="")).page()
    first, last = (card.text for card in page.all("article"))
    assert "Retried" in first
    assert "Silent failure" not in page.text
    assert "passed 2 s after the UI step" in last


def test_the_card_names_missed_changes(write: Writing) -> None:
    """The details of a passed outcome name the missed changes."""
    changes = ChangesRecord(41, 38, 41, ("$.total + 1", "$.items one more"), ("$.customer",))
    card = write(made(step(), passed(changes=changes))).page("s1-t1").one("article")
    for text in ("38 of 41 changes noticed", "$.total + 1, $.items one more", "$.customer"):
        assert text in card.text
