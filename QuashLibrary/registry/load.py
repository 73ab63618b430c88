"""Load a registry from its files: find them, read them, check them together.

In: paths as a user gives them. Out: a Registry and every problem of all files. Loading sends nothing over the network.
Entries with problems are left out and known as broken, so that the others can be used.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.synonyms import meant_name, near_name
from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry.compile.files import read_file
from QuashLibrary.registry.compile.source import SourceTable
from QuashLibrary.registry.forms.entries import items_of
from QuashLibrary.registry.forms.form import is_free
from QuashLibrary.registry.forms.reader import write_for_example
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.link.compiler import Compiler
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.sources.table import SOURCES
from QuashLibrary.registry.yaml.nodes import Key, Node
from QuashLibrary.registry.yaml.reader import read_bytes

_SECTIONS = RegistryForm.fields
_SUFFIXES = (".yaml", ".yml")


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
    compiler = Compiler(table)
    with _no_garbage_collection():
        files: dict[str, Path] = {}
        for path in paths:
            for file in _files_of(path, compiler.problems):
                files.setdefault(os.path.abspath(file), file)
        for file in files.values():
            _read_file(file, compiler)
        registry = compiler.registry(tuple(map(str, files.values())))
    environments = frozenset(compiler.environments()) if compiler.complete else None
    return LoadedRegistry(registry, tuple(sorted(set(compiler.problems))), environments)


def environment_problem(loaded: LoadedRegistry, environment: str, file: str) -> Problem | None:
    """Return what is wrong with the name of an environment: no connection has it."""
    known = loaded.environments
    if known is None or not environment or environment in known:
        return None
    listed = f"known are {', '.join(sorted(known))}" if known else "no connection has environments"
    advice = did_you_mean(environment, sorted(known)) or listed
    return Problem(Position(file, 1), f'no connection has the environment "{environment}"', advice)


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
        message = "the folder holds no *.yaml or *.yml file"
        problems.append(Problem(Position(_shown_path(path), 1), message, f"looked below {path.absolute()}"))
    yield from found


def _yaml_files_below(folder: Path) -> Iterator[Path]:
    """Give the *.yaml and *.yml files; hidden ones, and those in hidden folders, belong to other programs."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.suffix.lower() in _SUFFIXES and file.is_file())


def _shown_path(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory if it is below it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if relative.startswith("..") else relative


def _read_file(path: Path, compiler: Compiler) -> None:
    name, root, unreadable = _shown_path(path), None, ""
    try:
        root, found = read_bytes(read_file(path), name)
        compiler.problems += found
    except FileNotFoundError:
        unreadable = "there is no such registry file"
    except (OSError, ValueError) as error:
        unreadable = f"the registry file cannot be read: {error.strerror if isinstance(error, OSError) else error}"
    if unreadable:
        compiler.problems.append(Problem(Position(name, 1), unreadable, f"looked at {path.absolute()}"))
    if root is not None and isinstance(root.value, dict):
        for key, node in root.value.items():
            if not is_free(key):
                _read_section(key, node, compiler)
        return
    compiler.complete = False
    if root is not None:
        message = f"a registry should be a mapping, is {show_typed(root.plain())}"
        compiler.problems.append(Problem(root.position, message, _known_keys()))


def _read_section(key: Key, node: Node, compiler: Compiler) -> None:
    if key == "version":
        if isinstance(node.value, bool) or node.value != 1:
            message = f'"version" should be 1, is {show_typed(node.plain())}'
            compiler.problems.append(Problem(node.position, message, "write  version: 1"))
    elif key == "redact":
        compiler.add_redactions(key, node)
    elif key == "attach":
        compiler.add_attachments(key, node)
    elif key not in _SECTIONS:
        meant, advice = _meaning_of_key(key, node, compiler.table)
        compiler.problems.append(Problem(key.position, f'unknown key "{key}" in the registry', advice))
        if meant:
            _read_section(Key(meant, key.position), node, compiler)
    elif isinstance(node.value, dict):
        for name, entry in node.value.items():
            if key == "connections":
                compiler.add_connection(name, entry)
            else:
                compiler.add_validation(name, entry)
    elif node.value is not None:
        compiler.complete = False
        message = f'"{key}" should be a mapping of names to {key}, is {show_typed(node.plain())}'
        compiler.problems.append(Problem(node.position, message, write_for_example(RegistryForm, key)))


def _meaning_of_key(key: Key, node: Node, table: SourceTable) -> tuple[str, str]:
    """Return which section is meant by an unknown key, if any, and what to do: it may be an entry of a section."""
    sections = [table.sections[name] for name in items_of(node) if name in table.sections]
    if sections:
        return "", f'write it below "{sections[0]}"'
    if meant := meant_name(key, _SECTIONS):
        return meant, f'write "{meant}"'
    near = near_name(key, _SECTIONS)
    return near, f'did you mean "{near}"?' if near else _known_keys()


def _known_keys() -> str:
    return f"known keys are {', '.join(_SECTIONS)}; keys of your own begin with x-"
