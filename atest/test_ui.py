"""The screen compared with the backend, on each UI."""

import pytest

from atest.output_reader import Step
from atest.robot_process import Robot, Run


@pytest.fixture(scope="module")
def run(phone: Robot) -> Run:
    """The suite on one UI."""
    return phone.run("ui/match.robot")


def readings(run: Run, name: str) -> list[Step]:
    """The screen readings below the step."""
    [step] = [step for step in run.test(name).walk() if step.name == "UI Should Match Backend"]
    return [child for child in step.walk() if child.name == "Get Text"]


def test_matching_ends_as_documented(run: Run) -> None:
    """If screen and backend disagree, the message shows both."""
    run.assert_as_documented()


def test_every_reading_is_a_step(run: Run) -> None:
    """There is one if both agree immediately, and several if they do not."""
    assert len(readings(run, "They Agree")) == 1
    assert len(readings(run, "They Never Agree")) > 1


def test_screen_that_differs_is_a_silent_failure(run: Run) -> None:
    """The app itself showed no failure."""
    assert "silent-failure" in run.test("They Never Agree").tags


@pytest.fixture(scope="module")
def cells(robot: Robot) -> Run:
    """The suite on a screen of texts at the most detailed log level."""
    return robot.given("--loglevel", "TRACE").run("ui/cells.robot")


def test_cells_are_taken_as_documented(cells: Run) -> None:
    """Locators with equals signs stay locators, and odd secrets are typed unchanged."""
    cells.assert_as_documented()


def test_typed_secret_is_in_no_message(cells: Run) -> None:
    """Neither arguments nor messages have it, although this library logs what it types."""
    test = cells.test("Secret Is Typed")
    [step] = [step for step in test.walk() if step.name == "Type Backend Value"]
    below = [child for top in step.steps for deep in top.steps for child in deep.walk()]
    assert below
    shown = [*(message.text for message in test.messages()), *(a for s in below for a in s.arguments)]
    assert not [text for text in shown if "obvious${test}-pin" in text]


def test_typing_is_a_step(cells: Run) -> None:
    """The UI library's own keyword is a step among the others."""
    names = [step.name for step in cells.test("Secret Is Typed").walk()]
    assert "Input Password" in names


def test_typed_with_appium(run: Run) -> None:
    """The app gets the secret; no log does."""
    assert "obvious-typed-pin" not in "".join(message.text for message in run.test("Secret Is Typed").messages())


@pytest.mark.parametrize("name", ["Value Is Missing", "Value To Type Is Missing"])
def test_evidence_shows_which_values_there_are(cells: Run, name: str) -> None:
    """If a value is not found, the log has the backend's answer."""
    [evidence] = [message.text for message in cells.test(name).messages() if message.html]
    assert "application/json" in evidence
    assert "@two-values" in cells.test(name).tags


def test_value_that_was_not_found_is_not_shown(cells: Run) -> None:
    """It may be the intended secret."""
    test = cells.test("Value To Type Is Missing")
    assert "obvious-fourth-pin" not in "".join(message.text for message in test.messages() if message.html)


@pytest.mark.parametrize("name", ["Host Cannot Be Resolved", "Certificate Is Not Trusted", "Backend Gives Up"])
def test_errors_that_will_not_change_end_the_wait(cells: Run, name: str) -> None:
    """As with `eventually`, the request is sent once and the screen is not read."""
    steps = [step.name for step in cells.test(name).walk()]
    assert "Get Text" not in steps
    assert not [step for step in steps if "attempt" in step]
