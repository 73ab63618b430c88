"""The suite's UI library among the imported libraries, and the screen of its app."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from selenium.common.exceptions import InvalidSessionIdException, WebDriverException

from QuashLibrary.robotside.app import drivers as apps
from QuashLibrary.robotside.app import ui_library, ui_steps
from QuashLibrary.robotside.app.drivers import Capture, capture
from QuashLibrary.robotside.app.ui_library import no_screen, ui_library_name
from QuashLibrary.robotside.app.ui_steps import UiSteps
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.test import UiStep


class AppiumLibrary:
    """Has the name that identifies a UI library."""


class SeleniumLibrary:
    """Has the name that identifies a UI library."""


class Browser:
    """The parts of Browser that are needed to read its screen."""

    def __init__(self, source: Any = "<p>", *, used: bool = True) -> None:
        """Take the page source, or the error that asking for it raises."""
        self._source = source
        self._playwright = object() if used else None

    def get_page_source(self) -> str:
        """Return the page source."""
        if isinstance(self._source, BaseException):
            raise self._source
        return str(self._source)

    def take_screenshot(self, filename: str, **options: Any) -> str:
        """Write a picture."""
        with open(f"{filename}.png", "wb") as file:
            file.write(b"png")
        return f"{filename}.png"


def imported(monkeypatch: pytest.MonkeyPatch, *chosen: str, **libraries: Any) -> RunState:
    """Simulate a suite with these libraries, and imports that choose these UI libraries."""
    known = {name: SimpleNamespace(code=type(instance), instance=instance) for name, instance in libraries.items()}
    monkeypatch.setattr(ui_library, "imported_libraries", lambda: known)
    return RunState(listener_options=[ImportOptions(ui_library=name) for name in chosen])


def test_a_library_without_screens_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A UI library that no driver is known for has an app that is open, but no screenshots."""
    assert no_screen(imported(monkeypatch, "ShopApp", ShopApp=SimpleNamespace())) == "ShopApp provides no screenshots"
    assert no_screen(imported(monkeypatch, Browser=Browser(used=False))) == "no application is open"
    assert no_screen(imported(monkeypatch)) == "no application is open"


def test_the_library_that_was_chosen_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chosen library comes before AppiumLibrary, even if the suite imports AppiumLibrary first."""
    libraries = {"Phone": AppiumLibrary(), "Web": SeleniumLibrary()}
    assert ui_library_name(imported(monkeypatch, "SeleniumLibrary", **libraries)) == "Web"
    assert ui_library_name(imported(monkeypatch, **libraries)) == "Phone"


def test_a_suite_without_the_chosen_library_has_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppiumLibrary is always a UI library."""
    assert ui_library_name(imported(monkeypatch, "SeleniumLibrary", Phone=AppiumLibrary())) == "Phone"


def test_a_page_of_browser_is_kept() -> None:
    """Screenshot and source of a page are saved, the source as text."""
    captured = capture(Browser(), set())
    assert captured == Capture(b"png", "<p>")
    assert captured.suffix == "txt"


@pytest.mark.parametrize(
    ("source", "suffix"),
    [
        ("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<hierarchy index=\"0\"/>", "xml"),
        ('<?xml version="1.0" encoding="UTF-8"?><AppiumAUT><XCUIElementTypeApplication/></AppiumAUT>', "xml"),
        ("<XCUIElementTypeApplication>", "xml"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script/></html>', "txt"),
        ('<hierarchy><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></hierarchy>', "txt"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "txt"),
        ("<html></html>", "txt"),
        ("<apple>", "txt"),
        ("", "txt"),
        (None, "txt"),
    ],
)
def test_only_the_screen_of_an_app_is_kept_as_xml(source: str | None, suffix: str) -> None:
    """A page in a web context of AppiumLibrary is saved as text, so an opened file cannot run scripts."""
    assert Capture(source=source).suffix == suffix


@pytest.mark.parametrize("error", [AssertionError("Error: No page.\nmore"), ConnectionError("Error: No page.")])
def test_what_browser_cannot_answer_becomes_a_note(error: Exception) -> None:
    """A failure of Browser becomes a note, so it does not hide the backend's answer."""
    assert capture(Browser(error), set()) == Capture(missing="cannot read the screen: Error: No page.")


@pytest.mark.parametrize(
    "library", [Browser(used=False), SimpleNamespace(_drivers=SimpleNamespace(current=None)), None]
)
def test_without_an_app_nothing_is_asked(library: Any) -> None:
    """Browser is not queried without a page, because that would start its Node.js process."""
    assert capture(library, set()) is None


def frozen(never: threading.Event, session: str = "one") -> Any:
    """Return an AppiumLibrary whose driver never answers until `never` is set, and the list of its commands."""
    driver = SimpleNamespace(session_id=session, asked=[])

    def get_screenshot_as_png() -> bytes:
        driver.asked.append("screenshot")
        never.wait()
        raise TimeoutError

    driver.get_screenshot_as_png = get_screenshot_as_png
    return SimpleNamespace(_current_application=lambda: driver, driver=driver)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An event that no test sets before its end."""
    monkeypatch.setattr(apps, "PATIENCE", 0.05)
    event = threading.Event()
    yield event
    event.set()


def test_an_app_that_never_answers_is_left_behind(never: threading.Event) -> None:
    """The evidence says that there was no answer."""
    captured = capture(frozen(never), set())
    assert captured == Capture(missing="cannot read the screen: no answer", answers=False)


def test_an_app_that_did_not_answer_is_not_asked_again(never: threading.Event) -> None:
    """A dead session costs time only once; a new session is queried."""
    lost: set[str] = set()
    library = frozen(never)
    capture(library, lost)
    again = capture(library, lost)
    assert again == Capture(missing="the app did not answer earlier, so it was not tried again")
    assert library.driver.asked == ["screenshot"]
    opened = frozen(never, "two")
    capture(opened, lost)
    assert opened.driver.asked == ["screenshot"]


@pytest.mark.parametrize(("error", "lost"), [(InvalidSessionIdException, {"one"}), (WebDriverException, set())])
def test_only_a_dead_session_is_lost(error: type[Exception], lost: set[str]) -> None:
    """An app that forbids screenshots may still answer."""

    def no_picture() -> bytes:
        raise error("no")

    driver = SimpleNamespace(session_id="one", get_screenshot_as_png=no_picture, page_source="<p>")
    known: set[str] = set()
    capture(SimpleNamespace(_current_application=lambda: driver), known)
    assert known == lost


def test_a_picture_is_kept_without_a_source(never: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow page source does not lose the screenshot."""
    monkeypatch.setattr(apps, "_SOURCE_PATIENCE", 0.05)

    class Slow:
        session_id = "one"

        def get_screenshot_as_png(self) -> bytes:
            return b"png"

        @property
        def page_source(self) -> str:
            never.wait()
            return "<p>"

    lost: set[str] = set()
    captured = capture(SimpleNamespace(_current_application=Slow), lost)
    assert captured == Capture(b"png", None, "cannot read the screen: no answer", answers=False)
    assert lost == {"one"}


def test_a_step_that_passes_shows_that_a_session_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that was frozen for a while is queried again after a passed step."""
    monkeypatch.setattr(ui_steps, "is_ui_step", lambda run, step: True)
    run = RunState()
    run.apps.lost = {"one", "two"}
    driver = SimpleNamespace(session_id="one")
    instance = SimpleNamespace(_current_application=lambda: driver)
    for passed in (False, True):
        assert "one" in run.apps.lost
        run.test.ui_depth = 1
        run.test.ui_steps = [UiStep("Click", datetime.now(UTC))]
        result = SimpleNamespace(not_run=False, failed=not passed, passed=passed, start_time=datetime.now())
        step: Any = SimpleNamespace(result=result, owner=SimpleNamespace(instance=instance))
        UiSteps(run).end_step(step)
    assert run.apps.lost == {"two"}
