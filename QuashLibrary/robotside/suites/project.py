"""All files that are checked together, with their imports: who uses which registry, and who sets which variables.

In: paths of suites and resource files. Out: a Project. Imported resource files outside these paths are also read: their
keywords and registries count, but their mistakes are not reported.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from QuashLibrary.robotside.suites.imports import PACKAGED, imported_file, registry_import, resolved
from QuashLibrary.robotside.suites.reader import DATA_DRIVER, read_suite
from QuashLibrary.robotside.suites.steps import normal_name
from QuashLibrary.robotside.suites.uses import find_mentions, find_uses, tests_by_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.robotside.suites.imports import RegistryImport
    from QuashLibrary.robotside.suites.model import SuiteFile, WrittenImport
    from QuashLibrary.robotside.suites.uses import Mentions, Uses

_RESOURCE_SUFFIX = ".resource"
_INIT_FILES = ("__init__.robot", "__init__.resource")
_NAME = re.compile(r"[^\W\d]\w*")
_SET_BY_PROGRAM = re.compile(r"[$@&]\{?\s*([^\W\d][\w ]*)")
_LARGEST_TEXT = 5_000_000
"""The most characters that are read of a data file or a library."""


def read_project(paths: Iterable[Path], on_file: Callable[[], None] = lambda: None) -> Project:
    """Return the files of these paths; `on_file` is called after each."""
    files = []
    for path in paths:
        files.append(read_suite(path))
        on_file()
    return Project(files)


class Project:
    """Files and their imports."""

    def __init__(self, files: Sequence[SuiteFile]) -> None:
        self.files = files
        self._read = {os.path.abspath(file.path): file for file in files}
        self._resources: dict[str, list[SuiteFile]] = {}
        self._texts: dict[str, str] = {}
        self._texts_of: dict[str, list[tuple[str, bool]]] = {}
        self._set_names: dict[str, frozenset[str] | None] = {}
        self._incomplete: set[Path] = set()
        self._imports: dict[SuiteFile, list[RegistryImport]] = {}
        self._reached: dict[SuiteFile, list[SuiteFile]] = {}
        waiting = list(files)
        for file in waiting:
            waiting += self._take_imports(file)

    def registry_imports(self, file: SuiteFile) -> list[RegistryImport]:
        """Return the imports of this library that apply to a file; for a resource file, those of its suites."""
        found = (item for suite in self._suites_of(file) for item in self._imports_of(suite))
        return list(dict.fromkeys(found))

    def own_registry_imports(self, file: SuiteFile) -> list[RegistryImport]:
        """Return the imports in a file, resolved for one of the suites that use it."""
        suite = self._suites_of(file)[0]
        found = (registry_import(file, item, suite.path.absolute()) for item in file.imports)
        return [item for item in found if item is not None]

    @property
    def all_files(self) -> Sequence[SuiteFile]:
        """All files, including imported ones."""
        return list(self._read.values())

    def keywords_of(self, file: SuiteFile) -> frozenset[str]:
        """Return the names of the user keywords that a file may call, in Robot's normal form."""
        blocks = (block for other in self._around(file) for block in other.blocks if block.kind == "keyword")
        return frozenset(normal_name(block.name) for block in blocks)

    def set_names_of(self, file: SuiteFile) -> frozenset[str] | None:
        """Return the variables that related files may set for a file, in Robot's normal form.

        None if one of these imports something that cannot be found, because it may set any variable.
        """
        key = os.path.abspath(file.path)
        if key not in self._set_names:
            around = [*self._around(file), *self._above(file)]
            texts = {text for other in around for text in self._texts_of[os.path.abspath(other.path)]}
            names = {name for other in around for name in other.set_names}
            names.update(*(_names_in(self._texts[path], is_library=is_library) for path, is_library in texts))
            is_known = not any(other.path in self._incomplete for other in around)
            self._set_names[key] = frozenset(names) if is_known else None
        return self._set_names[key]

    def _around(self, file: SuiteFile) -> Iterable[SuiteFile]:
        """Return the suites in which the steps of a file run, and everything they import, each once."""
        found: dict[SuiteFile, None] = {}
        for suite in self._suites_of(file):
            found.update(dict.fromkeys(self._with_resources(suite)))
        return found

    def _above(self, file: SuiteFile) -> list[SuiteFile]:
        """Return the __init__ files of the folders above a file, whose setups may set variables."""
        folders = file.path.absolute().parents
        found = (self._read.get(str(folder / name)) for folder in folders for name in _INIT_FILES)
        return [other for other in found if other is not None]

    def uses_of(self, users: Sequence[SuiteFile]) -> Uses:
        """Return the names in all files; `users` are the files that may use the registry in question.

        This package's resource file is no user: its keywords get their slugs from suites.
        """
        return find_uses(self._mentions, [file for file in users if file.path not in PACKAGED])

    @cached_property
    def _mentions(self) -> Mentions:
        return find_mentions(self.all_files, self._texts.values())

    def tests_by_slug(self, slugs: Iterable[str]) -> Mapping[str, int]:
        """Return the number of tests that use each slug."""
        return tests_by_slug(self.all_files, slugs, self._above)

    def _take_imports(self, file: SuiteFile) -> Iterator[SuiteFile]:
        """Read the imports of a file; yield the new resource files."""
        key = os.path.abspath(file.path)
        self._resources[key], self._texts_of[key] = [], []
        for item in file.imports:
            if item.kind == "library" and item.name.text == DATA_DRIVER:
                self._take_text(key, _data_file(file, item))
            path = imported_file(file, item)
            if path is None:
                self._incomplete |= set() if item.kind == "library" else {file.path}
                continue
            if item.kind == "resource" and path.suffix.lower() in (_RESOURCE_SUFFIX, ".robot", ".txt", ".tsv"):
                known = os.path.abspath(path)
                if known not in self._read:
                    self._read[known] = read_suite(path)
                    yield self._read[known]
                self._resources[key].append(self._read[known])
            elif item.kind != "resource":
                self._take_text(key, path, is_library=item.kind == "library")

    def _take_text(self, key: str, path: Path | None, *, is_library: bool = False) -> None:
        if path is None:
            return
        if str(path) not in self._texts:
            try:
                with path.open(encoding="utf-8", errors="replace") as file:
                    self._texts[str(path)] = file.read(_LARGEST_TEXT)
            except OSError:
                return
        self._texts_of[key].append((str(path), is_library))

    def _imports_of(self, suite: SuiteFile) -> list[RegistryImport]:
        if suite not in self._imports:
            path, files = suite.path.absolute(), self._with_resources(suite)
            found = (registry_import(file, item, path) for file in files for item in file.imports)
            self._imports[suite] = [item for item in found if item is not None]
        return self._imports[suite]

    def _with_resources(self, file: SuiteFile) -> list[SuiteFile]:
        """Return a file and the resource files that it imports, directly or indirectly."""
        if file not in self._reached:
            found = {file: None}
            waiting = [file]
            for item in waiting:
                new = [other for other in self._resources[os.path.abspath(item.path)] if other not in found]
                found.update(dict.fromkeys(new))
                waiting += new
            self._reached[file] = list(found)
        return self._reached[file]

    def _suites_of(self, file: SuiteFile) -> list[SuiteFile]:
        """Return the suites in which the steps of a file run; the file itself if there are none."""
        return self._importers.get(os.path.abspath(file.path)) or [file]

    @cached_property
    def _importers(self) -> Mapping[str, list[SuiteFile]]:
        """The suites that import each resource file, directly or indirectly."""
        found: dict[str, list[SuiteFile]] = {}
        for suite in self.files:
            if suite.path.suffix.lower() != _RESOURCE_SUFFIX:
                for resource in self._with_resources(suite)[1:]:
                    found.setdefault(os.path.abspath(resource.path), []).append(suite)
        return found


def _data_file(file: SuiteFile, item: WrittenImport) -> Path | None:
    """Return the data file of a DataDriver; only text files are read."""
    cells = [cell.text for cell in item.arguments]
    named = next((cell.partition("=")[2] for cell in cells if cell.startswith("file=")), "")
    name = named or next((cell for cell in cells if "=" not in cell), "") or f"{file.path.stem}.csv"
    text = resolved(name, file)
    if text is None:
        return None
    path = file.path.parent / (f"{file.path.stem}{text}" if text.startswith(".") else text)
    return path if path.suffix.lower() in (".csv", ".tsv", ".json") and path.is_file() else None


def _names_in(text: str, *, is_library: bool) -> set[str]:
    """Return the variables that a file may set: in a library, names written as variables; elsewhere, every word."""
    return {normal_name(name) for name in (_SET_BY_PROGRAM if is_library else _NAME).findall(text)}
