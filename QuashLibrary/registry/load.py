"""Load a registry from its files: find them, read them, check them together.

In: paths as a user gives them. Out: a Registry and every problem of all files. Loading sends nothing over the network.
Entries with problems are left out and known as broken, so that the others can be used.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from QuashLibrary.problems import Position, Problem, did_you_mean, shown_path
from QuashLibrary.registry.compile.source import SourceTable
from QuashLibrary.registry.credentials import credentials_in, masked
from QuashLibrary.registry.files import RegistryFile, is_about_indentation, read_content
from QuashLibrary.registry.link.compiler import Compiler
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.sections import read_sections
from QuashLibrary.registry.sources.table import SOURCES

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class LoadedRegistry:
    """A registry, and what is wrong with its files.

    `environments` are all names that are written, whether their connections can be used or not; None if a file could
    not be read.
    """

    registry: Registry
    problems: tuple[Problem, ...] = ()
    environments: frozenset[str] | None = frozenset()


def load_registry(paths: Iterable[Path], table: SourceTable = SOURCES) -> LoadedRegistry:
    """Load files and folders; a folder means every *.yaml and *.yml file below it, hidden ones left out."""
    with _no_garbage_collection():
        problems: list[Problem] = []
        found = (file for path in paths for file in _files_of(path, problems))
        files = [read_content(path) for path in {os.path.abspath(path): path for path in found}.values()]
        compiler, registry = _compiled(files, table)
        if wrong := list(filter(is_about_indentation, (*compiler.read_problems, *compiler.problems))):
            corrected = [file.corrected(wrong, table) for file in files]
            compiler, registry = (compiler, registry) if corrected == files else _compiled(corrected, table)
    environments = frozenset(compiler.environments()) if compiler.complete else None
    found_problems = _all_problems(compiler, problems)
    if not found_problems:
        return LoadedRegistry(registry, environments=environments)
    credentials = {word for file in files for word in credentials_in(file.content.decode("utf-8", "replace"))}
    broken = {name: _without(credentials, of_entry) for name, of_entry in registry.broken.items()}
    return LoadedRegistry(replace(registry, broken=broken), _without(credentials, found_problems), environments)


def _without(credentials: Iterable[str], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(masked(problem, credentials) for problem in problems)


def _compiled(files: Iterable[RegistryFile], table: SourceTable) -> tuple[Compiler, Registry]:
    compiler = Compiler(table)
    for file in files:
        compiler.read_problems += [*file.problems, *file.corrections]
        compiler.corrections += file.corrections
        if file.root is None:
            compiler.complete = False
        else:
            read_sections(file.root, compiler)
    return compiler, compiler.registry(tuple(str(file.path) for file in files))


def _all_problems(compiler: Compiler, others: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of the files; what follows from a line that cannot be read is left out."""
    unreadable = {(problem.position.file, problem.position.line) for problem in compiler.read_problems}
    compiled = (item for item in compiler.problems if (item.position.file, item.position.line) not in unreadable)
    return sorted({*others, *compiler.read_problems, *compiled})


def unknown_environment(loaded: LoadedRegistry, environment: str) -> str:
    """Return what to do about the name of an environment that no connection has; empty if one has it."""
    known = loaded.environments
    if known is None or not environment or environment in known:
        return ""
    listed = f"known are {', '.join(sorted(known))}" if known else "no connection has environments"
    return did_you_mean(environment, sorted(known)) or listed


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Turn the garbage collector off: there are no cycles to find, and looking for them takes longer than loading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _files_of(path: Path, problems: list[Problem]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(_yaml_files_below(path))
    if not found:
        message = "the folder contains no *.yaml or *.yml file"
        problems.append(Problem(Position(shown_path(path), 1), message, "write the name of a registry file"))
    yield from found


def _yaml_files_below(folder: Path) -> Iterator[Path]:
    """Give the *.yaml and *.yml files; hidden ones, and those in hidden folders, belong to other programs."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.suffix.lower() in SUFFIXES and file.is_file())
