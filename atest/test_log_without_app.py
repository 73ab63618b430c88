"""The log of a validation: steps, times, messages, tags."""

import os
import re
import shlex
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from atest.backend import Backend
from atest.output_reader import Message, Step, Test, read_output
from atest.robot_process import Robot, Run, interpreter, process_environment
from demo.shop.server import TEST_TOKEN, TOKEN_VARIABLE

FAILED_STEPS = [
    ('› $.state should be "paid", was "pending"', "FAIL"),
    ("› $.total should be greater than 20, was 17.8", "FAIL"),
    ("› 3 expectations met", "PASS"),
]


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite without any UI library."""
    return robot.run("log/no_ui.robot")


def step_of(test: Test) -> Step:
    """The step of the validation: the test's last one."""
    return test.steps[-1]


def evidence(step: Step) -> Message:
    """The only message in HTML."""
    [message] = [message for message in step.messages if message.html]
    return message


def test_suite_ends_as_documented(run: Run) -> None:
    """Verdicts and first lines are as specified."""
    run.assert_as_documented()


def test_children_of_a_failed_validation(run: Run) -> None:
    """One step for the exchange, one for each failed check, one that collapses the checks that hold."""
    exchange, *checks = step_of(run.test("Failed")).steps
    assert re.fullmatch(r"› POST http://127\.0\.0\.1:\d+/body/order\?a=1\S+ -> 200 in .+", exchange.name)
    assert exchange.status == "PASS"
    assert [(step.name, step.status) for step in checks] == FAILED_STEPS


def test_child_fails_with_its_own_reason(run: Run) -> None:
    """The message of a failed check's step is that check, so Jenkins' stack trace shows it."""
    _, state, total, _ = step_of(run.test("Failed")).steps
    assert state.message == '$.state should be "paid", was "pending"'
    assert total.message == "$.total should be greater than 20, was 17.8"


def test_collapsed_checks_list_what_was_found(run: Run) -> None:
    """The collapsed step lists each expectation that holds."""
    folded = step_of(run.test("Failed")).steps[-1]
    [message] = folded.messages
    assert [line.split()[0] for line in message.text.splitlines()] == ["status", "$.currency", "$.items[0].sku"]


def test_exchange_shows_request_and_response(run: Run) -> None:
    """The exchange's step has the request as curl, and the response."""
    [text] = [message.text for message in step_of(run.test("Failed")).steps[0].messages if "curl" in message.text]
    assert '"state": "pending"' in text
    assert "200 As Asked" in text


def test_the_message_shows_each_failed_expectation_at_its_line(run: Run) -> None:
    """The exchange follows."""
    lines = [line.strip() for line in run.test("Failed").message.splitlines()]
    assert [re.sub(r".*screens\.yaml:", "", line) for line in lines[1:3]] == [
        '23 | $.state: paid   <- was "pending"',
        "24 | $.total: {greater than: 20}   <- was 17.8",
    ]
    assert re.fullmatch(r"POST http://127\.0\.0\.1:\d+/body/order\?\S+ -> 200 in .+", lines[3])


def test_registry_file_is_named_without_detours(run: Run) -> None:
    """The registry's path is written as a person would write it, whatever the import says."""
    assert "/../" not in run.xml


def test_passed_validation_has_one_message(run: Run) -> None:
    """It contains what people read, and the record for the report."""
    [message] = step_of(run.test("Passed")).messages
    shown = re.fullmatch(r"<div [^>]*>(.*?)</div><!--quash (.*)-->", message.text, re.DOTALL)
    assert shown
    title, status, currency = shown[1].splitlines()
    assert (title, currency) == ("@order-known passed", '$.currency\t"EUR"')
    assert status == "status\t200,\N{EM SPACE}should be 2xx"
    assert "$.currency" not in shown[2]


def test_passed_validation_shows_the_beginning_of_the_answer(run: Run) -> None:
    """It is in the exchange's step, below the curl command; the other step says that all checks hold."""
    exchange, checks = step_of(run.test("Passed")).steps
    [message] = exchange.messages
    command, _, answer = message.text.partition("\n\n")
    assert shlex.split(command)[0] == "curl"
    assert answer.startswith('{"state": "pending"')
    assert (checks.name, checks.messages) == ("› 2 expectations met", ())


def test_failed_validation_shows_its_message_once(run: Run) -> None:
    """It is the FAIL message that Robot writes, and appears in the step once."""
    step = step_of(run.test("Failed"))
    assert [message.level for message in step.messages if message.text.startswith("@order-pending failed")] == ["FAIL"]


def test_html_shows_found_and_expected_request_and_response(run: Run) -> None:
    """It has every expectation with the found value, the request, the response and the registry line."""
    html = evidence(step_of(run.test("Failed"))).text
    for part in (
        "$.state",
        "should be &quot;paid&quot;",
        "&quot;pending&quot;",
        "curl",
        "200 As Asked",
        "screens.yaml:15",
    ):
        assert part in html


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs bash and curl")
def test_curl_is_runnable_and_masked(run: Run, backend: Backend) -> None:
    """Run by Bash, it sends the same request, with the token from the environment."""
    [text] = [message.text for message in step_of(run.test("Failed")).steps[0].messages if "curl" in message.text]
    words = shlex.split(text.partition("\n")[0])
    sent = [request for request in backend.requests if request.target.startswith("/body/order?a=")][-1]
    assert TEST_TOKEN not in text
    assert f"Authorization: Bearer ${TOKEN_VARIABLE}" in words
    environment = {**os.environ, TOKEN_VARIABLE: TEST_TOKEN}
    command = f"{text.partition(chr(10))[0]} --silent --noproxy '*' --max-time 10"
    run_command = [shutil.which("bash") or "", "--norc", "-c", command]
    subprocess.run(run_command, env=environment, check=True, capture_output=True)
    again = backend.requests[-1]
    assert again is not sent
    assert (again.method, again.target, again.body) == (sent.method, sent.target, sent.body)
    for name in ("authorization", "x-trace", "content-type"):
        assert again.headers[name] == sent.headers[name]
    assert sent.headers["authorization"] == f"Bearer {TEST_TOKEN}"


def test_attempts_are_steps(run: Run) -> None:
    """Equal attempts are collapsed into one step; the last attempt says how long it took to hold."""
    folded, last, checks = step_of(run.test("Polled")).steps
    assert re.match(r"› attempts 1 to 2: GET \S+ -> 200 in ", folded.name)
    assert re.match(r"› attempt 3, true after \S+ m?s: GET \S+ -> 200 in ", last.name)
    assert checks.name == "› 3 expectations met"


def test_polled_validation_says_how_long_it_took(run: Run) -> None:
    """The first line of the message says it."""
    text = step_of(run.test("Polled")).messages[0].text
    assert re.match(r"<div [^>]*>@paid-at-third passed: attempt 3, true after \S+ m?s", text)


def test_giving_up_is_reported(run: Run) -> None:
    """The failure says how often and for how long the backend was queried."""
    assert re.search(r"attempt \d+, gave up after \S+ m?s", run.test("Gave Up").message)


@pytest.mark.parametrize("name", ["Failed", "Passed", "Polled", "Gave Up", "Several"])
def test_times_of_children_are_true(run: Run, name: str) -> None:
    """Every step lies within its parent, and consecutive steps start in order."""
    # Robot reads the clock separately for its own steps; both times are written in microseconds.
    tolerance = timedelta(milliseconds=2)
    for parent in step_of(run.test(name)).walk():
        for child in parent.steps:
            assert parent.start - tolerance <= child.start
            assert child.end <= parent.end + tolerance


def test_pauses_are_between_the_attempts(run: Run) -> None:
    """With `every: 20ms` the last attempt starts at least that long after the end of those before it."""
    before, last, _ = step_of(run.test("Polled")).steps
    assert last.start - before.end >= timedelta(milliseconds=19)


def test_error_has_a_failed_exchange(run: Run) -> None:
    """A request that failed is a red step with the reason."""
    [exchange] = step_of(run.test("Error")).steps
    assert exchange.status == "FAIL"
    assert re.fullmatch(r"connection refused by 127\.0\.0\.1:\d+", exchange.message)


def test_several_validations_have_a_step_each(run: Run) -> None:
    """Each has its own summary, colour, steps and evidence."""
    known, pending = step_of(run.test("Several")).steps
    assert (known.name, known.status) == ("› @order-known passed", "PASS")
    assert (pending.name, pending.status) == (
        '› @order-pending failed: $.state should be "paid", was "pending"',
        "FAIL",
    )
    assert [(step.name, step.status) for step in pending.steps[1:]] == FAILED_STEPS
    assert "$.currency" in evidence(known).text
    assert "$.state" in evidence(pending).text


def test_tags(run: Run) -> None:
    """A test has the slugs that it used, and a second tag for failed ones; nothing is silent without a UI."""
    assert run.test("Failed").tags == ("@order-pending", "@order-pending:failed")
    assert run.test("Passed").tags == ("@order-known",)
    assert run.test("Error").tags == ("@unreachable", "@unreachable:failed")
    assert run.test("Several").tags == ("@order-known", "@order-pending", "@order-pending:failed")


def test_nothing_is_kept_beside_the_log_without_an_app(run: Run) -> None:
    """There is no screen, so there are no files and no note about it."""
    assert [path.name for path in run.folder.rglob("*.png")] == []
    assert "What the app showed" not in run.xml


def test_rebot_keeps_everything(run: Run, tmp_path: Path) -> None:
    """Rebot's output has the same steps, times, messages and tags."""
    command = [interpreter(), "-m", "robot.rebot", "--output", "again.xml", "--outputdir", str(tmp_path)]
    subprocess.run(
        [*command, str(run.folder / "output.xml")], env=process_environment({}), check=False, capture_output=True
    )
    assert read_output(tmp_path / "again.xml").suite.tests == run.suite.tests
