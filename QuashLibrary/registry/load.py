"""Load a registry from its files: find them, read them, check them together.

In: paths as a user gives them. Out: a Registry and every problem of all files. Nothing is asked of the
network. Entries with problems are left out and known as broken, so that the others can be used.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry.forms.errors import example
from QuashLibrary.registry.forms.validation import RegistryFile
from QuashLibrary.registry.link.compiler import Compiler
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.yaml.reader import read_bytes
from QuashLibrary.registry.yaml.nodes import Key, Node

_SUFFIXES = (".yaml", ".yml")
_HOMES = {"request": "validations", "sql": "validations", "base_url": "connections", "url": "connections"}
"""Keys by which an entry is known that stands at the top of a file."""


@dataclass(frozen=True, slots=True)
class LoadedRegistry:
    """A registry, and what is wrong with its files.

    `environments` are all names that are written, be their connections right or not; None where not all files could be
    read.
    """

    registry: Registry
    problems: tuple[Problem, ...] = ()
    environments: frozenset[str] | None = frozenset()


def load_registry(paths: Iterable[Path]) -> LoadedRegistry:
    """Load the files and folders given; a folder stands for every *.yaml and *.yml below it."""
    with _no_garbage_collection():
        return _load(paths)


def _load(paths: Iterable[Path]) -> LoadedRegistry:
    compiler = Compiler()
    files: dict[str, Path] = {}
    for path in paths:
        for file in _files(path, compiler):
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
    """Look for no cycles meanwhile: trees and models have none, and looking takes longer than loading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _files(path: Path, compiler: Compiler) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not found:
        message = "the folder holds no *.yaml or *.yml file"
        compiler.problems.append(Problem(Position(_shown(path), 1), message, f"looked below {path.absolute()}"))
    yield from found


def _shown(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory where it lies below it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if relative.startswith("..") else relative


def _read_file(path: Path, compiler: Compiler) -> None:
    name = _shown(path)
    root = None
    try:
        root, found = read_bytes(path.read_bytes(), name)
    except FileNotFoundError:
        found = [Problem(Position(name, 1), "there is no such registry file", f"looked at {path.absolute()}")]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        found = [
            Problem(Position(name, 1), f"the registry file cannot be read: {reason}", f"looked at {path.absolute()}")
        ]
    compiler.problems += found
    if root is not None and isinstance(root.value, dict):
        for key, node in root.value.items():
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
    elif key not in RegistryFile.model_fields:
        compiler.problems.append(Problem(key.position, f'unknown key "{key}" in the registry', _top_advice(key, node)))
    elif isinstance(node.value, dict):
        for name, entry in node.value.items():
            if key == "connections":
                compiler.add_connection(name, entry)
            else:
                compiler.add_validation(name, entry)
    elif node.value is not None:
        compiler.complete = False
        message = f'"{key}" should be a mapping of names to {key}, is {show_typed(node.plain())}'
        compiler.problems.append(Problem(node.position, message, example(key)))


def _top_advice(key: Key, node: Node) -> str:
    inner = node.value if isinstance(node.value, dict) else {}
    homes = [home for name, home in _HOMES.items() if name in inner]
    return f'write it below "{homes[0]}"' if homes else did_you_mean(key, RegistryFile.model_fields) or _known_keys()


def _known_keys() -> str:
    return f"known keys are {', '.join(RegistryFile.model_fields)}"
