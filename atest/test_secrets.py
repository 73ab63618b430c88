"""No file of a run contains a secret, and no response can break the log or inject markup into it."""

import base64
import re
from xml.etree import ElementTree

import pytest

from atest.canned import OTP, TOKEN
from atest.disguises import leaks, readable_files
from atest.report_reader import outcomes
from atest.robot_process import Robot, Run

SECRETS = {
    "SECRET_BEARER": "bearer/secret+1=&x",
    "SECRET_PASSWORD": "pass word/ü+\"1'&<x>",
    "SECRET_HEADER_KEY": "header-key/+=&1",
    "SECRET_QUERY_KEY": "query key/ü+\"1'&<x>",
    "SECRET_IN_TEXT": "text-secret-1",
    "SECRET_INPUT": "input\\secret/ü+\"1'&<x>",
}
ALL = {
    **SECRETS,
    "OTP": OTP,
    "beginning of a long token": TOKEN[:40],
    "end of it": TOKEN[-40:],
    "an input written out": "written/out secret+1",
    "Basic credentials": f"tester:{SECRETS['SECRET_PASSWORD']}",
}


@pytest.fixture(scope="module", params=["INFO", "TRACE"])
def run(request: pytest.FixtureRequest, fake_phone: Robot) -> Run:
    """The suite of secrets at the default log level and at the most detailed one."""
    options = ["--loglevel", request.param, "--xunit", "xunit.xml"]
    return fake_phone.given(*options, environment=SECRETS).run("secrets/secrets.robot")


@pytest.fixture(scope="module")
def odd_texts(robot: Robot) -> Run:
    """The suite of responses that could break a log."""
    return robot.given("--loglevel", "TRACE", "--xunit", "xunit.xml").run("secrets/odd_texts.robot")


def test_traced_arguments_are_masked(robot: Robot) -> None:
    """Robot resolves and traces arguments before a keyword gets them, whatever form the step has."""
    run = robot.given("--loglevel", "TRACE", environment=SECRETS).run("secrets/traced.robot")
    run.assert_as_documented()
    assert leaks(run, {"made by a library": "made-up-secret"}) == []
    assert "Arguments: [ *** ]" in run.xml


@pytest.mark.parametrize("level", ["INFO", "TRACE"])
def test_names_are_masked(robot: Robot, level: str) -> None:
    """Robot writes names before it calls a listener; the console is not one of Robot's files."""
    run = robot.given("--loglevel", level, "--xunit", "xunit.xml").run("secrets/names.robot")
    run.assert_as_documented()
    assert leaks(run, {"OTP": OTP}) == []
    assert 'name="Meta ***"' in run.xml
    assert 'name="No Such ***"' in run.xml
    assert "said: ***\n" in run.console
    assert "to stderr: ***\n" in run.console
    assert "logged: ***\n" in run.console
    assert run.console.count("printed: ***\n") == 3


def test_failures_around_tests_are_masked(robot: Robot) -> None:
    """Failures of a suite's setup and teardown, in the messages of the suite and its tests."""
    run = robot.given("--xunit", "xunit.xml").run("secrets/failing_setup.robot")
    run.assert_as_documented()
    assert leaks(run, {"OTP": OTP}) == []
    assert "Suite setup failed:\nWrong ***" in run.console


def test_names_of_groups_are_masked(robot: Robot) -> None:
    """This needs a Robot Framework with GROUP."""
    run = robot.run("secrets/group.robot")
    if "<group" not in run.xml:
        pytest.skip("this Robot Framework has no groups")
    run.assert_as_documented()
    assert leaks(run, {"OTP": OTP}) == []
    assert '<group name="name ***"' in run.xml


def test_suite_ends_as_documented(run: Run) -> None:
    """The verdicts are right although secrets are masked."""
    run.assert_as_documented()


def test_no_file_contains_a_secret(run: Run) -> None:
    """No file below the output folder and no line of the console contains a secret in any form."""
    assert leaks(run, ALL) == []


def test_robot_warns_about_nothing(run: Run) -> None:
    """Looking for arguments where there are none would cause a deprecation warning."""
    assert "DeprecationWarning" not in run.console
    assert "UserWarning" not in run.console


def test_all_files_were_searched(run: Run) -> None:
    """The files that could leak exist, and the compressed data in log.html was read."""
    texts = dict(readable_files(run))
    assert {"console", "output.xml", "log.html", "report.html", "xunit.xml"} <= texts.keys()
    assert {f"quash/{name}" for name in ("index.html", "outcomes.json", "junit.xml", "summary.md")} <= texts.keys()
    assert any(name.endswith(".xml") and "/" in name for name in texts), "the page source"
    assert "Reproduce with curl" in texts["log.html"]
    assert "***" in texts["console"]


def test_httpx_is_silent(run: Run) -> None:
    """Httpx' log lines, which contain whole URLs, do not reach Robot's log."""
    assert "HTTP Request:" not in run.xml


def test_masks_replace_secrets(run: Run) -> None:
    """Messages of AppiumLibrary and BuiltIn are there, with a mask in them."""
    typed = [message.text for message in run.test("Code That Is Typed").step("Input Text").messages]
    assert any("Typing text '***'" in text for text in typed)
    logged = [message.text for message in run.test("Code In Messages Of Other Libraries").messages()]
    assert 'The code is "***"' in logged


def test_leaks_are_found(run: Run) -> None:
    """The search itself works: a text that is not secret is found, even compressed in log.html."""
    assert any("log.html" in leak for leak in leaks(run, {"no secret": "What the app showed"}))
    assert leaks(run, {"name": "connection refused"})
    assert base64.b64encode(OTP.encode()).decode() not in run.xml


def test_odd_texts_end_as_documented(odd_texts: Run) -> None:
    """Verdicts and messages are right."""
    odd_texts.assert_as_documented()


def test_log_of_odd_texts_is_complete(odd_texts: Run) -> None:
    """The output.xml file is valid XML, and log, report and xunit exist."""
    assert len(list(odd_texts.suite.all_tests())) == 11
    assert {"log.html", "report.html", "xunit.xml"} <= {path.name for path in odd_texts.folder.iterdir()}


def test_report_of_odd_texts_is_complete(odd_texts: Run) -> None:
    """Each form of the report exists and can be read."""
    folder = odd_texts.folder / "quash"
    assert len([test for test in outcomes(folder)["tests"] if test["kind"] == "test"]) == 11
    assert ElementTree.parse(folder / "junit.xml").getroot().get("tests") == "11"  # noqa: S314 - written by ourselves
    assert {"index.html", "summary.md"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["Texts With Robot Syntax", "Control Characters", "Lone Surrogates", "Markup"])
def test_step_is_named_after_its_message(odd_texts: Run, name: str) -> None:
    """A failed check's step has its message as name, including backslashes: Robot interprets nothing.

    The comparison ignores the zero-width characters that keep Robot from interpreting it.
    """
    failed = [step for step in odd_texts.test(name).walk() if step.status == "FAIL" and step.name.startswith("›")]
    assert failed
    assert [plain(step.name) for step in failed] == [plain(f"› {step.message}") for step in failed]


def plain(text: str) -> str:
    """Return a text on one line, without zero-width characters."""
    return " ".join(re.sub("[\u200b\u2060]", "", text).split())


def test_markup_is_not_rendered(odd_texts: Run) -> None:
    """Neither an HTML message nor one that Robot could take for HTML has the response's tags."""
    tests = list(odd_texts.suite.all_tests())
    messages = [message for test in tests for message in test.messages()]
    rendered = [message.text for message in messages if message.html]
    assert rendered
    assert not any("<script" in text or "<b id=" in text for text in rendered)
    assert not any(message.text.startswith("*HTML*") for message in messages)
    reasons = [item.message for test in tests for item in (test, *test.walk())]
    assert not any(text.startswith("*HTML*") for text in reasons)


def test_evidence_escapes_markup(odd_texts: Run) -> None:
    """The response is shown unchanged, as text."""
    [message] = [message for message in odd_texts.test("Markup").messages() if message.html]
    assert "&lt;script&gt;alert" in message.text
