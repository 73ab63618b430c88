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
from QuashLibrary.robotside.suites.reader import read_suite
from QuashLibrary.robotside.suites.steps import normal_name
from QuashLibrary.robotside.suites.uses import find_uses, tests_by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.robotside.suites.imports import RegistryImport
    from QuashLibrary.robotside.suites.model import SuiteFile, WrittenImport
    from QuashLibrary.robotside.suites.uses import Uses

_DATA_DRIVER = "DataDriver"
_RESOURCE_SUFFIX = ".resource"
_NAME = re.compile(r"[^\W\d]\w*")
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
        waiting = list(files)
        for file in waiting:
            waiting += self._take_imports(file)

    def registry_imports(self, file: SuiteFile) -> list[RegistryImport]:
        """Return the imports of this library that hold in a file: of a resource file, those of the suites that use it."""
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

    @cached_property
    def keywords(self) -> frozenset[str]:
        """The names of all user keywords, in Robot's normal form."""
        blocks = (block for file in self.all_files for block in file.blocks if block.kind == "keyword")
        return frozenset(normal_name(block.name) for block in blocks)

    @cached_property
    def set_names(self) -> frozenset[str]:
        """The variables that anything may set; every word of a file of variables or a library may be one."""
        names = {name for file in self.all_files for name in file.set_names}
        return frozenset(
            names.union(normal_name(word) for text in self._texts.values() for word in _NAME.findall(text))
        )

    def uses_of(self, users: Sequence[SuiteFile]) -> Uses:
        """Return what all files name; `users` are those that may use the registry in question."""
        return find_uses(self.all_files, self._texts.values(), users)

    def tests_by_slug(self, slugs: Iterable[str]) -> Mapping[str, int]:
        """Return how many tests use each slug."""
        return tests_by_slug(self.all_files, slugs)

    def _take_imports(self, file: SuiteFile) -> Iterator[SuiteFile]:
        """Read what a file imports; give the resource files that are new."""
        key = os.path.abspath(file.path)
        self._resources[key] = []
        for item in file.imports:
            if item.kind == "library" and item.name.text == _DATA_DRIVER:
                self._take_text(_data_file(file, item))
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
                self._take_text(path)

    def _take_text(self, path: Path | None) -> None:
        if path is not None and str(path) not in self._texts:
            try:
                with path.open(encoding="utf-8", errors="replace") as file:
                    self._texts[str(path)] = file.read(_LARGEST_TEXT)
            except OSError:
                return

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
