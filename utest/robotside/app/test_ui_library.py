"""Which of the imported libraries is the suite's UI library, and what is asked of its app."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from QuashLibrary.robotside.app import drivers as apps
from QuashLibrary.robotside.app import ui_library
from QuashLibrary.robotside.app.drivers import Capture, capture
from QuashLibrary.robotside.app.ui_library import ui_library_name
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.state.run import RunState


class AppiumLibrary:
    """Has the name by which a UI library is known."""


class SeleniumLibrary:
    """Has the name by which a UI library is known."""


class Browser:
    """Browser as far as it is asked for its screen."""

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
    """Let the running suite have these libraries, and imports that choose these UI libraries."""
    monkeypatch.setattr(ui_library, "imported_libraries", lambda: libraries)
    return RunState(listener_options=[ImportOptions(ui_library=name) for name in chosen])


def test_the_library_that_was_chosen_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppiumLibrary is one also where it was not chosen, and may be imported before."""
    libraries = {"Phone": AppiumLibrary(), "Web": SeleniumLibrary()}
    assert ui_library_name(imported(monkeypatch, "SeleniumLibrary", **libraries)) == "Web"
    assert ui_library_name(imported(monkeypatch, **libraries)) == "Phone"


def test_a_suite_without_the_chosen_library_has_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppiumLibrary is always one."""
    assert ui_library_name(imported(monkeypatch, "SeleniumLibrary", Phone=AppiumLibrary())) == "Phone"


def test_a_page_of_browser_is_kept() -> None:
    """Picture and source, the source as text."""
    captured = capture(Browser())
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
    """AppiumLibrary shows pages as well: of a web context, whose scripts would run when the file is opened."""
    assert Capture(source=source).suffix == suffix


@pytest.mark.parametrize("error", [AssertionError("Error: No page.\nmore"), ConnectionError("Error: No page.")])
def test_what_browser_cannot_answer_becomes_a_note(error: Exception) -> None:
    """It must not hide what the backend said."""
    assert capture(Browser(error)) == Capture(missing="the app could not be asked: Error: No page.")


@pytest.mark.parametrize(
    "library", [Browser(used=False), SimpleNamespace(_drivers=SimpleNamespace(current=None)), None]
)
def test_without_an_app_nothing_is_asked(library: Any) -> None:
    """Asking Browser would start its Node.js side."""
    assert capture(library) is None


def test_an_app_that_never_answers_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evidence says so."""
    never = threading.Event()
    library = Browser()
    monkeypatch.setattr(library, "get_page_source", never.wait)
    monkeypatch.setattr(apps, "PATIENCE", 0)
    assert capture(library) == Capture(missing="the app could not be asked: no answer")
    never.set()
