"""Runs as read from outputs: tests, steps, outcomes, and notes on what is unknown."""

import re
from pathlib import Path

import pytest

from QuashLibrary.report.read.bounded_steps import MOST_OUTCOMES, MOST_STEPS
from QuashLibrary.report.read.model import Picture
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.views.record import AttemptRecord, record_comment
from utest.report.outputs import (
    blind_test,
    case,
    kw,
    moment,
    msg,
    order_test,
    read,
    record,
    robot,
    suite,
    told,
    ui,
    written,
)

REMOVED = '*HTML*<span class="robot-note">Content removed using the --removekeywords option.</span>'

ROBOT_6 = """\
<?xml version="1.0" encoding="UTF-8"?>
<robot generator="Robot 6.0 (Python 3.10.0 on linux)" generated="20230101 12:00:09.000" rpa="false" schemaversion="3">
<suite id="s1" name="Shop" source="/suites/shop.robot">
<test id="s1-t1" name="Look" line="2">
<kw name="Log In" type="SETUP">
<kw name="Input Text" library="AppiumLibrary">
<arg>id=user</arg><arg>ada</arg>
<msg timestamp="20230101 12:00:01.000" level="INFO">Typing</msg>
<status status="PASS" starttime="20230101 12:00:01.000" endtime="20230101 12:00:01.500"/>
</kw>
<status status="PASS" starttime="20230101 12:00:01.000" endtime="20230101 12:00:01.600"/>
</kw>
<for flavor="IN"><iter><kw name="Click Element" library="AppiumLibrary"><arg>id=pay</arg>
<msg timestamp="20230101 12:00:02.000" level="INFO" html="true">&lt;img src="shot.png"&gt;</msg>
<status status="PASS" starttime="20230101 12:00:02.000" endtime="20230101 12:00:02.250"/></kw>
<status status="PASS" starttime="20230101 12:00:02.000" endtime="20230101 12:00:02.250"/></iter>
<status status="PASS" starttime="20230101 12:00:02.000" endtime="20230101 12:00:02.250"/></for>
<tag>smoke</tag>
<status status="PASS" starttime="20230101 12:00:01.000" endtime="20230101 12:00:03.000"/>
</test>
<status status="PASS" starttime="20230101 12:00:00.000" endtime="20230101 12:00:04.000"/>
</suite>
</robot>
"""
ROBOT_3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<robot generated="20190101 12:00:09.000" generator="Robot 3.1.2 (Python 3.7.0 on linux)">
<suite id="s1" name="Shop" source="/suites/shop.robot">
<test id="s1-t1" name="Look">
<kw name="${i} IN RANGE [ 2 ]" type="for"><kw name="${i} = 0" type="foritem">
<kw name="Click Element" library="AppiumLibrary"><doc>Clicks.</doc>
<arguments><arg>id=pay</arg></arguments>
<msg timestamp="20190101 12:00:02.000" level="INFO" html="yes">&lt;img src="shot.png"&gt;</msg>
<status status="PASS" starttime="20190101 12:00:02.000" endtime="20190101 12:00:02.250"></status></kw>
<status status="PASS" starttime="20190101 12:00:02.000" endtime="20190101 12:00:02.250"></status></kw>
<status status="PASS" starttime="20190101 12:00:02.000" endtime="20190101 12:00:02.250"></status></kw>
<tags><tag>smoke</tag></tags>
<status status="PASS" critical="yes" starttime="20190101 12:00:01.000" endtime="20190101 12:00:03.000"></status>
</test>
<status status="PASS" starttime="20190101 12:00:00.000" endtime="20190101 12:00:04.000"></status>
</suite>
</robot>
"""


def test_run_has_name_and_times(tmp_path: Path) -> None:
    """A run lasts from the start of its first test to the end of the last one."""
    _, info = read(written(tmp_path, case("One"), case("Two", number=2, start=5, elapsed=2)))
    assert (info.name, info.generator) == ("Shop", "Robot 7.5")
    assert (info.started, info.elapsed) == (moment(0), 7)


def test_test_has_its_place_and_verdict(tmp_path: Path) -> None:
    """A test has its suites, source, line, status and slugs."""
    [test], _ = read(written(tmp_path, order_test()))
    assert test.full_name == "Shop.Order"
    assert (test.source, test.line) == ("/suites/shop.robot", 1)
    assert test.status == "FAIL"
    assert test.slugs == ("order-created",)


def test_outcome_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The outcome's record is read back unchanged from the log."""
    outcome = record(verdict="failed", silent=True, ui_steps=1, last_ui_step="Click Element    id=pay")
    [test], _ = read(written(tmp_path, order_test()))
    assert [shown.record for shown in test.outcomes] == [outcome]
    assert len(test.silent_failures) == 1


def test_evidence_of_an_outcome_is_linked(tmp_path: Path) -> None:
    """The screenshot and page source of an outcome are linked."""
    markup = '<img src="quash/a.png"><a href="quash/a.xml">page source</a>'
    [test], _ = read(written(tmp_path, case("One", told(record(), markup))))
    [shown] = test.outcomes
    assert shown.screenshot == Picture("quash/a.png")
    assert shown.page_source == "quash/a.xml"


def test_links_start_from_the_log(tmp_path: Path) -> None:
    """Links are relative to the output's folder, unless the log is elsewhere."""
    path = written(tmp_path, case("One"))
    assert [test.folder for test in RunReader([path]).tests()] == [tmp_path]
    assert [test.folder for test in RunReader([path], links_from=tmp_path / "log").tests()] == [tmp_path / "log"]


def test_lag_begins_with_the_end_of_the_ui_step(tmp_path: Path) -> None:
    """The lag starts at the end of the UI step before the validation."""
    step = ui("Click Element", start=1, elapsed=0.5)
    [test], _ = read(written(tmp_path, case("One", step, told(record()))))
    assert test.outcomes[0].lag == pytest.approx(0.6)


def test_lag_is_not_known_without_ui_step(tmp_path: Path) -> None:
    """Without a UI step the lag is unknown."""
    [test], _ = read(written(tmp_path, case("One", told(record()))))
    assert test.outcomes[0].lag is None


def test_ui_steps_inside_ui_steps_are_part_of_them(tmp_path: Path) -> None:
    """A UI step inside another UI step does not count separately."""
    step = ui("Click Element", parts=(ui("Capture Page Screenshot", parts=(msg('<img src="a.png">'),)),))
    [test], _ = read(written(tmp_path, case("One", kw("Log In", step))))
    [listed] = test.steps
    assert (listed.name, listed.owner, listed.within) == ("Click Element", "AppiumLibrary", ("Log In",))
    assert listed.pictures == (Picture("a.png"),)
    assert test.ui_steps == 1


def test_other_steps_are_listed_if_they_fail(tmp_path: Path) -> None:
    """Only the innermost failed keyword is listed."""
    failing = kw("Should Be Equal", owner="BuiltIn", result="FAIL", message="1 != 2")
    [test], _ = read(written(tmp_path, case("One", kw("Log", owner="BuiltIn"), kw("Mine", failing, result="FAIL"))))
    assert [(step.lane, step.name, step.message) for step in test.steps] == [("other", "Should Be Equal", "1 != 2")]


def test_steps_of_an_outcome_are_not_steps_of_the_test(tmp_path: Path) -> None:
    """The child steps of a validation are not listed as steps."""
    child = kw("› $.state should be paid", owner="QuashLibrary", result="FAIL", message="was pending")
    check = told(record(verdict="failed")).replace("<msg", f"{child}<msg", 1)
    [test], _ = read(written(tmp_path, case("One", check, result="FAIL")))
    assert test.steps == ()


def test_blind_spot_is_a_test_without_a_backend_check(tmp_path: Path) -> None:
    """A blind spot is a test that passed with UI steps but without a validation."""
    tests = (blind_test(), case("No UI", kw("Log"), number=2), order_test(number=3))
    assert [test.blind_spot for test in read(written(tmp_path, *tests))[0]] == [True, False, False]


def test_failed_test_is_not_a_blind_spot(tmp_path: Path) -> None:
    """A failed test is not a blind spot."""
    [test], _ = read(written(tmp_path, case("One", ui("Click Element", result="FAIL"), result="FAIL")))
    assert not test.blind_spot


def test_setup_of_a_suite_is_an_entry_of_its_own(tmp_path: Path) -> None:
    """A suite setup with UI steps or outcomes is a separate entry."""
    setup = kw("Open The App", ui("Open Application"), told(record()), kind="SETUP")
    tests, _ = read(written(tmp_path, setup, case("One")))
    assert [(test.kind, test.name, test.id) for test in tests] == [
        ("suite setup", "Open The App", "s1-setup"),
        ("test", "One", "s1-t1"),
    ]


def test_setup_of_a_suite_without_interest_is_left_out(tmp_path: Path) -> None:
    """A suite setup that used neither the UI nor a backend is left out."""
    tests, _ = read(written(tmp_path, kw("Prepare", kind="SETUP"), case("One")))
    assert [test.name for test in tests] == ["One"]


@pytest.mark.parametrize("text", [ROBOT_6, ROBOT_3], ids=["Robot 6", "Robot 3"])
def test_older_outputs_are_read(tmp_path: Path, text: str) -> None:
    """Outputs of Robot Framework 3 and 6 are read."""
    path = tmp_path / "output.xml"
    path.write_text(text, encoding="utf-8")
    [test], info = read(path)
    assert test.steps[-1].args == ("id=pay",)
    assert test.steps[-1].elapsed == 0.25
    assert test.steps[-1].pictures == (Picture("shot.png"),)
    assert (test.tags, test.elapsed, test.blind_spot) == (("smoke",), 2.0, True)
    assert info.elapsed == 4.0


def test_shards_are_one_run(tmp_path: Path) -> None:
    """Tests from several outputs get different ids."""
    one, other = written(tmp_path, case("One"), name="a.xml"), written(tmp_path, case("Two"), name="b.xml")
    tests, info = read(one, other)
    assert [(test.id, test.name) for test in tests] == [("1-s1-t1", "One"), ("2-s1-t1", "Two")]
    assert info.name == "Shop"


def test_a_rerun_that_was_not_merged_is_noted(tmp_path: Path) -> None:
    """A test in two outputs causes a note; two tests with one name in the same output do not."""
    first = written(tmp_path, case("One"), case("Two"), case("Two"), name="first.xml")
    rerun = written(tmp_path, case("One"), name="rerun.xml")
    tests, info = read(first, rerun)
    assert len(tests) == 4
    assert info.notes == (
        '1 test is in several outputs and counted each time, for example "Shop.One". '
        f"If one output is a rerun, merge it first: rebot --merge --output merged.xml {first} {rerun}",
    )
    assert len(read(first)[0]) == 3


def test_truncated_output_has_notes(tmp_path: Path) -> None:
    """Tests before the end are complete; the open test has a note."""
    whole = robot(suite("Shop", case("One"), order_test(number=2)))
    path = tmp_path / "output.xml"
    path.write_text(whole[: whole.index("<tag>")], encoding="utf-8")
    tests, info = read(path)
    assert [(test.name, test.status) for test in tests] == [("One", "PASS"), ("Order", "NOT RUN")]
    assert tests[1].notes == ("the output ends in the middle of this test",)
    assert len(tests[1].outcomes) == 1
    [note] = info.notes
    assert note.startswith("output.xml is truncated")


def test_removed_keywords_are_noted(tmp_path: Path) -> None:
    """The notes contain Robot's own words and the validations without an outcome."""
    gone = kw("Log In", result="PASS", message=REMOVED)
    [test], _ = read(written(tmp_path, case("One", gone, gone, tags=("@order-created",))))
    assert test.notes == (
        "Content removed using the --removekeywords option: 2 times",
        "the log has no outcome of @order-created: it was removed or not logged",
    )
    assert not test.blind_spot


def test_record_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    """A truncated record causes a note."""
    cut = kw("@order-created", msg('<p>x</p><!--quash {"version": 2'))
    [test], info = read(written(tmp_path, case("One", cut)))
    assert test.notes == ("the log's record of an outcome cannot be read: it is cut off",)
    assert info.notes == ()


def test_text_that_looks_like_a_record_is_none(tmp_path: Path) -> None:
    """Only HTML messages can contain records, so a backend cannot forge them."""
    [test], _ = read(written(tmp_path, case("One", kw("Log", msg('<!--quash {"version": 1}-->', html=False)))))
    assert test.outcomes == ()
    assert test.notes == ()


def test_very_many_steps_are_bounded(tmp_path: Path) -> None:
    """All steps are counted; the first steps and those next to outcomes are listed."""
    many = [ui("Click Element", f"id={number}") for number in range(MOST_STEPS + 500)]
    [test], _ = read(written(tmp_path, case("One", *many, told(record()), ui("Click Element", "id=last"))))
    assert test.ui_steps == MOST_STEPS + 501
    assert MOST_STEPS < len(test.steps) < MOST_STEPS + 50
    assert test.steps[-1].args == (f"id={MOST_STEPS + 499}",)
    assert any("are not listed" in note for note in test.notes)


def test_names_with_markup_and_emoji_are_kept(tmp_path: Path) -> None:
    """Names with markup, emoji and right-to-left text stay unchanged."""
    name = 'Pay <b>now</b> & "go" 🛒 שלום'
    [test], _ = read(written(tmp_path, case(name, ui("Click Element", "text=<ok>"))))
    assert test.name == name
    assert test.steps[0].args == ("text=<ok>",)


@pytest.mark.parametrize("elapsed", ["nan", "inf", "1e400", "1e300", "-1", "soon", ""])
def test_damaged_duration_is_none(tmp_path: Path, elapsed: str) -> None:
    """A damaged duration counts as 0, and the rest of the test is read."""
    path = written(tmp_path, blind_test())
    damaged = re.sub(r'elapsed="[^"]*"', f'elapsed="{elapsed}"', path.read_text(encoding="utf-8"))
    path.write_text(damaged, encoding="utf-8")
    [[test], info] = read(path)
    assert (test.elapsed, test.ui_steps, info.elapsed) == (0.0, 1, 0.0)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59", "yesterday"])
def test_damaged_moment_is_none(tmp_path: Path, moment: str) -> None:
    """A moment at either end of the calendar counts as unknown."""
    path = written(tmp_path, blind_test())
    damaged = re.sub(r'start="[^"]*"', f'start="{moment}"', path.read_text(encoding="utf-8"))
    path.write_text(damaged, encoding="utf-8")
    [[test], info] = read(path)
    assert (test.started, info.started) == (None, None)


def test_keywords_may_be_nested_deeply(tmp_path: Path) -> None:
    """Deeply nested keywords are read."""
    deep = 2_000
    step = '<kw name="Again">' * deep + ui("Click Element", "id=pay") + "</kw>" * deep
    [[test], _] = read(written(tmp_path, case("Deep", step)))
    assert len(test.steps[0].within) == deep


def test_damaged_line_is_none(tmp_path: Path) -> None:
    """A line number with too many digits counts as unknown."""
    path = written(tmp_path, blind_test())
    path.write_text(path.read_text(encoding="utf-8").replace('line="1"', f'line="{"9" * 5_000}"'), encoding="utf-8")
    [[test], _] = read(path)
    assert test.line == 0


def test_every_test_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Tests with the same id get unique ids, so each test has its own page."""
    tests, _ = read(written(tmp_path, case("One"), case("Two"), case("Three")))
    assert [test.id for test in tests] == ["s1-t1", "s1-t1-2", "s1-t1-3"]


def wait(*tries: str, result: str = "PASS") -> str:
    """Return a `Wait Until Keyword Succeeds` with its tries."""
    return kw("Wait Until Keyword Succeeds", *tries, owner="BuiltIn", result=result, start=1)


def tried(verdict: str, second: float, **more: object) -> str:
    """Return a use of a validation in a try of a wait."""
    attempt = AttemptRecord(1, 1, moment(second), moment(second + 0.1), 0.1, verdict, "")
    true = moment(second + 0.1) if verdict == "passed" else None
    given = {"silent": verdict == "failed", "ui_steps": 1, "attempts": (attempt,), "became_true": true, **more}
    return told(record(verdict=verdict, started=moment(second), **given))


def test_of_several_tries_the_last_one_counts(tmp_path: Path) -> None:
    """Only the last try of a successful wait counts, with the lag since the UI step before the first try."""
    body = (ui("Click Element", start=1), wait(tried("failed", 2), tried("error", 3), tried("passed", 4)))
    [[test], _] = read(written(tmp_path, case("Waits", *body)))
    assert [(shown.retried, shown.missed, shown.silent) for shown in test.outcomes] == [
        (True, False, False),
        (True, False, False),
        (False, False, False),
    ]
    last = test.outcomes[-1]
    assert (last.at_once, last.lag) == (False, pytest.approx(3.0))


def test_wait_that_repeats_the_step_of_the_ui_finds_it_true_at_once(tmp_path: Path) -> None:
    """A wait that repeats the UI step passes at once after the repeated step."""
    first = (ui("Click Element", start=1), tried("failed", 2))
    body = wait(*first, ui("Click Element", start=3), tried("passed", 4))
    [[test], _] = read(written(tmp_path, case("Waits", body)))
    assert [(shown.retried, shown.at_once) for shown in test.outcomes] == [(True, False), (False, True)]


@pytest.mark.parametrize(("result", "policy"), [("FAIL", "fail"), ("PASS", "warn")])
def test_wait_that_fails_or_warns_hides_nothing(tmp_path: Path, result: str, policy: str) -> None:
    """The tries of a failed wait or of warnings count separately."""
    body = (ui("Click Element", start=1), wait(tried("failed", 2, policy=policy), result=result))
    [[test], _] = read(written(tmp_path, case("Waits", *body, result=result)))
    assert [shown.silent for shown in test.outcomes] == [True]


def test_watch_that_ends_in_a_wait_is_not_a_try(tmp_path: Path) -> None:
    """A watch that ends inside a wait is not a try of that wait."""
    outcome = record(verdict="failed", silent=True, ui_steps=1)
    placed = kw("› known", kw("› @order-created failed", msg(record_comment(outcome)), result="FAIL"))
    [[test], _] = read(written(tmp_path, case("Watches", wait(placed), result="FAIL")))
    assert [shown.retried for shown in test.outcomes] == [False]


def test_failure_that_a_test_catches_is_marked(tmp_path: Path) -> None:
    """A failure in a test that passed is marked as caught."""
    body = kw("Run Keyword And Ignore Error", tried("error", 2), owner="BuiltIn")
    [[test], _] = read(written(tmp_path, case("Catches", body)))
    [shown] = test.outcomes
    assert (shown.caught, shown.soft, shown.missed) == (True, True, True)


def test_first_message_of_a_ui_step_is_kept(tmp_path: Path) -> None:
    """The first message contains the value of a locator variable."""
    said = (msg("Clicking element 'id=pay'.", html=False), msg("done", html=False))
    [[test], _] = read(written(tmp_path, case("One", ui("Click Element", "${PAY}", parts=said))))
    assert test.steps[0].first_message == "Clicking element 'id=pay'."


def test_very_many_outcomes_are_bounded(tmp_path: Path) -> None:
    """If there are very many outcomes, the first ones and those that did not pass are kept."""
    many = [told(record(verdict="failed" if number % 100 == 0 else "passed")) for number in range(1, 2 * MOST_OUTCOMES)]
    [[test], _] = read(written(tmp_path, case("One", *many)))
    assert len(test.outcomes) == MOST_OUTCOMES + 4
    assert test.notes == (
        f"495 outcomes are not listed: after the first {MOST_OUTCOMES}, only those that did not pass are",
    )
