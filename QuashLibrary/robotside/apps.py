"""The app of a UI library, asked past the library's keywords: nothing of it is a step or a message in the log.

In: the instance of a UI library. Out: what its app shows, and its open sessions. Whatever is asked is bounded in
time, and what goes wrong becomes a note: it must not hide what the backend said.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from QuashLibrary.views.texts import one_line, shorten

PATIENCE = 10
"""Seconds that a UI server may take to answer; a frozen one would block the run for ever."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What the app shows: a PNG and the page source, either None where it could not be had."""

    png: bytes | None
    source: str | None
    missing: str = ""


def capture(library: Any) -> Capture | None:
    """Return what the app of a UI library shows; None where no application is open."""
    driver = _current_driver(library)
    if driver is None:
        return None
    with bounded(driver, PATIENCE):
        png, trouble, answers = ask(driver.get_screenshot_as_png)
        source, no_source, _ = ask(lambda: driver.page_source) if answers else (None, "", False)
    return Capture(png, source, trouble or no_source)


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
        reason = str(getattr(error, "msg", None) or error or type(error).__name__).splitlines()[0]
        note = f"the app could not be asked: {shorten(one_line(reason), 120)}"
        return None, note, isinstance(error, WebDriverException) and not isinstance(error, InvalidSessionIdException)


def _current_driver(library: Any) -> Any:
    current = getattr(library, "_current_application", None)
    if current is None:
        return None
    try:
        return current()
    except RuntimeError:
        return None
