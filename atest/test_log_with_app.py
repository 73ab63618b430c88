"""The log of a validation among UI steps: silent failures, screens, the last UI step."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from atest.output_reader import Step, Test
from atest.robot_process import Robot, Run

SILENT = "silent-failure"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def run(phone: Robot) -> Run:
    """The suites with an app, on each UI."""
    # The suite without an open app comes first: all imports of AppiumLibrary in one run share their apps.
    return phone.run("log/app_not_open.robot", "log/with_app.robot", "log/derived_library.robot")


def html_of(test: Test, slug: str = "@order-pending") -> str:
    """The HTML evidence of a validation."""
    [step] = [step for step in test.walk() if step.name == slug]
    [message] = [message for message in step.messages if message.html]
    return message.text


def links(html: str) -> list[str]:
    """Every link target in an HTML text."""
    return [unquote(link) for link in re.findall(r"(?:href|src)=\"([^\"]+)\"", html)]


def assert_screen_is_kept(run: Run, html: str) -> None:
    """Fail unless screenshot and page source are files below the output folder, linked relative to the log."""
    found = dict.fromkeys(links(html))
    [picture] = [link for link in found if link.endswith(".png")]
    [source] = [link for link in found if link.endswith((".xml", ".txt"))]
    assert not Path(picture).is_absolute()
    assert (run.folder / picture).read_bytes().startswith(PNG)
    written = (run.folder / source).read_bytes()
    assert source.endswith(".xml" if written.startswith(b"<hierarchy") else ".txt"), "a page would run its scripts"
    assert b"<" in written


def test_suites_end_as_documented(run: Run) -> None:
    """Verdicts and first lines are as specified, and "(UI showed no failure)" appears only where it is true."""
    run.assert_as_documented()


def test_screen_of_a_failure_is_kept(run: Run) -> None:
    """Screenshot and page source are beside the backend's answer."""
    assert_screen_is_kept(run, html_of(run.test("Failed After UI Steps")))


def test_screen_of_a_derived_library_is_kept(run: Run) -> None:
    """A library derived from AppiumLibrary provides its screen as well."""
    assert_screen_is_kept(run, html_of(run.test("Failed After Steps Of A Derived Library")))


def test_every_failure_has_its_own_screen(run: Run) -> None:
    """Files of one run do not overwrite each other."""
    tests = ["Failed After UI Steps", "Failed After A Failed UI Step", "Warned After UI Steps"]
    pictures = [{link for link in links(html_of(run.test(name))) if link.endswith("png")} for name in tests]
    assert len(set.union(*pictures)) == len(tests)


def test_no_screen_is_kept_of_passed_validations(run: Run) -> None:
    """With `screenshots=failure` a screen is taken only for failures."""
    assert links(html_of(run.test("Passed After UI Steps"), "@order-known")) == []


def test_closed_app_is_noted_briefly(run: Run) -> None:
    """Without an open application the evidence says so, and is otherwise complete."""
    for name in ("App Is Closed", "Failed Before Any UI Step"):
        html = html_of(run.test(name))
        assert "no application is open" in html
        assert "$.state" in html
        assert links(html) == []


def test_dead_app_is_noted_briefly(run: Run) -> None:
    """A dead session does not hide the backend's answer."""
    html = html_of(run.test("App Is Dead"))
    assert "cannot read the screen: " in html
    assert "$.state" in html
    assert links(html) == []


def test_no_tracebacks(run: Run) -> None:
    """Neither a closed nor a dead app leaves a traceback at the default log level."""
    assert "Traceback" not in run.xml


def test_last_ui_step_is_named(run: Run) -> None:
    """The message and the evidence name the UI step before the validation."""
    test = run.test("Failed After UI Steps")
    assert re.search(r"last UI step: Click Element {2,4}\S*email$", test.message, re.MULTILINE)
    assert "last UI step: Click Element" in html_of(test)


def test_steps_of_the_setup_are_ui_steps(run: Run) -> None:
    """A UI step is a keyword of the UI library run for this test, including its setup."""
    assert "last UI step: Wait Until Element Is Visible" in run.test("Failed Before A Failed UI Step").message


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("Failed After UI Steps", True),
        ("Warned After UI Steps", True),
        ("Several After UI Steps", True),
        ("Failed Before A Failed UI Step", True),
        ("Failed After Steps Of A Derived Library", True),
        ("Passed After UI Steps", False),
        ("Error After UI Steps", False),
        ("Failed After A Failed UI Step", False),
        ("Failed Before Any UI Step", False),
    ],
)
def test_silent_failures_are_tagged(run: Run, name: str, silent: bool) -> None:
    """A failed outcome is silent if no earlier UI step failed; an error never is."""
    assert (SILENT in run.test(name).tags) == silent


def test_polled_validation_is_between_the_ui_steps(run: Run) -> None:
    """Steps of the app and of the backend are in one chronological order."""
    steps: list[Step] = [step for step in run.test("Polled").steps if step.kind == "kw"]
    assert [step.name for step in steps] == [
        "Open The App",
        "Click Element",
        "@paid-at-third",
        "Close All Applications",
    ]
    assert all(before.end <= after.start for before, after in pairwise(steps))


@pytest.fixture(scope="module")
def screens(fake_phone: Robot) -> Run:
    """The suites that say when screens are kept."""
    return fake_phone.run("log/screens_always.robot", "log/screens_never.robot")


def test_screens_end_as_documented(screens: Run) -> None:
    """Screens do not change verdicts."""
    screens.assert_as_documented()


def test_screens_are_always_kept(screens: Run) -> None:
    """With `screenshots=always` passed validations also have a screen, in the folder of `report`."""
    for name, slug in (
        ("Failed With Screens Always", "@order-pending"),
        ("Passed With Screens Always", "@order-known"),
    ):
        html = html_of(screens.test(name), slug)
        assert_screen_is_kept(screens, html)
        assert all(link.startswith("evidence/") for link in links(html))


def test_screens_are_never_kept(screens: Run) -> None:
    """With `screenshots=never` no screen is taken."""
    assert links(html_of(screens.test("Failed With Screens Never"))) == []
