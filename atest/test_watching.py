"""Watch Backend and Await Backend: in the background, and at its true place in the log."""

import pytest

from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """The suite without an app."""
    return robot.run("watching/watching.robot")


def test_every_case_ends_as_documented(run: Run) -> None:
    """Outcomes are followed where they are awaited, or when the test ends."""
    run.assert_as_documented()


def test_an_outcome_stands_right_after_the_step_at_whose_end_it_is_known(run: Run) -> None:
    """As a green step, with steps at their true times in it."""
    test = run.test("Outcome Stands Between The Steps")
    names = [step.name.partition(", known at")[0] for step in test.steps]
    assert names.count("› watched: @known passed") == 1
    assert names.index("› watched: @known passed") <= 3
    placed = next(step for step in test.steps if step.name.startswith("› watched:"))
    [shown] = placed.steps
    assert (placed.status, shown.status, shown.name) == ("PASS", "PASS", "› @known passed")
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
        ("Failed One That Was Shown Is Awaited", 1),
        ("Failed One Is Never Awaited", 1),
    ],
)
def test_an_outcome_is_shown_once(run: Run, name: str, times: int) -> None:
    """In user keywords and control structures, and where it had to wait for its place."""
    steps = [step for step in run.test(name).walk() if step.name.startswith("› watched:")]
    assert len(steps) == times
    assert all(step.status == "PASS" for step in steps)
    exchanges = [step for step in run.test(name).walk() if " -> 200" in step.name]
    assert len(exchanges) == times


def test_a_failed_outcome_is_a_red_child(run: Run) -> None:
    """Of a green step, after which the test goes on."""
    test = run.test("Failed One That Was Shown Is Awaited")
    [placed] = [step for step in test.steps if step.name.startswith("› watched:")]
    assert [child.status for child in placed.steps] == ["FAIL"]
    assert [step.status for step in test.steps if step.name == "Log"] == ["PASS"]


def test_await_refers_to_what_was_shown(run: Run) -> None:
    """And says since when it is known."""
    step = run.test("Failed One That Was Shown Is Awaited").step("Await Backend")
    [child] = step.steps
    assert child.status == "FAIL"
    assert child.name.startswith("› @pending failed, known since ")
    assert child.name.endswith(" before this step")


def test_what_nobody_awaited_is_awaited_in_the_last_step(run: Run) -> None:
    """Which fails the test."""
    test = run.test("Open One Is Awaited At The End")
    last = test.steps[-1]
    assert (last.name, last.status) == ("› watched and not awaited: @pending", "FAIL")
    assert test.end >= last.end


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Slow Order Is Watched And Awaited", ("@number-of-the-order", "@order-paid")),
        ("Failed One Is Never Awaited", ("@pending", "@pending:failed")),
        ("Two Are Awaited", ("@paid-at-third", "@pending", "@pending:failed")),
        ("What It Needs Fails", ("@needs-pending", "@needs-pending:failed", "@pending", "@pending:failed")),
        ("Failed Test Is Not Held Up", ("@known", "@waits")),
        ("Failed Test Tells What Was Known", ("@pending", "@pending:failed")),
    ],
)
def test_tests_are_tagged(run: Run, name: str, tags: tuple[str, ...]) -> None:
    """With what they watched, and what of it did not pass."""
    assert run.test(name).tags == tags


def test_a_failed_test_says_what_it_did_not_await(run: Run) -> None:
    """And what was heard until then; the test is over at once."""
    test = run.test("Failed Test Is Not Held Up")
    [step] = [step for step in test.walk() if step.name.startswith("› @waits was not awaited: the test had failed")]
    assert step.status == "PASS"


def test_an_interrupted_await_tells_what_was_heard(run: Run) -> None:
    """As an interrupted validation does."""
    texts = [message.text for message in run.test("Timeout In Await").messages()]
    assert any(text.startswith("@waits was interrupted after attempt") for text in texts)


def test_the_step_says_what_is_watched_and_for_how_long(run: Run) -> None:
    """And who waits for it."""
    texts = [message.text for message in run.test("Slow Order Is Watched And Awaited").messages()]
    assert (
        "@order-paid is asked until all its expectations hold, for 20 s at most.\n"
        "Await Backend    @order-paid  waits for it; when the test ends, it is awaited."
    ) in texts


def test_secrets_are_masked(run: Run) -> None:
    """A value fetched in the background is masked in what other libraries log."""
    texts = [message.text for message in run.test("Secret Is Masked").messages()]
    assert "it is ***" in texts
    assert not any("EUR" in text for text in texts)
