"""The index: the verdict of the run first, then the tests to look at, then everything else."""

from pathlib import Path

import pytest

from QuashLibrary.report.read import model
from QuashLibrary.views.noticed_changes import ChangesRecord
from utest.report.pages.conftest import Writing
from utest.report.runs import app, error, failed, made, passed, step, swallowed

UI_ONLY = made(step(), id="s1-t2", name="Nobody Checks")
CHECKED = made(step(), passed(), id="s1-t3", name="All Is Well")
SILENT = made(step(), failed(), id="s1-t4", name="Payment Is Kept")
TWICE = made(step(), failed(), failed("stock"), id="s1-t10", name="Nothing Is Kept")
FAILED = made(failed(silent=False), id="s1-t5", name="Only The Backend")
ERROR = made(step(), error(), id="s1-t6", name="Nobody There")
BROKEN = made(step(status="FAIL"), id="s1-t7", name="App ListenerFailures", message="Element not found\nat line 7")
WARNED = made(step(), failed(silent=False, policy="warn"), id="s1-t8", name="Only A Warning")
SKIPPED = made(step(), id="s1-t9", name="Not Today", status="SKIP")


@pytest.mark.parametrize(
    ("tests", "sentence"),
    [
        ([SILENT, ERROR, CHECKED], "1 silent failure: the UI showed no failure, but the backend check failed"),
        ([TWICE, SILENT], "3 silent failures in 2 tests: the UI showed no failure, but the backend checks failed"),
        ([FAILED, ERROR, BROKEN], "The backend did not do what was expected in 1 test"),
        ([ERROR, BROKEN], "The backend could not be checked in 1 test, so what it did is unknown"),
        ([BROKEN, WARNED], "1 test failed, but not because of a backend validation"),
        ([WARNED, CHECKED], "Both tests passed, 1 with a warning about the backend"),
        ([CHECKED, CHECKED, CHECKED], "All 3 tests passed, and the backend agreed each time"),
        ([CHECKED], "The only test passed, and the backend agreed each time"),
        ([CHECKED, UI_ONLY], "Both tests passed, and every backend check agreed; 1 test has no backend check"),
        ([UI_ONLY, UI_ONLY], "Both tests passed, but only in the UI: no backend was checked"),
        ([CHECKED, SKIPPED], "1 of 2 tests passed, none failed, and the backend agreed each time"),
        ([SKIPPED], "No test passed and none failed"),
        ([], "No test ran"),
    ],
)
def test_verdict_of_a_run_is_one_sentence(write: Writing, tests: list[model.TestRun], sentence: str) -> None:
    """The sentence names the worst category in words that need no knowledge of the tests."""
    assert write(*tests).index.one("h1").text == sentence


@pytest.mark.parametrize(
    ("tests", "rest"),
    [
        ([SILENT], ""),
        ([SILENT, CHECKED, CHECKED, UI_ONLY],
         "Of 4 tests, 2 passed with a backend check and 1 passed without a backend check."),
        ([SILENT, ERROR, WARNED, BROKEN, UI_ONLY],
         "Of 5 tests, 1 passed without a backend check, 1 could not check the backend, "
         "1 failed for another reason and 1 had a warning."),
        ([CHECKED], ""),
    ],
)  # fmt: skip
def test_every_other_test_is_counted_once(write: Writing, tests: list[model.TestRun], rest: str) -> None:
    """Tests that passed without a backend check are counted separately from tests that passed with one."""
    paragraphs = write(*tests).index.one("section", kind="verdict").all("p")
    assert [text.text for text in paragraphs][: 1 if rest else 0] == ([rest] if rest else [])


def test_the_index_links_robots_log_if_there_is_one(write: Writing, tmp_path: Path) -> None:
    """The log is searched for next to the output."""
    test = made(step(), passed(), folder=tmp_path)
    assert not write(test).index.all("p", kind="log")
    (tmp_path / "log.html").touch()
    [place] = write(test).index.all("p", kind="log")
    assert place.one("a").attributes["href"] == "../log.html"


def test_a_row_begins_with_what_its_validation_means(write: Writing) -> None:
    """The description comes first; the reason does not repeat that the UI showed no failure."""
    test = made(step(), failed(description="What is paid is stored."), id="s1-t4")
    row = write(test).index.one("li", kind="problem")
    assert row.one("p", kind="what").text == "What is paid is stored."
    assert row.one("p", kind="reason").text.endswith('was "pending"')


def test_sections_are_in_order_of_importance(write: Writing) -> None:
    """Silent failures come first, then other failures, durations, blind spots, and all tests."""
    index = write(UI_ONLY, CHECKED, SILENT, FAILED, ERROR, BROKEN, WARNED).index
    assert [heading.text for heading in index.all("h2")] == [
        "Silent failures 1",
        "Failed backend checks 1",
        "Errors 1",
        "Warnings 1",
        "Other failed tests 1",
        "How long the backend took to reach the expected state",
        "Backend",
        "Blind spots 1",
        "All tests 7",
    ]


BLUNT = ChangesRecord(40, 10, 20, ("$.total + 1", *(f"$.x{number} null" for number in range(9))), ("$.customer",))
SHARP = ChangesRecord(40, 38, 40, ("$.note empty", "$.note another text"))


def test_expectations_that_miss_changes_are_listed(write: Writing) -> None:
    """The list has the missed changes, bluntest validation first, without validations that notice everything."""
    outcomes = [
        passed("sharp", changes=SHARP),
        passed("blunt", changes=BLUNT),
        passed("all", changes=ChangesRecord(9, 9, 9)),
    ]
    section = write(made(step(), *outcomes)).index.one("section", **{"aria-labelledby": "blunt"})
    assert section.one("h2").text == "Expectations that miss changes 2"
    first, second = section.one("tbody").all("tr")
    assert (first.one("th").text, second.one("th").text) == ("@blunt", "@sharp")
    assert "10 of 40 changes noticed" in first.text
    assert [item.text for item in second.all("li")] == ["$.note empty", "$.note another text"]
    names = [item.text for item in first.all("li")]
    assert (names[0], names[9], names[-1]) == ("$.total + 1", "$.x8 null", "$.customer")
    assert first.one("summary").text == "2 more"


def test_a_run_without_a_measurement_has_no_such_section(write: Writing) -> None:
    """A run without mutation has no such section."""
    assert not write(CHECKED).index.all("section", **{"aria-labelledby": "blunt"})


def test_problem_is_named_with_its_reason_and_links_its_page(write: Writing) -> None:
    """The list shows what happened and links the page with details."""
    problem = write(SILENT).index.one("li", kind="problem")
    assert problem.one("a").text == "Payment Is Kept"
    assert problem.one("a").attributes["href"] == "tests/s1-t4.html"
    assert problem.one("p", kind="reason").text.startswith('@order-created failed: $.state should be "paid"')


def test_test_that_failed_without_a_check_has_the_first_line_of_its_message(write: Writing) -> None:
    """The index shows only the first line; the rest is on the test's page."""
    assert write(BROKEN).index.one("p", kind="reason").text == "Element not found"


def test_tests_with_the_same_reason_are_one_item(write: Writing) -> None:
    """The most frequent reason comes first, and each reason appears once."""
    down = [made(step(), error(), id=f"s1-t{number}", name=f"Test {number}") for number in range(1, 9)]
    other = made(step(), error("stock"), id="s1-t9", name="Test 9")
    first, second = write(other, *down).index.all("li", kind="problem")
    assert first.one("h3").text == "@order-created error: connection refused by 127.0.0.1:8080"
    assert [link.text for link in first.all("a")] == [f"Test {number}" for number in range(1, 9)]
    assert first.one("summary").text == "3 more"
    assert second.one("h3").text == "Test 9"


def test_silent_failure_shows_what_the_app_showed(write: Writing, tmp_path: Path) -> None:
    """The index shows the app's screen at the silent failure."""
    (tmp_path / "screen.png").touch()
    shown = model.ShownOutcome(failed(), screenshot=model.Picture(link="screen.png"))
    held = model.ShownOutcome(failed(), screenshot=model.Picture(data=b"png"))
    index = write(made(shown, folder=tmp_path), made(held, id="s1-t2", message="x")).index
    [picture] = index.all("img")
    assert picture.attributes["src"] == "../screen.png"


def test_very_many_validations_are_folded(write: Writing) -> None:
    """Only the slowest validations are shown expanded."""
    tests = [
        made(step(), model.ShownOutcome(passed(f"check-{number}", waited=1), lag=number), id=f"s1-t{number}")
        for number in range(1, 21)
    ]
    first, rest = write(*tests).index.all("table")[:2]
    assert [len(table.all("tr")) - 1 for table in (first, rest)] == [12, 8]
    assert first.all("tr")[1].one("th").text == "@check-20"


def test_shares_link_the_sections(write: Writing) -> None:
    """Each category has a number, a shape, a word and a link."""
    index = write(SILENT, CHECKED, CHECKED, UI_ONLY).index
    links = index.one("nav", kind="shares").all("a")
    assert [link.text for link in links] == ["1 Silent failure", "1 Blind spot", "2 Passed"]
    anchors = {node.attributes["id"] for node in index.walk() if "id" in node.attributes}
    assert all(link.attributes["href"][1:] in anchors for link in links)


def test_durations_are_next_to_each_bar(write: Writing) -> None:
    """The row shows median, maximum, how often it passed at once, and the slowest test."""
    late = [
        made(
            step(),
            model.ShownOutcome(passed(waited=wait), lag=wait),
            id=f"s1-t{wait}",
            name=f"Waits {wait}",
        )
        for wait in (1, 2, 9)
    ]
    row = write(CHECKED, *late).index.all("tr")[1]
    assert [cell.text for cell in row.all("td")][1:] == [
        "Passed at once 1 ×",
        "Passed after median 2 s, max 9 s in Waits 9",
    ]


def test_strip_has_an_equivalent_text(write: Writing) -> None:
    """The strip has a text that says the same."""
    tests = [made(step(), passed(start=number), id=f"s1-t{number}") for number in range(3)]
    strip = write(*tests, made(step(), failed(start=5), id="s1-t5")).index.one("svg", kind="strip")
    assert strip.attributes["aria-label"] == "In chronological order: 3 × passed, silent failure"
    assert len(strip.all("rect")) == 4


def test_unknown_verdict_counts_as_an_error(write: Writing) -> None:
    """A damaged record does not prevent a report."""
    index = write(made(step(), failed(verdict="pased", silent=False), status="FAIL")).index
    assert "1 use: 1 error" in index.one("section", **{"aria-labelledby": "truth"}).text


def test_blind_spots_say_what_to_do(write: Writing) -> None:
    """The list of blind spots comes with advice."""
    index = write(UI_ONLY, CHECKED).index
    section = index.one("section", kind="k-blind")
    assert "Add a validation after the step that matters" in section.text
    assert [link.text for link in section.all("a")] == ["Nobody Checks"]


@pytest.mark.parametrize(
    ("others", "sentence"), [(0, ""), (1, "1 more test has no backend"), (2, "2 more tests have no backend")]
)
def test_heading_of_blind_spots_agrees_with_the_legend(write: Writing, others: int, sentence: str) -> None:
    """Both count each test once in its worst category: a swallowed failure is worse than a blind spot."""
    unseen = [made(step(), app=app(swallowed()), id=f"s1-t{number}") for number in range(7, 7 + others)]
    index = write(UI_ONLY, CHECKED, *unseen).index
    section = index.one("section", kind="k-blind")
    legend = index.one("nav", kind="shares").one("li", kind="k-blind")
    assert section.one("span", kind="number").text == legend.one("b").text == "1"
    assert [link.text for link in section.all("a")] == ["Nobody Checks"]
    assert ("more test" in section.text) == bool(others)
    assert sentence in section.text


def test_notes_are_at_the_top(write: Writing) -> None:
    """Notes on an incomplete report are at the top."""
    cut = made(step(), id="s1-t2", name="Cut Off", notes=("the output ends in the middle of this test",))
    notes = write(cut, notes=("output.xml is cut off.",)).index.one("section", kind="notes")
    assert [item.text for item in notes.all("li")] == [
        "output.xml is cut off.",
        "Cut Off : the output ends in the middle of this test",
    ]


def test_setup_of_a_suite_is_marked_as_such(write: Writing) -> None:
    """A suite setup may fail silently like a test, and is labelled."""
    setup = made(step(), failed(), id="s1-setup", name="Prepare Shop", kind="suite setup")
    index = write(setup, CHECKED).index
    assert index.one("li", kind="problem").one("a").text == "Suite setup: Prepare Shop"
    assert index.one("h1").text.startswith("1 silent failure:")


def test_setup_of_a_suite_does_not_count_as_a_test(write: Writing) -> None:
    """A suite setup is counted separately from tests."""
    setup = made(step(), id="s1-setup", name="Prepare Shop", kind="suite setup")
    [group] = write(setup, CHECKED).index.all("details", kind="group")
    assert group.one("span", kind="counts").text == "1 test and setup: 1 passed"


def test_thousand_tests_make_a_small_index(write: Writing) -> None:
    """Passed tests are collapsed by suite, and the page stays below half a megabyte."""
    tests = [
        made(
            step(),
            *([failed()] if number % 50 == 0 else [passed()] if number % 3 else []),
            id=f"s1-s{number // 40}-t{number}",
            name=f"Customer Can Do Thing Number {number}",
            suite=("Shop Acceptance", f"Area {number // 40}"),
        )
        for number in range(1_000)
    ]
    written = write(*tests)
    assert (written.folder / "index.html").stat().st_size < 500_000
    folded = [item for item in written.index.all("details", kind="group") if "open" not in item.attributes]
    assert len(folded) == 50
    assert len(written.pages) == 1_000
