"""The listener with and without the library, and imports that Robot might take for the same library."""

import re
from pathlib import Path

import pytest

from atest.output_reader import Step, Test
from atest.robot_process import REGISTRIES, Robot, Run
from demo.shop.server import TEST_TOKEN

SCREENS = REGISTRIES / "screens.yaml"
HALF_RIGHT = REGISTRIES / "half_right.yaml"
LISTENER = f"QuashLibrary.Listener:{SCREENS}"
_CHANGING = re.compile(r"[0-9a-f]{32}|\d[\d.]*( (?:ms|s)\b)?|\s+")


def shape(item: Test | Step) -> object:
    """What two runs of a suite have in common: everything except numbers (times and ports) and their width."""
    texts = (item.name, item.status, item.message, *item.tags)
    messages = [message.text for message in item.messages] if isinstance(item, Step) else []
    return [_CHANGING.sub("0", text) for text in (*texts, *messages)], [shape(step) for step in item.steps]


@pytest.fixture(scope="module")
def same_name(robot: Robot) -> Run:
    """Three suites with identical imports."""
    return robot.run("listener/first", "listener/second", "listener/third")


def test_listener_beside_the_library_changes_nothing(robot: Robot) -> None:
    """Steps, messages and tags are the same as with the library alone: nothing appears twice."""
    alone = robot.run("log/no_ui.robot")
    both = robot.given("--listener", LISTENER).run("log/no_ui.robot")
    # The number of attempts on a backend that never changes depends on speed.
    names = [test.name for test in alone.suite.tests if test.name != "Gave Up"]
    assert [shape(both.test(name)) for name in names] == [shape(alone.test(name)) for name in names]


def test_listener_beside_the_library_counts_ui_steps_once(fake_phone: Robot) -> None:
    """Silent failures and the last UI step are the same as with the library alone."""
    run = fake_phone.given("--listener", LISTENER).run("log/with_app.robot")
    run.assert_as_documented()
    test = run.test("Failed After UI Steps")
    assert test.tags == ("@order-pending", "@order-pending:failed", "silent-failure")
    assert test.message.count("last UI step") == 1
    assert len([message for message in test.messages() if "What the app showed" in message.text]) == 1


def test_listener_masks_secrets_of_suites_that_import_nothing(robot: Robot) -> None:
    """The registry's secrets are masked in every message, although the suite does not import it."""
    run = robot.given("--listener", LISTENER).run("listener/no_library.robot")
    run.assert_as_documented()
    assert [name for name, content in run.files() if TEST_TOKEN.encode() in content] == []
    assert [message.text for message in run.test("Logs A Secret").messages()] == ["The token is ***"] * 2


def test_listener_takes_several_files(robot: Robot) -> None:
    """`:a.yaml:b.yaml` loads both: the secrets of both are masked."""
    listener = f"QuashLibrary.Listener:{REGISTRIES / 'connections.yaml'}:{SCREENS}"
    robot.given("--listener", listener).run("listener/no_library.robot").assert_as_documented()


def test_listener_without_files_changes_nothing(robot: Robot) -> None:
    """It has no secrets to mask, and a suite runs as before."""
    run = robot.given("--listener", "QuashLibrary.Listener").run("listener/no_library.robot")
    assert run.test("Logs A Secret").status == "PASS"
    assert run.test("Fails With A Secret").message == f"Wrong token {TEST_TOKEN}"


def test_listener_with_a_bad_registry_fails_the_tests(robot: Robot) -> None:
    """Each test reports the problems with their places, and none of its steps run."""
    run = robot.given("--listener", f"QuashLibrary.Listener:{HALF_RIGHT}").run("listener/no_library.robot")
    for test in run.suite.tests:
        assert test.status == "FAIL"
        start = "QuashLibrary cannot be used: --listener QuashLibrary.Listener: the registry has 2 problems:\n"
        assert test.message.startswith(start)
        assert 'half_right.yaml:5:77 unknown operator "equls"' in test.message
        assert test.steps == ()
    assert run.errors == [test.message]
    assert "Traceback" not in run.xml


def test_listener_that_is_not_strict_warns(robot: Robot) -> None:
    """With strict=False the suites run, and the problems are warnings."""
    run = robot.given("--listener", f"QuashLibrary.Listener:{HALF_RIGHT}:strict=False").run("listener/no_library.robot")
    assert any('half_right.yaml:5:77 unknown operator "equls"' in error for error in run.errors)
    assert run.test("Logs A Secret").status == "PASS"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (":no-such.yaml", "no-such.yaml:1:1 the registry file does not exist; looked for "),
        (f":{SCREENS}:strickt=False", 'unknown argument "strickt"; did you mean "strict"?'),
        (f":{SCREENS}:environment=stagin", "environment=stagin: no connection has this environment"),
        (f":{SCREENS}:evidence=alway", 'evidence must be failure or always, but is "alway"; did you mean "always"?'),
        (":evidence=never", 'evidence must be failure or always, but is "never"'),
    ],
)
def test_listener_with_wrong_arguments_fails_the_tests(robot: Robot, arguments: str, message: str) -> None:
    """Each test says what is wrong with them."""
    run = robot.given("--listener", f"QuashLibrary.Listener{arguments}").run("listener/no_library.robot")
    assert [test.status for test in run.suite.tests] == ["FAIL"] * 2
    assert all(message in test.message for test in run.suite.tests), run.suite.tests[0].message
    assert "Traceback" not in run.xml


def test_listener_takes_the_arguments_of_the_library(robot: Robot) -> None:
    """They can also be separated by semicolons, for paths with colons."""
    registry = REGISTRIES / "attaching" / "steps.yaml"
    run = robot.given("--listener", f"QuashLibrary.Listener;{registry};ui_library=Till").run(
        "attaching/knows_nothing.robot"
    )
    assert run.test("Fails").first_line.endswith(" (UI showed no failure)")


def test_listener_keeps_screens_as_its_arguments_say(fake_phone: Robot) -> None:
    """`screenshots=` and `report=` work as in the import."""
    registry = REGISTRIES / "attaching" / "app.yaml"
    listener = f"QuashLibrary.Listener:{registry}:screenshots=always:report=evidence"
    run = fake_phone.given("--listener", listener).run("attaching/app.robot")
    pictures = [path.relative_to(run.folder) for path in run.folder.rglob("*.png")]
    assert {path.parts[0] for path in pictures if path.name != "appium-screenshot-1.png"} == {"evidence"}
    # Four failures, and one that passes before and after a step; the pages have the screens that the log contained.
    assert len([path for path in pictures if path.parent == Path("evidence")]) == 6


@pytest.mark.parametrize("hook", ["start_test", "end_test", "start_library_keyword", "end_library_keyword"])
def test_a_hook_that_fails_fails_the_test(robot: Robot, hook: str) -> None:
    """Robot alone would write it to its execution errors, and the test would pass."""
    run = robot.given(HOOK=hook).run("listener/hooks_fail.robot")
    run.assert_as_documented()
    assert run.errors == []


def test_a_hook_that_fails_is_a_warning_if_not_strict(robot: Robot) -> None:
    """There is one warning, however often the hook fails."""
    run = robot.given(HOOK="end_library_keyword", STRICT="False").run("listener/hooks_fail.robot")
    assert [test.status for test in run.suite.tests] == ["PASS"] * 2
    assert run.errors == ["QuashLibrary's listener failed in end_library_keyword: ZeroDivisionError: on purpose"]


def test_two_imports_with_their_own_names(robot: Robot) -> None:
    """Each import has its registry, and its log steps belong to it."""
    run = robot.run("listener/two_imports.robot")
    run.assert_as_documented()
    assert run.errors == []
    steps = run.test("Slug Of Both Registries").steps
    assert [(step.owner, step.name, step.status) for step in steps] == [
        ("First", "@same", "PASS"),
        ("Second", "@same", "FAIL"),
    ]
    assert all(len(step.steps) >= 2 for step in steps)


def test_suites_with_equal_imports_have_their_own_registry(same_name: Run) -> None:
    """`registry=validations.yaml` is the file beside the suite, although Robot treats equal imports as one."""
    same_name.assert_as_documented()


def test_suite_without_a_registry_fails(same_name: Run) -> None:
    """If an equal import finds no file, the suite gets an error instead of another suite's registry."""
    [error] = same_name.errors
    assert "validations.yaml" in error
    assert "does not exist" in error


def test_equal_imports_in_reverse_order(robot: Robot) -> None:
    """Returning to a registry that was loaded before works as well."""
    run = robot.run("listener/second", "listener/first", "listener/second/suite.robot")
    run.assert_as_documented()


def test_equal_imports_in_dry_run(robot: Robot) -> None:
    """A dry run uses each suite's own slugs, too."""
    run = robot.given("--dryrun").run("listener/first", "listener/second")
    statuses = {test.name: test.status for test in run.suite.all_tests()}
    assert statuses == {name: "FAIL" if "Not Know" in name else "PASS" for name in statuses}
    assert len(statuses) == 8
