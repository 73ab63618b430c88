"""All files that are checked together, with what they import: who uses which registry, and who sets what.

In: paths of suites and resource files. Out: a Project. Resource files that are imported, but were not asked for, are
read as well: their keywords and registries count, what is wrong in them does not.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from QuashLibrary.robotside.suites.imports import RESOURCE, imported_file, registry_import, resolved
from QuashLibrary.robotside.suites.reader import DATA_DRIVER, read_suite
from QuashLibrary.robotside.suites.steps import normal_name
from QuashLibrary.robotside.suites.uses import find_uses, tests_by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.robotside.suites.imports import RegistryImport
    from QuashLibrary.robotside.suites.model import SuiteFile, WrittenImport
    from QuashLibrary.robotside.suites.uses import Uses

_RESOURCE_SUFFIX = ".resource"
_INIT_FILES = ("__init__.robot", "__init__.resource")
_NAME = re.compile(r"[^\W\d]\w*")
_SET_BY_PROGRAM = re.compile(r"[$@&]\{?\s*([^\W\d][\w ]*)")
_HOLDS_VARIABLES = re.compile(r"^(?:def get_variables|\w+\s*(?::[^=\n]+)?=)", re.MULTILINE)
"""A module that may be a file of variables."""
_LARGEST_TEXT = 5_000_000
"""Characters of a data file or a library that are looked at."""


def read_project(paths: Iterable[Path], on_file: Callable[[], None] = lambda: None) -> Project:
    """Return the files of these paths; `on_file` is called after each."""
    files = []
    for path in paths:
        files.append(read_suite(path))
        on_file()
    return Project(files)


class Project:
    """Files, and what they import."""

    def __init__(self, files: Sequence[SuiteFile]) -> None:
        self.files = files
        self._read = {os.path.abspath(file.path): file for file in files}
        self._resources: dict[str, list[SuiteFile]] = {}
        self._texts: dict[str, str] = {}
        self._texts_of: dict[str, list[str]] = {}
        self._set_names: dict[str, frozenset[str]] = {}
        waiting = list(files)
        for file in waiting:
            waiting += self._take_imports(file)

    def registry_imports(self, file: SuiteFile) -> list[RegistryImport]:
        """Return the imports of this library that hold in a file; in a resource file, those of its suites do."""
        suites = self._suites_of(file)
        return [item for suite in suites for item in self._imports_of(suite)]

    def own_registry_imports(self, file: SuiteFile) -> list[RegistryImport]:
        """Return the imports that are written in a file, for one of the suites that use it."""
        suite = self._suites_of(file)[0]
        found = (registry_import(file, item, suite.path.absolute()) for item in file.imports)
        return [item for item in found if item is not None]

    @property
    def all_files(self) -> Sequence[SuiteFile]:
        """All files, with those that are imported."""
        return list(self._read.values())

    def keywords_of(self, file: SuiteFile) -> frozenset[str]:
        """Return the names of the user keywords that a file may call, in Robot's normal form."""
        files = {other for suite in self._suites_of(file) for other in self._with_resources(suite)}
        blocks = (block for other in files for block in other.blocks if block.kind == "keyword")
        return frozenset(normal_name(block.name) for block in blocks)

    def set_names_of(self, file: SuiteFile) -> frozenset[str]:
        """Return the variables that anything around a file may set for it, in Robot's normal form."""
        key = os.path.abspath(file.path)
        if key not in self._set_names:
            around = [other for suite in self._suites_of(file) for other in self._with_resources(suite)]
            around += self._above(file)
            names = {name for other in around for name in other.set_names}
            paths = {path for other in around for path in self._texts_of[os.path.abspath(other.path)]}
            names.update(*(_names_in(path, self._texts[path]) for path in paths))
            self._set_names[key] = frozenset(names)
        return self._set_names[key]

    def _above(self, file: SuiteFile) -> list[SuiteFile]:
        """Return the __init__ files of the folders above a file, whose setups may set variables."""
        folders = file.path.absolute().parents
        found = (self._read.get(str(folder / name)) for folder in folders for name in _INIT_FILES)
        return [other for other in found if other is not None]

    def uses_of(self, users: Sequence[SuiteFile]) -> Uses:
        """Return what all files name; `users` are those that may use the registry in question."""
        return find_uses(self.all_files, self._texts.values(), users)

    def tests_by_slug(self, slugs: Iterable[str]) -> Mapping[str, int]:
        """Return how many tests use each slug."""
        return tests_by_slug(self.all_files, slugs)

    def _take_imports(self, file: SuiteFile) -> Iterator[SuiteFile]:
        """Read what a file imports; give the resource files that are new."""
        key = os.path.abspath(file.path)
        self._resources[key], self._texts_of[key] = [], []
        for item in file.imports:
            if item.kind == "library" and item.name.text == DATA_DRIVER:
                self._take_text(key, _data_file(file, item))
            path = imported_file(file, item) if item.name.text != RESOURCE else None
            if path is None:
                continue
            if item.kind == "resource" and path.suffix.lower() in (_RESOURCE_SUFFIX, ".robot", ".txt", ".tsv"):
                known = os.path.abspath(path)
                if known not in self._read:
                    self._read[known] = read_suite(path)
                    yield self._read[known]
                self._resources[key].append(self._read[known])
            elif item.kind != "resource":
                self._take_text(key, path)

    def _take_text(self, key: str, path: Path | None) -> None:
        if path is None:
            return
        if str(path) not in self._texts:
            try:
                with path.open(encoding="utf-8", errors="replace") as file:
                    self._texts[str(path)] = file.read(_LARGEST_TEXT)
            except OSError:
                return
        self._texts_of[key].append(str(path))

    def _imports_of(self, suite: SuiteFile) -> Iterator[RegistryImport]:
        for file in self._with_resources(suite):
            found = (registry_import(file, item, suite.path.absolute()) for item in file.imports)
            yield from (item for item in found if item is not None)

    def _with_resources(self, file: SuiteFile) -> list[SuiteFile]:
        found = [file]
        for item in found:
            found += [other for other in self._resources[os.path.abspath(item.path)] if other not in found]
        return found

    def _suites_of(self, file: SuiteFile) -> list[SuiteFile]:
        """Return the suites in which the steps of a file run; the file itself if there are none."""
        return self._importers.get(os.path.abspath(file.path)) or [file]

    @cached_property
    def _importers(self) -> Mapping[str, list[SuiteFile]]:
        """The suites that import each resource file, directly or not."""
        found: dict[str, list[SuiteFile]] = {}
        for suite in self.files:
            if suite.path.suffix.lower() != _RESOURCE_SUFFIX:
                for resource in self._with_resources(suite)[1:]:
                    found.setdefault(os.path.abspath(resource.path), []).append(suite)
        return found


def _data_file(file: SuiteFile, item: WrittenImport) -> Path | None:
    """Return the data file of a DataDriver; only texts are read."""
    cells = [cell.text for cell in item.arguments]
    named = next((cell.partition("=")[2] for cell in cells if cell.startswith("file=")), "")
    name = named or next((cell for cell in cells if "=" not in cell), "") or f"{file.path.stem}.csv"
    text = resolved(name, file)
    if text is None:
        return None
    path = file.path.parent / (f"{file.path.stem}{text}" if text.startswith(".") else text)
    return path if path.suffix.lower() in (".csv", ".tsv", ".json") and path.is_file() else None


def _names_in(path: str, text: str) -> set[str]:
    """Return the variables that a file may set: of a library what it writes as a variable, of others every word."""
    pattern = _SET_BY_PROGRAM if path.endswith(".py") and not _HOLDS_VARIABLES.search(text) else _NAME
    return {normal_name(name) for name in pattern.findall(text)}
