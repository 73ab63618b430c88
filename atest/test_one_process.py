"""Several runs in one process: each starts with fresh state, like Robot Framework's own library cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atest.one_process import Step, runs_in_one_process
from atest.robot_process import Robot, Run

CONNECTION = 'connections: {here: {base_url: "%{BACKEND}"}}\n'
SUITE = """\
*** Settings ***
Library    QuashLibrary    registry=v.yaml
*** Test Cases ***
Order
    @order
"""
NO_LIBRARY = """\
*** Test Cases ***
First
    Log    1
Second
    Log    2
"""


def registry(**states: str) -> str:
    """Return a registry whose validations expect these states of a paid order."""
    lines = [
        f"  {slug}: {{request: GET /body/paid-order, expect: {{$.state: {state}}}}}" for slug, state in states.items()
    ]
    return f"{CONNECTION}validations:\n" + "\n".join(lines) + "\n"


@pytest.fixture
def given(robot: Robot) -> Robot:
    """Robot, also with the backend's address in the environment."""
    return robot.given(environment={"BACKEND": robot.variables["BACKEND"]})


def suite(folder: Path, text: str = SUITE, **files: str) -> Path:
    """Write a suite and the files beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "suite.robot"
    path.write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return path


def slugs(run: Run) -> list[list[str]]:
    """Return the slugs that each test used, from the report."""
    report = json.loads((run.folder / "quash" / "outcomes.json").read_text(encoding="utf-8"))
    return [[outcome["slug"] for outcome in test["outcomes"]] for test in report["tests"]]


def test_a_registry_that_changed_is_read_again(given: Robot, tmp_path: Path) -> None:
    """A validation that was right in the first run must be able to fail in the second."""
    path = suite(tmp_path)
    file = tmp_path / "v.yaml"
    first, second = runs_in_one_process(
        given,
        Step((path,), {}, (file, registry(order="paid"))),
        Step((path,), {}, (file, registry(order="lost"))),
    )
    assert (first.code, second.code) == (0, 1)


def test_registries_of_a_listener_end_with_their_run(given: Robot, tmp_path: Path) -> None:
    """The second run attaches only its own listener's registries."""
    path = suite(tmp_path, NO_LIBRARY)
    attach = "attach: [{{validate: {slug}, when: after}}]\n"
    for slug in ("one", "two"):
        (tmp_path / f"{slug}.yaml").write_text(registry(**{slug: "paid"}) + attach.format(slug=slug), encoding="utf-8")
    runs = runs_in_one_process(
        given,
        *(Step((path,), {"listener": [f"QuashLibrary.Listener;{tmp_path / slug}.yaml"]}) for slug in ("one", "two")),
    )
    assert [slugs(run) for run in runs] == [[["one"], ["one"]], [["two"], ["two"]]]


def test_a_broken_registry_ends_with_its_run(given: Robot, tmp_path: Path) -> None:
    """The next run has a different registry."""
    path = suite(tmp_path, NO_LIBRARY, broken="validations: {x: {request: 7}}\n", good=registry(order="paid"))
    broken, good = runs_in_one_process(
        given,
        *(
            Step((path,), {"listener": [f"QuashLibrary.Listener;{tmp_path / name}.yaml"]})
            for name in ("broken", "good")
        ),
    )
    assert (broken.code, good.code) == (2, 0)


def test_a_stop_at_the_end_of_a_run_stops_no_other_run(given: Robot, tmp_path: Path) -> None:
    """There is no next test that the stop could fail."""
    text = SUITE.replace("    @order", "    Watch Backend    @order")
    stopping = registry(order="lost").replace("expect", "on_failure: stop, expect")
    stopped = suite(tmp_path / "stopped", text, v=stopping)
    passing = suite(tmp_path / "passing", v=registry(order="paid"))
    first, second = runs_in_one_process(given, Step((stopped,), {}), Step((passing,), {}))
    assert (first.code, second.code) == (1, 0)


def test_a_lenient_import_is_lenient_in_its_run_alone(given: Robot, tmp_path: Path) -> None:
    """A failing hook fails its test in the next run."""
    breaking = Path(__file__).parent / "suites" / "listener" / "Breaking.py"
    text = SUITE.replace("v.yaml", "v.yaml    strict={strict}").replace(
        "*** Test", f"Library    {breaking}\nSuite Setup    Break Hook    end_library_keyword\n*** Test"
    )
    lenient = suite(tmp_path / "lenient", text.format(strict="False"), v=registry(order="paid"))
    strict = suite(tmp_path / "strict", text.format(strict="True"), v=registry(order="paid"))
    first, second = runs_in_one_process(given, Step((lenient,), {}), Step((strict,), {}))
    assert (first.code, second.code) == (0, 1)
    assert "listener failed in end_library_keyword" in second.test("Order").message


def test_a_lenient_import_is_lenient_in_its_suite_alone(given: Robot, tmp_path: Path) -> None:
    """The next suite is as strict as its own import."""
    breaking = Path(__file__).parent / "suites" / "listener" / "Breaking.py"
    text = SUITE.replace("v.yaml", "v.yaml    strict={strict}").replace(
        "*** Test", f"Library    {breaking}\nSuite Setup    Break Hook    end_library_keyword\n*** Test"
    )
    suite(tmp_path / "suites" / "1_lenient", text.format(strict="False"), v=registry(order="paid"))
    suite(tmp_path / "suites" / "2_strict", text.format(strict="True"), v=registry(order="paid"))
    run = given.run(tmp_path / "suites")
    lenient, strict = run.suite.all_tests()
    assert (lenient.status, strict.status) == ("PASS", "FAIL")
    assert "listener failed in end_library_keyword" in strict.message


def test_an_import_alone_has_its_report_when_run_returns(given: Robot, tmp_path: Path) -> None:
    """A script can read the report before the process ends."""
    path = suite(tmp_path, v=registry(order="paid"))
    read = "import os; assert os.path.exists(os.path.join(run['outputdir'], 'quash', 'junit.xml'))"
    [run] = runs_in_one_process(given, Step((path,), {}, after=read))
    assert run.code == 0


def test_a_test_object_can_run_again_after_a_watch(given: Robot, tmp_path: Path) -> None:
    """The step that showed a watch leaves the body: listeners such as RetryFailed run the same test again."""
    text = (
        "*** Settings ***\nLibrary    QuashLibrary    registry=v.yaml\n*** Test Cases ***\nRetried\n"
        "    Watch Backend    @order\n    Sleep    1s\n    Log    done\n    Log    again\n"
    )
    path = suite(tmp_path, text, v=registry(order="paid"))
    retry = tmp_path / "Retry.py"
    retry.write_text(RETRY, encoding="utf-8")
    run = given.given("--listener", str(retry)).run(path)
    assert [test.status for test in run.suite.all_tests()] == ["PASS", "PASS"]
    first, second = run.suite.all_tests()
    names = [[step.name.partition(", known")[0] for step in test.steps] for test in (first, second)]
    assert sorted(names[0]) == sorted(names[1])
    assert not any("listener" in error for error in run.errors)


RETRY = '''\
"""Runs each test twice, as RetryFailed does: the same object of Robot's, once more."""

ROBOT_LISTENER_API_VERSION = 3
seen = set()


def end_test(data, result):
    if data.name not in seen:
        seen.add(data.name)
        data.parent.tests.insert(list(data.parent.tests).index(data) + 1, data)
'''
