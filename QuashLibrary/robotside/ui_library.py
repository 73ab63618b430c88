"""The UI library of the running suite: which keywords are its, and what its app shows now.

The library is found by the name under which it is imported, or by its class; so `AS` names and
libraries derived from AppiumLibrary are known as well.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from robot.errors import RobotError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from QuashLibrary.robotside.evidence_files import write_beside_log
from QuashLibrary.robotside.session import Session
from QuashLibrary.views.html import Screen
from QuashLibrary.views.texts import one_line, safe, shorten

PATIENCE = 10
"""Seconds that a UI server may take to answer; a frozen one would block the run for ever."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What the app shows: a PNG and the page source, either None where it could not be had."""

    png: bytes | None
    source: str | None
    missing: str = ""


def is_ui_library(owner: Any, names: set[str]) -> bool:
    """Return whether a keyword's owner is a UI library, by name, real name or the class it derives from."""
    if owner is None:
        return False
    if getattr(owner, "name", None) in names or getattr(owner, "real_name", None) in names:
        return True
    instance = getattr(owner, "instance", None)
    return any(base.__name__ in names for base in type(instance).__mro__)


def screen_of_app(session: Session, folder: str, label: str) -> Screen:
    """Take screenshot and page source, write them beside the log, and return their links."""
    capture = _capture(session.ui_libraries)
    if capture is None:
        return Screen(missing="no application is open")
    name = session.evidence_files.name(label, session.clock.now())
    return Screen(
        screenshot=write_beside_log(folder, f"{name}.png", capture.png),
        source=write_beside_log(folder, f"{name}.xml", _source_bytes(session, capture.source)),
        missing=capture.missing,
    )


def has_ui_library(names: set[str]) -> bool:
    """Return whether the running suite has imported a UI library."""
    return _instance(names) is not None


def ui_library_name(names: set[str]) -> str:
    """Return the name under which the running suite knows its UI library; empty where it has none."""
    found = _instance(names)
    return next((str(name) for name, instance in imported_libraries().items() if instance is found), "")


def imported_libraries() -> dict[str, Any]:
    """Return the libraries of the running suite by the names under which it knows them."""
    try:
        instances: Any = BuiltIn().get_library_instance(all=True)
    except (RobotNotRunningError, RobotError):
        return {}
    return dict(instances)


def _instance(names: set[str]) -> Any:
    for name, instance in imported_libraries().items():
        if name in names or any(base.__name__ in names for base in type(instance).__mro__):
            return instance
    return None


def _capture(names: set[str]) -> Capture | None:
    driver = _driver(_instance(names))
    if driver is None:
        return None
    with _bounded(driver):
        png, trouble, answers = _ask(driver.get_screenshot_as_png)
        source, no_source, _ = _ask(lambda: driver.page_source) if answers else (None, "", False)
    return Capture(png, source, trouble or no_source)


def _driver(instance: Any) -> Any:
    current = getattr(instance, "_current_application", None)
    if current is None:
        return None
    try:
        return current()
    except RuntimeError:
        return None


@contextlib.contextmanager
def _bounded(driver: Any) -> Iterator[None]:
    """Have Selenium's client ask once and wait for a bounded time, over a connection of its own."""
    config = getattr(getattr(driver, "command_executor", None), "client_config", None)
    pool = {"init_args_for_pool_manager": {"retries": False}}
    wanted = {"timeout": PATIENCE, "keep_alive": False, "init_args_for_pool_manager": pool}
    before = {name: getattr(config, name) for name in wanted if hasattr(config, name)}
    for name in before:
        setattr(config, name, wanted[name])
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(config, name, value)


def _ask(question: Callable[[], Any]) -> tuple[Any, str, bool]:
    """Ask the UI server: its answer, what went wrong, and whether the server answers at all.

    Whatever goes wrong must not hide what the backend said, so it becomes a note.
    """
    # Only where a driver is open, since the import takes a while and suites without UI do not need it.
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    try:
        return question(), "", True
    except (WebDriverException, HTTPError, OSError) as error:
        # A WebDriverException's own text would add the server's stack trace.
        reason = str(getattr(error, "msg", None) or error or type(error).__name__).splitlines()[0]
        note = f"the app could not be asked: {shorten(one_line(reason), 120)}"
        return None, note, isinstance(error, WebDriverException)


def _source_bytes(session: Session, source: str | None) -> bytes | None:
    return None if source is None else safe(session.redactor.clean(source)).encode("utf-8")
