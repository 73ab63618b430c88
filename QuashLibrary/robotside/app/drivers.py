"""Read the app of a UI library without its keywords, so that neither steps nor messages appear in the log.

In: the instance of a UI library, which is AppiumLibrary, SeleniumLibrary or Browser. Out: the app's screen, and
AppiumLibrary's open sessions. Every request is limited in time. A failure becomes a note, because it must not hide the
backend's answer. An app that did not answer gets no further request.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 5
"""Seconds within which an app must answer; a frozen server would block the run forever."""

_SOURCE_PATIENCE = 10
"""Seconds that an app may take for its page source after its first answer."""

_OWN_SHARE = 0.9
"""The fraction of the patience after which a client itself gives up, with a reason."""


_APPIUM_XML = re.compile(r"\s*(<\?xml [^>]*\?>\s*)?<(hierarchy|AppiumAUT|XCUIElementType\w+|app)[\s>]")
"""Matches the start of the screens of Android, iOS and Appium's own test driver; a web context shows a page."""


class Capture(NamedTuple):
    """The app's screen: a PNG and the page source, None if missing, and whether the app still answers."""

    png: bytes | None = None
    source: str | None = None
    missing: str = ""
    answers: bool = True

    @property
    def suffix(self) -> str:
        """The suffix of the source's file; only Appium's XML is `xml`, because a page would run its scripts."""
        is_screen = self.source is not None and _APPIUM_XML.match(self.source) and "xmlns" not in self.source
        return "xml" if is_screen else "txt"


def capture(library: Any, lost: set[str]) -> Capture | None:
    """Return the screen of a UI library's app; None if no application is open.

    A separate thread reads it: Robot drops messages of other threads, and a stuck thread can be left behind. A session
    that does not answer joins the `lost` sessions, which get no further request.
    """
    question = _question(library)
    if question is None:
        return None
    session = session_of(library)
    if session in lost:
        return Capture(missing="the app did not answer earlier, so it was not tried again")
    captured = _answer_in_time(question)
    if not captured.answers:
        lost.add(session)
    return captured


def provides_screens(library: Any) -> bool:
    """Return whether the library is built like AppiumLibrary, SeleniumLibrary or Browser."""
    return any(hasattr(library, name) for name in ("_current_application", "_drivers", "_playwright"))


def session_of(library: Any) -> str:
    """Return an identifier of the UI library's current session; Browser has one for all."""
    return str(getattr(_appium_driver(library) or _selenium_driver(library), "session_id", ""))


def _answer_in_time(question: Callable[[], Iterator[Capture]]) -> Capture:
    """Run a question in a thread; return its last answer, because each answer contains more."""
    answers: list[Capture] = []
    heard, ended = Signal(), Signal()

    def work() -> None:
        try:
            for answer in question():
                answers.append(answer)
                heard.set()
        finally:
            ended.set()

    start_thread(work, "quash reads the app")
    if wait_for(heard, PATIENCE) and wait_for(ended, _SOURCE_PATIENCE):
        return answers[-1]
    return (answers[-1] if answers else Capture())._replace(missing=_note("no answer"), answers=False)


def _question(library: Any) -> Callable[[], Iterator[Capture]] | None:
    if getattr(library, "_playwright", None) is not None:
        return partial(_captured_by_browser, library)
    driver = _appium_driver(library) or _selenium_driver(library)
    return None if driver is None else partial(_captured_by_driver, driver)


def _captured_by_driver(driver: Any) -> Iterator[Capture]:
    with bounded(driver, _OWN_SHARE * PATIENCE):
        png, trouble, answers = ask(driver.get_screenshot_as_png)
    captured = Capture(png, None, trouble, answers)
    yield captured
    if answers:
        with bounded(driver, _OWN_SHARE * _SOURCE_PATIENCE):
            source, no_source, answers = ask(lambda: driver.page_source)
        yield captured._replace(source=source, missing=trouble or no_source, answers=answers)


def _captured_by_browser(library: Any) -> Iterator[Capture]:
    captured = Capture()
    try:
        captured = Capture(source=str(library.get_page_source()))
        yield captured
        with tempfile.TemporaryDirectory() as folder:
            # Otherwise Browser would count this screenshot, and number the later ones differently.
            file = library.take_screenshot(
                str(Path(folder) / "screen"), log_screenshot=False, timeout=timedelta(seconds=_SOURCE_PATIENCE)
            )
            yield captured._replace(png=Path(file).read_bytes())
    except (AssertionError, OSError, RuntimeError) as error:  # what Browser raises for any failure
        yield captured._replace(missing=_note(str(error)))


def open_sessions(library: Any) -> list[Any]:
    """Return the drivers of all applications that AppiumLibrary has open; other UI libraries have none."""
    opened = getattr(getattr(library, "_cache", None), "get_open_browsers", list)
    return list(opened())


@contextlib.contextmanager
def bounded(driver: Any, seconds: float) -> Iterator[None]:
    """Make Selenium's client send each request once, with a time limit, over a separate connection."""
    config = getattr(getattr(driver, "command_executor", None), "client_config", None)
    pool = {"init_args_for_pool_manager": {"retries": False}}
    wanted = {"timeout": seconds, "keep_alive": False, "init_args_for_pool_manager": pool}
    before = {name: getattr(config, name) for name in wanted if hasattr(config, name)}
    for name in before:
        setattr(config, name, wanted[name])
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(config, name, value)


def ask(question: Callable[[], Any]) -> tuple[Any, str, bool]:
    """Query the UI server; return its answer, a failure's reason, and whether another query makes sense."""
    # Imported here because it takes a while, and suites without a UI do not need it.
    from selenium.common.exceptions import InvalidSessionIdException, WebDriverException
    from urllib3.exceptions import HTTPError

    try:
        return question(), "", True
    except (WebDriverException, HTTPError, OSError) as error:
        # A WebDriverException's own text would add the server's stack trace.
        note = _note(str(getattr(error, "msg", None) or error or type(error).__name__))
        return None, note, isinstance(error, WebDriverException) and not isinstance(error, InvalidSessionIdException)


def _note(reason: str) -> str:
    return f"cannot read the screen: {shorten(one_line(reason.partition(chr(10))[0]), 120)}"


def _appium_driver(library: Any) -> Any:
    current = getattr(library, "_current_application", None)
    if current is None:
        return None
    try:
        return current()
    except RuntimeError:
        return None


def _selenium_driver(library: Any) -> Any:
    # The object for "no browser" is false.
    return getattr(getattr(library, "_drivers", None), "current", None) or None
