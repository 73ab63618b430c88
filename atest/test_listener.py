"""The listener with the library and without it, and libraries that Robot might take for each other."""

import re

import pytest

from atest.output_reader import Step, Test
from atest.robot_process import REGISTRIES, Robot, Run
from demo.shop.server import TEST_TOKEN

LISTENER = f"QuashLibrary.Listener:{REGISTRIES / 'screens.yaml'}"
_CHANGING = re.compile(r"[0-9a-f]{32}|\d[\d.]*( (?:ms|s)\b)?|\s+")


def shape(item: Test | Step) -> object:
    """What two runs of a suite have in common: all but numbers, which are times and ports, and their width."""
    texts = (item.name, item.status, item.message, *item.tags)
    messages = [message.text for message in item.messages] if isinstance(item, Step) else []
    return [_CHANGING.sub("0", text) for text in (*texts, *messages)], [shape(step) for step in item.steps]


@pytest.fixture(scope="module")
def same_name(robot: Robot) -> Run:
    """Three suites whose imports read the same."""
    return robot.run("listener/first", "listener/second", "listener/third")


def test_listener_beside_the_library_changes_nothing(robot: Robot) -> None:
    """Steps, messages and tags are the same with both as with the library alone: nothing comes twice."""
    alone = robot.run("log/no_ui.robot")
    both = robot.given("--listener", LISTENER).run("log/no_ui.robot")
    # How often a backend that never changes was asked is a matter of speed.
    names = [test.name for test in alone.suite.tests if test.name != "Gave Up"]
    assert [shape(both.test(name)) for name in names] == [shape(alone.test(name)) for name in names]


def test_listener_beside_the_library_knows_ui_steps_once(fake_phone: Robot) -> None:
    """With both, silent failures and the last UI step are told as with the library alone."""
    run = fake_phone.given("--listener", LISTENER).run("log/with_app.robot")
    run.assert_as_documented()
    test = run.test("Failed After UI Steps")
    assert test.tags == ("@order-pending", "@order-pending:failed", "silent-failure")
    assert test.message.count("last UI step") == 1
    assert len([message for message in test.messages() if "What the app showed" in message.text]) == 1


def test_listener_masks_secrets_of_suites_that_import_nothing(robot: Robot) -> None:
    """The registry's secrets are masked in every message, although the suite knows nothing of them."""
    run = robot.given("--listener", LISTENER).run("listener/no_library.robot")
    run.assert_as_documented()
    assert [name for name, content in run.files() if TEST_TOKEN.encode() in content] == []
    assert [message.text for message in run.test("Logs A Secret").messages()] == ["The token is ***"] * 2


def test_listener_takes_several_files(robot: Robot) -> None:
    """`:a.yaml:b.yaml` loads both: the secrets of either are masked."""
    listener = f"QuashLibrary.Listener:{REGISTRIES / 'waiting.yaml'}:{REGISTRIES / 'screens.yaml'}"
    robot.given("--listener", listener).run("listener/no_library.robot").assert_as_documented()


def test_listener_without_files_changes_nothing(robot: Robot) -> None:
    """On its own it knows no secrets, and a suite runs as it did."""
    run = robot.given("--listener", "QuashLibrary.Listener").run("listener/no_library.robot")
    assert run.test("Logs A Secret").status == "PASS"
    assert run.test("Fails With A Secret").message == f"Wrong token {TEST_TOKEN}"


def test_listener_with_a_bad_registry_says_so(robot: Robot) -> None:
    """Its problems are told with their places, and the suites run."""
    run = robot.given("--listener", f"QuashLibrary.Listener:{REGISTRIES / 'half_right.yaml'}").run(
        "listener/no_library.robot"
    )
    assert any('half_right.yaml:5:77 unknown operator "equls"' in error for error in run.errors)
    assert "Traceback" not in run.xml
    assert run.test("Logs A Secret").status == "PASS"


def test_two_imports_with_names_of_their_own(robot: Robot) -> None:
    """Each import has its registry, and its log steps find their way home."""
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
    """`registry=validations.yaml` is the file beside the suite, although Robot takes equal imports for one."""
    same_name.assert_as_documented()


def test_suite_without_a_registry_is_told_so(same_name: Run) -> None:
    """Where the same import finds no file, the suite gets an error and not another suite's registry."""
    [error] = same_name.errors
    assert "validations.yaml" in error
    assert "no such" in error


def test_equal_imports_in_reverse_order(robot: Robot) -> None:
    """Going back to a registry that was loaded before works as well."""
    run = robot.run("listener/second", "listener/first", "listener/second/suite.robot")
    run.assert_as_documented()


def test_equal_imports_in_dry_run(robot: Robot) -> None:
    """Dry-run knows each suite's own slugs, too."""
    run = robot.given("--dryrun").run("listener/first", "listener/second")
    statuses = {test.name: test.status for test in run.suite.all_tests()}
    assert statuses == {name: "FAIL" if "Not Know" in name else "PASS" for name in statuses}
    assert len(statuses) == 8
