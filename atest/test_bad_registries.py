"""Unusable registries: the import reports every problem with its place and what to write instead."""

import os

import pytest

from atest.robot_process import REGISTRIES, Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Suites that each import a different bad registry."""
    # Not with permissions: root can read everything.
    unreadable = tmp_path_factory.mktemp("registry") / "unreadable.yaml"
    os.symlink(unreadable.name, unreadable)
    return robot.given(UNREADABLE=str(unreadable)).run("bad_registries")


def error_of(run: Run, suite: str) -> str:
    """The message of a suite's test."""
    [message] = [found.tests[0].message for found in run.suite.suites if found.name == suite.replace("_", " ").title()]
    return message


def test_every_test_fails_with_the_problems(run: Run) -> None:
    """Whatever the test does, its message says what is wrong with the registry."""
    run.assert_as_documented()


def test_each_problem_is_printed_once(run: Run) -> None:
    """The number of suites and tests does not matter."""
    messages = {test.message for test in run.suite.all_tests()}
    printed = [message for message in messages if message.startswith("QuashLibrary cannot be used: ")]
    assert sorted(run.errors) == sorted(printed)
    for message in printed:
        assert message.splitlines()[-1] in run.console


def test_no_step_runs(run: Run) -> None:
    """No step of a test, its setup or its suite runs, so no app is opened in vain."""
    assert "the app was opened" not in run.xml
    assert not [step for test in run.suite.all_tests() for step in test.walk() if test.name != "Import In A Test"]


def test_a_dry_run_reports_the_same_problems(robot: Robot) -> None:
    """`robot --dryrun` checks the registry, too."""
    suites = ("setups.robot", "many_problems.robot", "broken_setup")
    run = robot.given("--dryrun").run(*(f"bad_registries/{suite}" for suite in suites))
    assert [test.status for test in run.suite.all_tests()] == ["FAIL"] * 4
    run.assert_as_documented()


def test_the_report_begins_with_the_problems(run: Run) -> None:
    """Every form of the report counts them separately from backend failures."""
    folder = run.folder / "quash"
    summary = (folder / "summary.md").read_text(encoding="utf-8").splitlines()
    broken = len(list(run.suite.all_tests())) - 1
    assert summary[0] == f"## {broken} tests did not run: QuashLibrary cannot be used"
    titles = [line for line in summary if line.startswith("###")]
    assert titles[0] == f"### Broken registry or import ({broken})"
    assert 'type="registry">' in (folder / "junit.xml").read_text(encoding="utf-8")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.index("many_problems.yaml:8:14") < page.index("Other failed tests")


def test_no_tracebacks(run: Run) -> None:
    """The problems are the tester's to fix, and a traceback would not help."""
    assert "Traceback" not in run.xml


@pytest.mark.parametrize(
    ("suite", "texts"),
    [
        ("missing", ["no_such.yaml", "does not exist"]),
        ("unreadable", ["unreadable.yaml", "cannot be read", "symbolic links"]),
        ("no_files", ["no_files", "no *.yaml or *.yml file"]),
        ("two_files", ["payments.yaml:2:3", '"order-created"', "twice", "orders.yaml:4:3"]),
        ("not_yaml", ["not_yaml.yaml:3:6", '"["']),
        ("not_utf8", ["not_utf8.yaml:2:3", "UTF-8"]),
        (
            "environment",
            ["environment.robot:3:", "environment=stagign: no connection has this", 'did you mean "staging"?'],
        ),
        ("environment_and_more", ["2 problems"]),
        ("environment_and_more", ["environment=stagign: no connection has this", 'did you mean "staging"?']),
        ("environment_and_more", ["environment_and_more.yaml:7:52", 'unknown key "expects"']),
        ("screenshots", ['screenshots must be failure, always or never, but is "alway"; did you mean "always"?']),
        ("many_problems", ["10 problems"]),
        ("many_problems", ["many_problems.yaml:1:10", '"version" should be 1']),
        ("many_problems", ["many_problems.yaml:2:1", '"conections"', 'did you mean "connections"?']),
        ("many_problems", ["many_problems.yaml:4:46", '"timeout"', '"soon"']),
        ("many_problems", ["many_problems.yaml:8:14", "FETCH", "GET, HEAD, POST"]),
        ("many_problems", ["many_problems.yaml:9:5", '"expects"', 'did you mean "expect"?']),
        ("many_problems", ["many_problems.yaml:10:3", '"Order_Paid"', "order-paid"]),
        ("many_problems", ["many_problems.yaml:13:24", '"equls"', 'did you mean "equals"?']),
        ("many_problems", ["many_problems.yaml:13:38", '"stat"', 'did you mean "status"?']),
        ("many_problems", ["many_problems.yaml:15:17", '"shop"', "not defined", "backend"]),
        ("many_problems", ["many_problems.yaml:16:14", "/orders/${"]),
    ],
)
def test_problem_has_its_place_and_advice(run: Run, suite: str, texts: list[str]) -> None:
    """One line says where it is, what is wrong, and what to write instead."""
    lines = error_of(run, suite).splitlines()
    assert any(all(text in line for text in texts) for line in lines), "\n".join(lines)


def test_missing_registry_says_where_it_was_looked_for(run: Run) -> None:
    """The message names both places: relative to the suite, then to the execution directory."""
    error = error_of(run, "missing")
    assert str(REGISTRIES.parent / "suites" / "bad_registries" / "no_such.yaml") in error
    assert error.endswith(" and no_such.yaml")


@pytest.fixture(scope="module")
def not_strict(robot: Robot) -> Run:
    """A suite that imports a faulty registry with `strict=${False}`."""
    return robot.run("not_strict.robot")


def test_not_strict_import_warns_and_keeps_the_rest(not_strict: Run) -> None:
    """With `strict=${False}` problems are warnings; only the validations concerned are errors when used."""
    not_strict.assert_as_documented()
    warned = [text for text in not_strict.errors if "unknown operator" in text]
    assert [message.level for message in not_strict.output.errors[:2]] == ["WARN", "WARN"]
    assert 'half_right.yaml:5:77 unknown operator "equls"' in warned[0]


@pytest.mark.parametrize(
    ("test", "slug"),
    [
        ("Wrong", "wrong"),
        ("Wrong Beside Right", "wrong"),
        ("Wrong And Continued", "wrong"),
        ("Wrong And Skipped", "wrong"),
        ("Wrong And Warned", "wrong"),
        ("Needed By Another", "needs-wrong"),
        ("Login Of Another", "logs-in-wrong"),
        ("Compared With The Screen", "wrong"),
        ("Typed", "wrong"),
    ],
)
def test_a_broken_validation_is_an_outcome(not_strict: Run, test: str, slug: str) -> None:
    """Its test is tagged, and the log has its evidence and record, as for any other error."""
    found = not_strict.test(test)
    assert {f"@{slug}", f"@{slug}:failed"} <= set(found.tags)
    records = [message.text for message in found.messages() if message.html and "<!--quash {" in message.text]
    assert any(f'"slug":"{slug}","verdict":"error"' in record for record in records)


def test_outcome_lists_the_problems_of_its_definition(not_strict: Run) -> None:
    """The place comes first, then each problem on its own line."""
    first, second, *_ = not_strict.test("Wrong").message.splitlines()
    assert first.startswith("@wrong error: its definition in the registry has problems: ")
    assert second.endswith('half_right.yaml:5:77 unknown operator "equls"; did you mean "equals"?')
    assert len(first) <= 120
