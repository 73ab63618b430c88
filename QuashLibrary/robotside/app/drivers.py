"""The app of a UI library, asked past the library's keywords: nothing of it is a step or a message in the log.

In: the instance of a UI library, which is AppiumLibrary, SeleniumLibrary or Browser. Out: what its app shows, and
AppiumLibrary's open sessions. Whatever is asked is bounded in time, and what goes wrong becomes a note: it must not
hide what the backend said.
"""

import contextlib
import queue
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from QuashLibrary.language.printable import one_line, shorten

PATIENCE = 10
"""Seconds that a UI server may take to answer; a frozen one would block the run for ever."""


_APPIUM_XML = re.compile(r"\s*(<\?xml [^>]*\?>\s*)?<(hierarchy|AppiumAUT|XCUIElementType\w+|app)[\s>]")
"""How the screens of Android, iOS and Appium's own test driver begin; a web context of AppiumLibrary shows a page."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What the app shows: a PNG and the page source, either None where it could not be had."""

    png: bytes | None = None
    source: str | None = None
    missing: str = ""

    @property
    def suffix(self) -> str:
        """How the name of the source's file ends; anything but Appium's XML is text: a page would run its scripts."""
        is_screen = self.source is not None and _APPIUM_XML.match(self.source) and "xmlns" not in self.source
        return "xml" if is_screen else "txt"


def capture(library: Any) -> Capture | None:
    """Return what the app of a UI library shows; None where no application is open.

    It is asked in a thread of its own: Robot drops what other threads log, and one that is stuck can be left behind.
    """
    question = _question(library)
    if question is None:
        return None
    answers: queue.SimpleQueue[Capture] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(question()), name="quash asks the app", daemon=True).start()
    try:
        return answers.get(timeout=2.5 * PATIENCE)
    except queue.Empty:
        return Capture(missing=_note("no answer"))


def _question(library: Any) -> Callable[[], Capture] | None:
    if getattr(library, "_playwright", None) is not None:
        return partial(_captured_by_browser, library)
    driver = _appium_driver(library) or _selenium_driver(library)
    return None if driver is None else partial(_captured_by_driver, driver)


def _captured_by_driver(driver: Any) -> Capture:
    with bounded(driver, PATIENCE):
        png, trouble, answers = ask(driver.get_screenshot_as_png)
        source, no_source, _ = ask(lambda: driver.page_source) if answers else (None, "", False)
    return Capture(png, source, trouble or no_source)


def _captured_by_browser(library: Any) -> Capture:
    try:
        source = library.get_page_source()
        with tempfile.TemporaryDirectory() as folder:
            # The name under which it would be kept otherwise is counted, which would be seen in those that follow.
            file = library.take_screenshot(
                str(Path(folder) / "screen"), log_screenshot=False, timeout=timedelta(seconds=PATIENCE)
            )
            return Capture(Path(file).read_bytes(), str(source))
    except (AssertionError, OSError, RuntimeError) as error:  # what Browser makes of all that goes wrong
        return Capture(missing=_note(str(error)))


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
    from selenium.common.exceptions import InvalidSessionIdException, WebDriverException  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

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
