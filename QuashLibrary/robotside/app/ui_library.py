"""The UI library of the running suite: which keywords belong to it, and what its app shows now.

A UI library is known by the name under which it is imported or by its class, so `AS` names and libraries derived from
AppiumLibrary are found as well.
"""

from collections.abc import Collection, Iterator
from typing import Any

from QuashLibrary.robotside.app.drivers import Capture, capture
from QuashLibrary.robotside.options import DEFAULT_UI_LIBRARY
from QuashLibrary.robotside.robot_api.libraries import imported_libraries
from QuashLibrary.robotside.state.libraries import suite_libraries
from QuashLibrary.robotside.state.run import RunState


def is_ui_library(owner: Any, names: Collection[str]) -> bool:
    """Return whether the owner of a keyword is a UI library, by name, real name or a class it derives from."""
    if owner is None:
        return False
    if getattr(owner, "name", None) in names or getattr(owner, "real_name", None) in names:
        return True
    instance = getattr(owner, "instance", None)
    return any(base.__name__ in names for base in type(instance).__mro__)


def ui_instances(run: RunState) -> list[Any]:
    """Return the UI libraries of the running suite; the one chosen by an import comes before AppiumLibrary."""
    names = suite_libraries(run).ui_libraries
    chosen = list(_instances(names - {DEFAULT_UI_LIBRARY}))
    return [*chosen, *(instance for instance in _instances(names) if instance not in chosen)]


def has_ui_library(run: RunState) -> bool:
    """Return whether the running suite has imported a UI library."""
    return bool(ui_instances(run))


def ui_library_name(run: RunState) -> str:
    """Return the name under which the running suite knows its UI library; empty if it has none."""
    instances = ui_instances(run)
    names = (str(name) for name, instance in imported_libraries().items() if instances and instance is instances[0])
    return next(names, "")


def ui_library_names(run: RunState) -> list[str]:
    """Return the names under which the running suite knows its UI libraries."""
    instances = ui_instances(run)
    return [str(name) for name, instance in imported_libraries().items() if instance in instances]


def captured_screen(run: RunState) -> Capture | None:
    """Return what the app of the UI library shows; None if no application is open."""
    instances = ui_instances(run)
    return capture(instances[0], run.apps.lost) if instances else None


def _instances(names: frozenset[str]) -> Iterator[Any]:
    for name, instance in imported_libraries().items():
        if name in names or any(base.__name__ in names for base in type(instance).__mro__):
            yield instance
