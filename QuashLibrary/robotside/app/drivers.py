"""The app of a UI library, asked past the library's keywords: nothing of it is a step or a message in the log.

In: the instance of a UI library, which is AppiumLibrary, SeleniumLibrary or Browser. Out: what its app shows, and
AppiumLibrary's open sessions. Whatever is asked is bounded in time, and what goes wrong becomes a note: it must not
hide what the backend said. An app that does not answer is not asked again.
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
"""Seconds that an app may take to answer at all; a frozen server would block the run for ever."""

_SOURCE_PATIENCE = 10
"""Seconds that an app which has answered may take for its page source."""

_OWN_SHARE = 0.9
"""The part of the patience after which a client gives up by itself, and says why."""


_APPIUM_XML = re.compile(r"\s*(<\?xml [^>]*\?>\s*)?<(hierarchy|AppiumAUT|XCUIElementType\w+|app)[\s>]")
"""How the screens of Android, iOS and Appium's own test driver begin; a web context of AppiumLibrary shows a page."""


class Capture(NamedTuple):
    """What the app shows: a PNG and the page source, None if missing, and whether the app still answers."""

    png: bytes | None = None
    source: str | None = None
    missing: str = ""
    answers: bool = True

    @property
    def suffix(self) -> str:
        """How the name of the source's file ends; anything but Appium's XML is text: a page would run its scripts."""
        is_screen = self.source is not None and _APPIUM_XML.match(self.source) and "xmlns" not in self.source
        return "xml" if is_screen else "txt"


def capture(library: Any, lost: set[str]) -> Capture | None:
    """Return what the app of a UI library shows; None if no application is open.

    It is asked in a thread of its own: Robot drops what other threads log, and one that is stuck can be left behind.
    A session that does not answer joins the `lost` ones, and those are not asked.
    """
    question = _question(library)
    if question is None:
        return None
    session = session_of(library)
    if session in lost:
        return Capture(missing="the app did not answer before, and was not asked again")
    captured = _answer_in_time(question)
    if not captured.answers:
        lost.add(session)
    return captured


def session_of(library: Any) -> str:
    """Return what identifies the session that a UI library uses now; Browser has one for all."""
    return str(getattr(_appium_driver(library) or _selenium_driver(library), "session_id", ""))


def _answer_in_time(question: Callable[[], Iterator[Capture]]) -> Capture:
    """Ask in a thread, whose answers say more and more."""
    answers: list[Capture] = []
    heard, ended = Signal(), Signal()

    def work() -> None:
        try:
            for answer in question():
                answers.append(answer)
                heard.set()
        finally:
            ended.set()

    start_thread(work, "quash asks the app")
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
            # The name under which it would be kept otherwise is counted, which would be seen in those that follow.
            file = library.take_screenshot(
                str(Path(folder) / "screen"), log_screenshot=False, timeout=timedelta(seconds=_SOURCE_PATIENCE)
            )
            yield captured._replace(png=Path(file).read_bytes())
    except (AssertionError, OSError, RuntimeError) as error:  # what Browser makes of all that goes wrong
        yield captured._replace(missing=_note(str(error)))


def open_sessions(library: Any) -> list[Any]:
    """Return the drivers of all applications that AppiumLibrary has open; other UI libraries have none."""
    opened = getattr(getattr(library, "_cache", None), "get_open_browsers", list)
    return list(opened())


@contextlib.contextmanager
def bounded(driver: Any, seconds: float) -> Iterator[None]:
    """Have Selenium's client ask once and wait for a bounded time, over a connection of its own."""
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
    """Ask the UI server: its answer, what went wrong, and whether it is worth asking more."""
    # Only where a driver is open, since the import takes a while and suites without UI do not need it.
    from selenium.common.exceptions import InvalidSessionIdException, WebDriverException
    from urllib3.exceptions import HTTPError

    try:
        return question(), "", True
    except (WebDriverException, HTTPError, OSError) as error:
        # A WebDriverException's own text would add the server's stack trace.
        note = _note(str(getattr(error, "msg", None) or error or type(error).__name__))
        return None, note, isinstance(error, WebDriverException) and not isinstance(error, InvalidSessionIdException)


def _note(reason: str) -> str:
    return f"the app could not be asked: {shorten(one_line(reason.partition(chr(10))[0]), 120)}"


def _appium_driver(library: Any) -> Any:
    current = getattr(library, "_current_application", None)
    if current is None:
        return None
    try:
        return current()
    except RuntimeError:
        return None


def _selenium_driver(library: Any) -> Any:
    # What stands for "no browser" is false.
    return getattr(getattr(library, "_drivers", None), "current", None) or None
