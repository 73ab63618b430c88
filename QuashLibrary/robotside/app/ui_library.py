"""The UI library of the running suite: which keywords belong to it, and its app's current screen.

A UI library is identified by the name of its import or by its class, so `AS` names and libraries derived from
AppiumLibrary work as well.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.drivers import capture, provides_screens
from QuashLibrary.robotside.options import DEFAULT_UI_LIBRARY
from QuashLibrary.robotside.robot_api.libraries import class_of, imported_libraries
from QuashLibrary.robotside.state.libraries import suite_libraries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from QuashLibrary.robotside.app.drivers import Capture
    from QuashLibrary.robotside.state.run import RunState


def is_ui_library(owner: Any, names: Collection[str]) -> bool:
    """Return whether the owner of a keyword is a UI library, by its name, real name or a base class."""
    if owner is None:
        return False
    if getattr(owner, "name", None) in names or getattr(owner, "real_name", None) in names:
        return True
    return not _class_names(class_of(owner)).isdisjoint(names)


def ui_instances(run: RunState) -> list[Any]:
    """Return the UI libraries of the running suite; a library chosen by an import comes before AppiumLibrary."""
    names = suite_libraries(run).ui_libraries
    chosen = list(_instances(others)) if (others := names - {DEFAULT_UI_LIBRARY}) else []
    return [*chosen, *(instance for instance in _instances(names) if not _is_one_of(instance, chosen))]


def has_ui_library(run: RunState) -> bool:
    """Return whether the running suite has imported a UI library."""
    return bool(ui_instances(run))


def ui_library_name(run: RunState) -> str:
    """Return the name under which the running suite knows its UI library; empty if it has none."""
    instances = ui_instances(run)
    return next(_names_of(instances[:1]), "")


def ui_library_names(run: RunState) -> list[str]:
    """Return the names under which the running suite knows its UI libraries."""
    return list(_names_of(ui_instances(run)))


def captured_screen(run: RunState) -> Capture | None:
    """Return the screen of the UI library's app; None if no application is open."""
    instances = ui_instances(run)
    return capture(instances[0], run.apps.lost) if instances else None


def no_screen(run: RunState) -> str:
    """Return why there is no screen: the UI library provides none, or no application is open."""
    instances = ui_instances(run)
    if instances and not provides_screens(instances[0]):
        return f"{ui_library_name(run)} provides no screenshots"
    return "no application is open"


@lru_cache(maxsize=1024)
def _class_names(kind: type) -> frozenset[str]:
    """Return the names of a class and its base classes; cached, because every step needs them."""
    return frozenset(base.__name__ for base in kind.__mro__)


def _instances(names: frozenset[str]) -> Iterator[Any]:
    for name, library in imported_libraries().items():
        if name in names or not _class_names(class_of(library)).isdisjoint(names):
            yield library.instance


def _names_of(instances: Sequence[Any]) -> Iterator[str]:
    if instances:
        kinds = tuple({type(instance) for instance in instances})
        for name, library in imported_libraries().items():
            if class_of(library) in kinds and _is_one_of(library.instance, instances):
                yield name


def _is_one_of(instance: Any, instances: Sequence[Any]) -> bool:
    """Return whether an instance is among others, by identity: libraries may define `==` as they like."""
    return any(instance is other for other in instances)
