"""The library that `--listener QuashLibrary.Listener:validations.yaml` brings into suites that do not import it.

In: what was given to the listener. Out: a library in the namespace of the suite that starts, whose keywords nothing but
attached steps finds: a suite that has the library itself, or a keyword of the same name, must not notice.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.app.ui_library import imported_libraries
from QuashLibrary.robotside.log.steps import STEP_PREFIX
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use.registry_files import environment_of, load_files

NAME = "QuashListener"
_ATTACHED = "attached "
_OPTIONS = ("strict", "environment", "ui_library", "screenshots", "report")


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of the listener: those of the library's import."""

    files: tuple[str, ...]
    environment: str | None
    ui_library: str
    screenshots: str
    report: str | None
    strict: bool


def prefix_of(name: str) -> str:
    """Return what attached steps write before `@slug` for the keyword of a library of this name."""
    return f"{name}.{_ATTACHED}" if name.startswith(NAME) else f"{name}."


def bring(session: Session) -> str:
    """Have the libraries in the suite that starts; return why that cannot be."""
    troubles = (_bring(session, given, f"{NAME}{number or ''}") for number, given in enumerate(session.given))
    return "\n".join(filter(None, troubles))


def _bring(session: Session, given: Given, name: str) -> str:
    if _has_them(given.files):
        return ""
    try:
        _look_at(session, given)
        BuiltIn()._namespace.import_library("QuashLibrary", _arguments(given), name)
    except (RegistryError, DataError) as error:
        return f"--listener QuashLibrary.Listener: {error}"
    library = BuiltIn()._namespace._kw_store.libraries[name]
    library.keyword_finder = _Unseen(library.keyword_finder)
    return ""


def _has_them(files: Sequence[str]) -> bool:
    """Return whether a library that the suite imports has the registry of all these files."""
    wanted = set(map(os.path.abspath, files))
    registries = (getattr(instance, "registry", None) for instance in imported_libraries().values())
    return any(wanted <= set(map(os.path.abspath, of.files)) for of in registries if isinstance(of, Registry))


def _look_at(session: Session, given: Given) -> None:
    """Look for what would fail the import, so as to tell it without Robot's words.

    Raises:
        RegistryError: there are problems.
    """
    for name in given.files:
        option, sign, _ = name.partition("=")
        if sign and not os.path.lexists(name):
            advice = did_you_mean(option, _OPTIONS) or f"known are {', '.join(_OPTIONS)}"
            raise DataError(f'no argument "{option}"; {advice}')
    paths = tuple(Path(os.path.abspath(name)) for name in given.files)
    loaded = load_files(session, list(given.files), paths)
    if loaded.problems and given.strict:
        raise RegistryError(loaded.problems)
    environment_of(given.environment, loaded)


def _arguments(given: Given) -> tuple[object, ...]:
    # A list is not a text: Robot looks up no variables in it.
    files = [os.path.abspath(name) for name in given.files]
    return files, given.environment, given.ui_library, given.screenshots, given.report, given.strict


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Finds keywords by the names that attached steps and their log steps write, and by no other."""

    finder: Any

    def find(self, name: str, count: int | None = None) -> Any:
        """Return the keywords of a name."""
        if name.startswith((_ATTACHED, STEP_PREFIX)):
            return self.finder.find(name.removeprefix(_ATTACHED), count)
        return []

    def invalidate_cache(self) -> None:
        """Forget what was found."""
        self.finder.invalidate_cache()
