"""The shop's page in a real Chromium, with the real SeleniumLibrary and the real Browser library."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from atest.output_reader import Step
from atest.phones import WEB_PASSWORD
from atest.robot_process import Robot, Run
from atest.test_log_with_app import html_of, links


@pytest.fixture(scope="module", params=["selenium", "browser"])
def run(request: pytest.FixtureRequest, web: Robot) -> Run:
    """The suite of one library."""
    return web.run(f"web/{request.param}.robot")


def test_suites_end_as_documented(run: Run) -> None:
    """Locators are the library's own; screen and backend are compared, and secrets reach the page."""
    run.assert_as_documented()


def test_every_reading_is_a_step_of_the_library(run: Run) -> None:
    """There are several if screen and backend disagree."""
    [step] = [step for step in run.test("They Never Agree").walk() if step.name == "UI Should Match Backend"]
    readings: list[Step] = [child for child in step.walk() if child.name == "Get Text"]
    assert len(readings) > 1
    assert {reading.owner for reading in readings} == {"Web"}


@pytest.mark.parametrize("name", ["They Never Agree", "Failed After UI Steps"])
def test_silent_failures_are_tagged(run: Run, name: str) -> None:
    """The library's keywords are UI steps."""
    assert "silent-failure" in run.test(name).tags


@pytest.mark.parametrize(
    ("name", "step"), [("They Never Agree", "Compare Screen With Backend"), ("Failed After UI Steps", "@order-pending")]
)
def test_screen_of_a_failure_is_kept(run: Run, name: str, step: str) -> None:
    """Screenshot and page source are beside the backend's answer; the page is kept as text, so no script runs."""
    found = dict.fromkeys(links(html_of(run.test(name), step)))
    [picture] = [link for link in found if link.endswith(".png")]
    [source] = [link for link in found if link.endswith(".txt")]
    assert (run.folder / picture).read_bytes().startswith(b"\x89PNG")
    assert b'id="log-in"' in (run.folder / source).read_bytes()


def test_screens_are_taken_without_messages(run: Run) -> None:
    """At no log level does taking them add a message to the validation."""
    [step] = [step for step in run.test("Failed After UI Steps").walk() if step.name == "@order-pending"]
    texts = [message.text for message in step.messages if not message.html]
    assert not [text for text in texts if "/session/" in text or "<html" in text or "creenshot" in text]


def test_closed_browser_is_noted_briefly(run: Run) -> None:
    """The evidence says so, and is otherwise complete."""
    html = html_of(run.test("Browser Is Closed"))
    assert "no application is open" in html or "cannot read the screen: Error: No page open" in html
    assert "$.state" in html


def test_typed_secret_is_in_no_file(run: Run) -> None:
    """It is in neither Robot's output at any level nor the library's own logs, even if typing fails."""
    spellings = (WEB_PASSWORD, quote(WEB_PASSWORD), base64.b64encode(WEB_PASSWORD.encode()).decode(), "}-pin")
    found = [name for name, data in run.files() if any(spelling.encode() in data for spelling in spellings)]
    assert found == []
