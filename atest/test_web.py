"""The shop's page in a real Chromium, by the real SeleniumLibrary and the real Browser library."""

from __future__ import annotations

import base64
import json
import shutil
import uuid
from urllib.parse import quote

import httpx
import pytest

from atest.output_reader import Step
from atest.robot_process import Robot, Run
from atest.test_log_with_app import html_of, links
from demo.suites.ui import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES

PASSWORD = "obvious${web}-pin"


@pytest.fixture(scope="module")
def web(robot: Robot, shop_url: str, chromium_path: str) -> Robot:
    """Robot for suites in Chromium, with all that it can log, and a customer."""
    chromium = next(filter(None, (shutil.which(name, path=chromium_path) for name in CHROMIUM_NAMES)))
    arguments = "; ".join(f"add_argument({argument!r})" for argument in CHROMIUM_ARGUMENTS)
    unique = uuid.uuid4()
    customer = {"email": f"{unique.hex[:8]}@shop.example", "phone": f"+49171{unique.int % 10_000_000:07}"}
    body = {"name": "Ada", "password": PASSWORD, **customer}
    httpx.post(f"{shop_url}/test/customers", json=body, trust_env=False).raise_for_status()
    return robot.given(
        "--loglevel",
        "TRACE",
        CHROMIUM=chromium,
        CHROMEDRIVER=shutil.which("chromedriver", path=chromium_path) or "",
        SELENIUM_OPTIONS=f"binary_location={chromium!r}; {arguments}",
        BROWSER_ARGUMENTS=json.dumps(CHROMIUM_ARGUMENTS),
        CUSTOMER_EMAIL=customer["email"],
        CUSTOMER_PHONE=customer["phone"],
        CUSTOMER_PASSWORD=PASSWORD,
    )


@pytest.fixture(scope="module", params=["selenium", "browser"])
def run(request: pytest.FixtureRequest, web: Robot) -> Run:
    """The suite of one library."""
    return web.run(f"web/{request.param}.robot")


def test_suites_end_as_documented(run: Run) -> None:
    """Locators are those of the library; screen and backend are compared, and secrets arrive in the page."""
    run.assert_as_documented()


def test_every_reading_is_a_step_of_the_library(run: Run) -> None:
    """Several where both sides do not agree."""
    [step] = [step for step in run.test("They Never Agree").walk() if step.name == "UI Should Match Backend"]
    readings: list[Step] = [child for child in step.walk() if child.name == "Get Text"]
    assert len(readings) > 1
    assert {reading.owner for reading in readings} == {"Web"}


@pytest.mark.parametrize("name", ["They Never Agree", "Failed After UI Steps"])
def test_silent_failures_are_tagged(run: Run, name: str) -> None:
    """Keywords of the library are UI steps."""
    assert "silent-failure" in run.test(name).tags


@pytest.mark.parametrize(
    ("name", "step"), [("They Never Agree", "Compare Screen With Backend"), ("Failed After UI Steps", "@order-pending")]
)
def test_screen_of_a_failure_is_kept(run: Run, name: str, step: str) -> None:
    """Screenshot and page source stand beside what the backend said; a page is kept as text, which runs no script."""
    found = dict.fromkeys(links(html_of(run.test(name), step)))
    [picture] = [link for link in found if link.endswith(".png")]
    [source] = [link for link in found if link.endswith(".txt")]
    assert (run.folder / picture).read_bytes().startswith(b"\x89PNG")
    assert b'id="log-in"' in (run.folder / source).read_bytes()


def test_screens_are_taken_without_a_word(run: Run) -> None:
    """What is asked for them is no message of the validation, whatever the level."""
    [step] = [step for step in run.test("Failed After UI Steps").walk() if step.name == "@order-pending"]
    texts = [message.text for message in step.messages if not message.html]
    assert not [text for text in texts if "/session/" in text or "<html" in text or "creenshot" in text]


def test_closed_browser_is_told_in_a_word(run: Run) -> None:
    """The evidence says so, and is whole otherwise."""
    html = html_of(run.test("Browser Is Closed"))
    assert "no application is open" in html or "the app could not be asked: Error: No page open" in html
    assert "$.state" in html


def test_typed_secret_is_in_no_file(run: Run) -> None:
    """Neither in Robot's output at any level, nor in the library's own logs, where typing fails as well."""
    spellings = (PASSWORD, quote(PASSWORD), base64.b64encode(PASSWORD.encode()).decode(), "}-pin")
    found = [name for name, data in run.files() if any(spelling.encode() in data for spelling in spellings)]
    assert found == []
