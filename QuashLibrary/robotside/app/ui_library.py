"""The UI library of the running suite: which keywords are its, and what its app shows now (asked by `apps`).

The library is found by the name under which it is imported, or by its class; so `AS` names and
libraries derived from AppiumLibrary are known as well.
"""

from collections.abc import Iterator
from typing import Any

from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from QuashLibrary.language.printable import safe
from QuashLibrary.robotside.app.drivers import capture
from QuashLibrary.robotside.log.evidence_files import write_beside_log
from QuashLibrary.robotside.log.report_tools import Attachment, attach_to_all
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.views.html import Screen

DEFAULT = "AppiumLibrary"


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
    captured = capture(_instance(session.ui_libraries))
    if captured is None:
        return Screen(missing="no application is open")
    source = _source_bytes(session, captured.source)
    attach_to_all(_attachments(captured.png, source, captured.suffix))
    name = session.evidence_files.name(label, session.clock.now())
    return Screen(
        screenshot=write_beside_log(folder, f"{name}.png", captured.png),
        source=write_beside_log(folder, f"{name}.{captured.suffix}", source),
        missing=captured.missing,
    )


def has_ui_library(names: set[str]) -> bool:
    """Return whether the running suite has imported a UI library."""
    return _instance(names) is not None


def ui_library_name(names: set[str]) -> str:
    """Return the name under which the running suite knows its UI library; empty where it has none."""
    found = _instance(names)
    return next((str(name) for name, instance in imported_libraries().items() if instance is found), "")


def ui_library_names(names: set[str]) -> list[str]:
    """Return the names under which the running suite knows its UI libraries."""
    found = ui_instances(names)
    return [str(name) for name, instance in imported_libraries().items() if instance in found]


def imported_libraries() -> dict[str, Any]:
    """Return the libraries of the running suite by the names under which it knows them."""
    try:
        instances: Any = BuiltIn().get_library_instance(all=True)
    except (RobotNotRunningError, DataError):
        return {}
    return dict(instances)


def ui_instances(names: set[str]) -> list[Any]:
    """Return the UI libraries of the running suite."""
    return [
        instance
        for name, instance in imported_libraries().items()
        if name in names or any(base.__name__ in names for base in type(instance).__mro__)
    ]


def _instance(names: set[str]) -> Any:
    # AppiumLibrary is a UI library also where another one was chosen.
    return next(iter([*ui_instances(names - {DEFAULT}), *ui_instances(names)]), None)


def _attachments(png: bytes | None, source: bytes | None, suffix: str) -> Iterator[Attachment]:
    if png:
        yield Attachment("screen of the app", png, "image/png", "png")
    if source:
        yield Attachment("page source", source, "text/xml" if suffix == "xml" else "text/plain", suffix)


def _source_bytes(session: Session, source: str | None) -> bytes | None:
    return None if source is None else safe(session.redactor.clean(source)).encode("utf-8")
