"""Check the files of a registry together, and compile them.

In: paths of files. Out: the registry, its parts, and the problems of all files. This is separate from `load`: it
imports the YAML reader, the forms and the compilers, which a registry from the user's cache does not need.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.registry.compile.files import NamedFiles
from QuashLibrary.registry.credentials import credentials_in, masked
from QuashLibrary.registry.files import is_about_indentation, read_content
from QuashLibrary.registry.link.compiler import Compiler
from QuashLibrary.registry.model.loaded import LoadedRegistry
from QuashLibrary.registry.sections import read_sections
from QuashLibrary.registry.sources.table import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.problems import Problem
    from QuashLibrary.registry.compile.source import SourceTable
    from QuashLibrary.registry.files import RegistryFile
    from QuashLibrary.registry.link.parts import Part
    from QuashLibrary.registry.model import Registry
    from QuashLibrary.registry.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class CheckedRegistry:
    """A loaded registry, its parts, and all files that were read or looked for.

    `contents` are the contents of its own files; `roots` are the trees of the files that could be read.
    """

    loaded: LoadedRegistry
    parts: Sequence[Part]
    contents: Mapping[Path, bytes]
    named: NamedFiles
    roots: Sequence[Node] = ()


def check_registry(
    paths: Iterable[Path],
    problems: Sequence[Problem],
    table: SourceTable | None = None,
    on_entries: Callable[[int], None] | None = None,
) -> CheckedRegistry:
    """Return the registry of these files; `problems` are already known.

    `on_entries` is called with the number of entries in a section each time one of them is compiled.
    """
    table = table or SOURCES
    named = NamedFiles()
    files = [read_content(path) for path in paths]
    with named.used():
        compiler, registry = _compiled(files, table, on_entries)
        if wrong := list(filter(is_about_indentation, (*compiler.read_problems, *compiler.problems))):
            corrected = [file.corrected(wrong, table) for file in files]
            compiler, registry = (compiler, registry) if corrected == files else _compiled(corrected, table)
    environments = frozenset(compiler.environments()) if compiler.complete else None
    found = tuple(_all_problems(compiler, problems))
    if found:
        credentials = {word for file in files for word in credentials_in(file.content.decode("utf-8", "replace"))}
        broken = {name: _without(credentials, of_entry) for name, of_entry in registry.broken.items()}
        registry, found = replace(registry, broken=broken), _without(credentials, found)
    loaded = LoadedRegistry(registry, found, environments)
    roots = [file.root for file in files if file.root is not None]
    return CheckedRegistry(loaded, compiler.parts(), {file.path: file.content for file in files}, named, roots)


def _without(credentials: Iterable[str], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(masked(problem, credentials) for problem in problems)


def _compiled(
    files: Iterable[RegistryFile], table: SourceTable, on_entries: Callable[[int], None] | None = None
) -> tuple[Compiler, Registry]:
    compiler = Compiler(table, on_entries)
    for file in files:
        compiler.read_problems += [*file.problems, *file.corrections]
        compiler.corrections += file.corrections
        if file.root is None:
            compiler.complete = False
        else:
            read_sections(file.root, compiler)
    return compiler, compiler.registry(tuple(str(file.path) for file in files))


def _all_problems(compiler: Compiler, others: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of the files, without those that result from an unreadable line."""
    unreadable = {(problem.position.file, problem.position.line) for problem in compiler.read_problems}
    compiled = (item for item in compiler.problems if (item.position.file, item.position.line) not in unreadable)
    return sorted({*others, *compiler.read_problems, *compiled})
