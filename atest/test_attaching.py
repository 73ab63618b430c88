"""Attachments: registries run validations at steps and tests of suites that don't mention them."""

import re
import shutil
from pathlib import Path

import pytest

from atest.output_reader import Step, Test
from atest.robot_process import REGISTRIES, Robot, Run

STEPS = REGISTRIES / "attaching" / "steps.yaml"
TESTS = REGISTRIES / "attaching" / "tests.yaml"


@pytest.fixture(scope="module")
def steps(robot: Robot) -> Run:
    """The suite of attached steps."""
    return robot.run("attaching/steps.robot")


@pytest.fixture(scope="module")
def around(robot: Robot) -> Run:
    """The suite of validations attached to tests."""
    return robot.run("attaching/around_tests.robot")


@pytest.fixture(scope="module")
def listening(robot: Robot) -> Robot:
    """Robot with the listener and its registry."""
    return robot.given("--listener", f"QuashLibrary.Listener:{STEPS}")


def names(item: Test | Step) -> list[str]:
    """The names of the executed steps of a test or step."""
    return [step.name for step in item.steps if step.kind == "kw" and step.status != "NOT RUN"]


def test_attached_steps_behave_as_real_ones(steps: Run) -> None:
    """Policies, TRY, loops, templates, setups, `Run Keyword` and waits end as documented."""
    steps.assert_as_documented()


def test_tests_end_as_documented(around: Run) -> None:
    """Validations run before the first step and after the last one, even if the test passes early."""
    around.assert_as_documented()


@pytest.mark.parametrize("suite", ["steps", "around"])
def test_nothing_else_is_reported(suite: str, request: pytest.FixtureRequest) -> None:
    """No hook has failed, and no traceback or secret is left."""
    run: Run = request.getfixturevalue(suite)
    assert [error for error in run.errors if not re.search(r"failed: \$\.state|error: \$\{nobody", error)] == []
    assert "Traceback" not in run.xml
    assert "4711-0815" not in run.xml


def test_suites_without_the_library(listening: Robot) -> None:
    """With --listener alone the steps are there, and nothing else has changed."""
    run = listening.run("attaching/knows_nothing.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_registries_of_suite_and_listener(listening: Robot) -> None:
    """Each has its own library, and equal slugs do not collide."""
    run = listening.run("attaching/has_its_own.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_listener_may_be_written_twice(listening: Robot) -> None:
    """Each listener has its own files and arguments."""
    run = listening.given("--listener", f"QuashLibrary.Listener:{TESTS}:strict=False").run(
        "attaching/knows_nothing.robot"
    )
    run.assert_as_documented()
    lost = listening.given("--listener", f"QuashLibrary.Listener:{TESTS}", "--settag", "lost").run(
        "attaching/knows_nothing.robot"
    )
    assert lost.test("Holds").first_line == '@fails failed: $.state should be "paid", was "pending"'


def test_file_of_suite_and_listener_is_used_once(listening: Robot) -> None:
    """If the suite imports the listener's file, only the suite's library uses it."""
    run = listening.run("attaching/steps.robot")
    run.assert_as_documented()
    assert "QuashListener" not in run.xml


def test_setups_and_teardowns_of_suites(robot: Robot) -> None:
    """A failure there is the setup's failure; only `suites`, not `names`, can select such an attachment."""
    run = robot.run("attaching/suites")
    run.assert_as_documented()
    assert run.errors == []
    [suite] = [suite for suite in run.suite.suites if suite.name == "Only Here"]
    assert [(step.type, step.status) for step in suite.steps] == [("SETUP", "PASS"), ("TEARDOWN", "FAIL")]


@pytest.mark.parametrize("suite", ["stop", "stop_ignored"])
def test_the_run_can_be_stopped(suite: str, robot: Robot) -> None:
    """If Robot cannot stop at that point, the next test stops the run; the test that stopped it fails in any case."""
    robot.run(f"attaching/{suite}.robot").assert_as_documented()


def test_timeouts_end_attached_validations(robot: Robot) -> None:
    """Both test and keyword timeouts do."""
    run = robot.run("attaching/timeouts.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_dry_run_checks_attachments(robot: Robot) -> None:
    """Wrong slugs in tags and missing inputs are found before anything runs."""
    run = robot.given("--dryrun").run("attaching/dry_run.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_log_says_where_a_step_was_attached(steps: Run, around: Run) -> None:
    """The step names the file and line of the registry, or the tag."""
    [message] = [one.text for one in steps.test("Holds").messages() if "Attached" in one.text]
    assert message.startswith(f"Attached in {STEPS}:")
    assert message.endswith(", after: Till.Do    holds")
    [message] = [one.text for one in around.test("By A Tag Before").messages() if "Attached" in one.text]
    assert message == "Attached by the tag before:@fails"


def test_attached_steps_have_the_right_place(steps: Run, around: Run) -> None:
    """After the trigger or before it as a sibling; around tests first and last."""
    assert names(steps.test("Several In Their Order")) == ["Do", "@holds", "@said", "@said"]
    assert names(steps.test("Before That Holds")) == ["Do", "Done Should Be"]
    assert names(steps.test("Before That Holds").steps[0]) == ["@holds"]
    assert names(around.test("Both")) == ["@holds", "Do", "@holds"]
    assert names(around.test("By Tags")) == ["@holds", "@holds", "Do", "@holds"]
    assert names(around.test("Passed Early")) == ["Pass Execution", "@fails"]


def test_nothing_accumulates(steps: Run) -> None:
    """Each time a step runs, its attachments run once."""
    walked = [step.name for step in steps.test("In A Loop Nothing Accumulates").walk() if step.status != "NOT RUN"]
    assert walked.count("Do") == walked.count("@holds") == 5
    walked = [step.name for step in steps.test("In User Keywords Nothing Accumulates").walk()]
    assert walked.count("Do") == walked.count("@holds") == 2


def test_every_spelling_is_a_trigger(steps: Run) -> None:
    """By library or alias, with spaces and underscores, after Given, and from a variable."""
    for test, times in (
        ("Any Spelling", 3),
        ("Locator By A Variable", 2),
        ("Embedded Arguments", 1),
        ("Embedded Arguments After Given", 3),
        ("Named Arguments In Any Order", 3),
        ("After A User Keyword", 1),
        ("Written Steps Trigger, Attached Ones Do Not", 2),
    ):
        assert names(steps.test(test)).count("@holds") == times, test


def test_rows_of_a_template_go_on(steps: Run) -> None:
    """An attached step is a separate row."""
    assert names(steps.test("Template")) == ["Do", "@holds", "Do", "@fails", "Do", "@holds"]


def test_a_test_that_is_run_again_starts_unchanged(robot: Robot) -> None:
    """Inserted steps are removed from the body, because libraries that retry tests reuse the data."""
    tests = robot.run("attaching/again.robot").suite.tests
    assert [names(test) for test in tests] == [["@holds", "@holds", "@holds"]] * 2


def test_odd_places(robot: Robot) -> None:
    """Derived libraries, libraries imported by a step, loops that are left, nested waits, and watches."""
    run = robot.run("attaching/odd_places.robot")
    run.assert_as_documented()
    assert run.errors == []
    for test in ("Inline If With Assignment", "Returned From A Keyword", "Broken Loop"):
        assert [step.name for step in run.test(test).walk() if step.status == "PASS"].count("@holds") == 1, test
    assert [step.name for step in run.test("Named Arguments").walk()].count("@holds") == 2
    fetched = [step.name for step in run.test("Keywords Run By The Library Are Not Steps Of The Suite").walk()]
    assert "@holds" not in fetched


def test_library_that_a_test_imports(robot: Robot) -> None:
    """The attachments of the library apply from then on."""
    run = robot.run("attaching/imported_by_a_step.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_listener_takes_a_folder(robot: Robot, tmp_path: Path) -> None:
    """Every registry file in the folder is attached, and named in the log."""
    shutil.copy(STEPS, tmp_path)
    run = robot.given("--listener", f"QuashLibrary.Listener:{tmp_path}").run("attaching/knows_nothing.robot")
    run.assert_as_documented()
