"""Watch Backend and Await Backend: validations in the background, at their true place in the log."""

import signal

import pytest

from atest.backend import Backend
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite without an app."""
    return robot.run("watching/watching.robot")


def test_every_case_ends_as_documented(run: Run) -> None:
    """Outcomes take effect where they are awaited, or when the test ends."""
    run.assert_as_documented()


def test_an_outcome_is_shown_after_the_step_that_ran_when_it_was_known(run: Run) -> None:
    """It is a green step whose child steps have their true times."""
    test = run.test("Outcome Is Between The Steps")
    names = [step.name.partition(", known at")[0] for step in test.steps]
    assert names.count("› watched: @known passed") == 1
    assert names.index("› watched: @known passed") <= 3
    placed = next(step for step in test.steps if step.name.startswith("› watched:"))
    [shown] = placed.steps
    assert (placed.status, shown.status, shown.name) == ("PASS", "PASS", "› @known passed")
    assert test.steps[-1].name == "Log"
    watch = test.step("Watch Backend")
    assert watch.start <= shown.start
    assert shown.end <= placed.start


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("In A User Keyword", 2),
        ("In Control Structures", 2),
        ("In Run Keyword It Waits For The Next Boundary", 1),
        ("Failed Step Before The Boundary", 1),
        ("Returned From A Keyword At The Boundary", 2),
        ("Failed Watch That Was Shown Is Awaited", 1),
        ("Failed Watch Is Never Awaited", 1),
    ],
)
def test_an_outcome_is_shown_once(run: Run, name: str, times: int) -> None:
    """This includes user keywords, control structures, and outcomes that had to wait for their place."""
    placed = [step for step in run.test(name).walk() if step.name.startswith("› watched:")]
    steps = [step for step in placed if step.status != "NOT RUN"]
    assert len(steps) == times
    assert all(step.status == "PASS" for step in steps)
    shown = [step for step in run.test(name).walk() if step.name.startswith(("› @known", "› @pending", "› @paid"))]
    assert len([step for step in shown if "known since" not in step.name]) == times


def test_a_failed_outcome_is_a_red_child(run: Run) -> None:
    """Its parent is a green step, after which the test continues."""
    test = run.test("Failed Watch That Was Shown Is Awaited")
    [placed] = [step for step in test.steps if step.name.startswith("› watched:")]
    assert [child.status for child in placed.steps] == ["FAIL"]
    assert [step.status for step in test.steps if step.name == "Log"] == ["PASS"]


def test_await_refers_to_what_was_shown(run: Run) -> None:
    """It also says since when the outcome is known."""
    step = run.test("Failed Watch That Was Shown Is Awaited").step("Await Backend")
    [child] = step.steps
    assert child.status == "FAIL"
    assert child.name.startswith("› @pending failed, known since ")
    assert child.name.endswith(" before this step")


def test_watches_without_an_await_end_in_the_last_step(run: Run) -> None:
    """That step fails the test."""
    test = run.test("Open Watch Is Awaited At The End")
    last = test.steps[-1]
    assert (last.name, last.status) == ("› watched but not awaited: @pending", "FAIL")
    assert test.end >= last.end


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Slow Order Is Watched And Awaited", ("@number-of-the-order", "@order-paid")),
        ("Failed Watch Is Never Awaited", ("@pending", "@pending:failed")),
        ("Two Are Awaited", ("@paid-at-third", "@pending", "@pending:failed")),
        ("Needed Validation Fails", ("@needs-pending", "@needs-pending:failed", "@pending", "@pending:failed")),
        ("Failed Test Does Not Wait", ("@known", "@waits")),
        ("Failed Test Shows What Was Known", ("@pending", "@pending:failed")),
    ],
)
def test_tests_are_tagged(run: Run, name: str, tags: tuple[str, ...]) -> None:
    """The tags name the watched validations, and those that did not pass."""
    assert run.test(name).tags == tags


def test_a_failed_test_says_what_it_did_not_await(run: Run) -> None:
    """The message has the latest attempt; the test ends immediately."""
    test = run.test("Failed Test Does Not Wait")
    [step] = [step for step in test.walk() if step.name.startswith("› @waits was not awaited: the test had failed")]
    assert step.status == "PASS"


def test_an_interrupted_await_shows_the_latest_attempt(run: Run) -> None:
    """An interrupted validation does the same."""
    texts = [message.text for message in run.test("Timeout In Await").messages()]
    assert any(text.startswith("@waits was interrupted after attempt") for text in texts)


def test_the_step_says_what_is_watched_and_for_how_long(run: Run) -> None:
    """It also says who awaits the outcome."""
    texts = [message.text for message in run.test("Slow Order Is Watched And Awaited").messages()]
    assert (
        "@order-paid runs in the background until all its expectations are met, for up to 20 s.\n"
        "Await Backend    @order-paid  waits for it; otherwise the test waits for it at its end."
    ) in texts


def test_secrets_are_masked(run: Run) -> None:
    """A value fetched in the background is masked in the messages of other libraries."""
    texts = [message.text for message in run.test("Secret Is Masked").messages()]
    assert "it is ***" in texts
    assert not any("EUR" in text for text in texts)


@pytest.fixture(scope="module")
def with_app(phone: Robot) -> Run:
    """The suite that uses an app at the same time."""
    return phone.run("watching/with_app.robot")


def test_with_an_app_it_ends_as_documented(with_app: Run) -> None:
    """A failure is silent unless a UI step that began before the outcome was known has failed."""
    with_app.assert_as_documented()


def test_an_outcome_is_between_the_steps_of_the_app(with_app: Run) -> None:
    """Its times include the shop's slow queue, although nobody awaited it."""
    test = with_app.test("Slow Order Is Known While The App Is Used")
    names = [step.name.partition(", known")[0] for step in test.steps if step.type != "TEARDOWN"]
    assert names == [
        "Order Tea",
        "Watch Backend",
        "Element Should Be Visible",
        "Wait Until Known",
        "› watched: @order-paid passed",
        "Element Should Be Visible",
        "Await Backend",
    ]
    [shown] = test.steps[4].steps
    before, waited = test.step("Watch Backend"), test.step("Wait Until Known")
    # The watch's thread may send its first request after the next UI step has ended.
    assert before.start <= shown.start <= waited.end
    assert waited.start <= shown.end
    assert "true after" in shown.name


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("Unseen Failure", True),
        ("Failure Known Before The App Failed", True),
        ("Failure Known After The App Failed", False),
    ],
)
def test_silent_failures_are_tagged(with_app: Run, name: str, silent: bool) -> None:
    """They depend on what the UI had shown when the outcome became known."""
    assert ("silent-failure" in with_app.test(name).tags) == silent


@pytest.fixture(scope="module")
def of_suites(robot: Robot) -> Run:
    """Suites whose setups start watches."""
    return robot.run("watching/suites")


def test_tests_await_what_their_suites_watch(of_suites: Run) -> None:
    """Each test that names the watch awaits it; it is an outcome of each of them."""
    of_suites.assert_as_documented()
    assert of_suites.test("Failed Watch Of The Suite Is Awaited").tags == ("@pending", "@pending:failed")
    assert of_suites.test("Awaited By A Test Of Another Suite").tags == ("@pending", "@pending:failed")


def test_watches_that_no_test_awaited_are_reported_in_a_line(of_suites: Run) -> None:
    """It appears when the suite ends, as a warning if the policy says so; passed validations are not reported."""
    lines = [(message.level, message.text) for message in of_suites.output.errors]
    assert ("WARN", 'Watched but not awaited: @pending-warn failed: $.state should be "paid", was "pending"') in lines
    assert not any("@known" in text or "@paid-at-third" in text for _, text in lines)


def test_open_watches_end_with_their_suite(robot: Robot) -> None:
    """The report has their latest attempts."""
    run = robot.run("watching/open_at_suite_end.robot")
    run.assert_as_documented()
    [line] = run.output.errors
    assert line.level == "WARN"
    assert line.text.startswith("@waits was not awaited: the suite has ended; last attempt ")


@pytest.mark.parametrize("where", ["await", "end"])
def test_ctrl_c_ends_watches(robot: Robot, backend: Backend, where: str) -> None:
    """It does in Await Backend, and in the wait at the end of the test."""
    key = f"watching-{where}"
    process = robot.given(WHERE=where, KEY=key).started("watching/interrupted.robot")
    polled = f"/echo/{key}/waits"
    came = backend.wait_for(f"/silent/{key}/hangs")
    # The steps that start watches are over by then: a signal while Robot writes would corrupt its output.
    came = came and backend.wait_for(polled, times=backend.count(polled) + 3)
    process.send_signal(signal.SIGINT)
    run = robot.ended(process)
    assert came
    run.assert_as_documented()


def test_stop_ends_the_run(robot: Robot) -> None:
    """It does even if the outcome is known only at the end of the test."""
    robot.run("watching/stop.robot").assert_as_documented()


def test_nothing_survives_its_test(robot: Robot, backend: Backend) -> None:
    """After the end of the test there is no thread and no request."""
    run = robot.run("watching/nothing_survives.robot")
    run.assert_as_documented()
    paths = [request.path for request in backend.requests]
    last = paths.index("/echo/after-the-test")
    assert "/echo/survivor/waits" in paths[:last]
    assert "/echo/survivor/waits" not in paths[last:]


def test_a_dry_run_starts_nothing_and_reports_mistakes(robot: Robot) -> None:
    """Unknown slugs, unknown inputs and missing inputs are reported."""
    robot.given("--dryrun").run("watching/mistakes.robot").assert_as_documented()
