"""Load a registry from its files: find them, read them, check them together.

In: paths as a user gives them. Out: a Registry and every problem of all files. Nothing is asked of the
network. Entries with problems are left out and known as broken, so that the others can be used.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from QuashLibrary.language.problems import Position, Problem, did_you_mean
from QuashLibrary.registry.compiling import Compiler
from QuashLibrary.registry.document import SLUG, ConnectionEntry, RegistryFile, ValidationEntry
from QuashLibrary.registry.entries import Place, read_entry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.nodes import Key, Node
from QuashLibrary.registry.yaml_text import read_bytes

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A registry, and what is wrong with its files."""

    registry: Registry
    problems: tuple[Problem, ...] = ()


class RegistryError(Exception):
    """A registry that cannot be used; the message lists every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems."""
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"the registry has {count}:\n{lines}")


def load_registry(paths: Iterable[Path]) -> Loaded:
    """Load the files and folders given; a folder stands for every *.yaml and *.yml below it."""
    problems: list[Problem] = []
    files: list[str] = []
    compiler = Compiler(problems)
    for path in dict.fromkeys(paths):
        for file in _files(path, problems):
            files.append(str(file))
            _read_file(file, compiler, problems)
    registry = compiler.registry(tuple(files))
    return Loaded(registry, tuple(sorted(set(problems))))


def environment_problem(registry: Registry, environment: str, file: str) -> Problem | None:
    """Return what is wrong with the name of an environment: no connection has it."""
    known = registry.environments
    if not environment or environment in known:
        return None
    listed = f"known are {', '.join(sorted(known))}" if known else "no connection has environments"
    advice = did_you_mean(environment, known) or listed
    return Problem(Position(file, 1), f'no connection has the environment "{environment}"', advice)


def _files(path: Path, problems: list[Problem]) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
        if not found:
            problems.append(Problem(Position(_shown(path), 1), "the folder holds no *.yaml or *.yml file"))
        yield from found
    else:
        yield path


def _shown(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory where it lies below it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if relative.startswith("..") else relative


def _read_file(path: Path, compiler: Compiler, problems: list[Problem]) -> None:
    name = _shown(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        problems.append(Problem(Position(name, 1), f"registry {reason}", f"looked at {path.absolute()}"))
        return
    root, found = read_bytes(data, name)
    problems.extend(found)
    if root is None:
        return
    if not isinstance(root.value, dict):
        problems.append(Problem(root.position, "a registry should be a mapping with version, connections, validations"))
        return
    for key, node in root.value.items():
        _read_section(key, node, path.parent, compiler, problems)


def _read_section(key: Key, node: Node, folder: Path, compiler: Compiler, problems: list[Problem]) -> None:
    if key == "version":
        if node.value != 1 or isinstance(node.value, bool):
            problems.append(Problem(node.position, f'"version" should be 1, is {node.value}'))
    elif key not in RegistryFile.model_fields:
        advice = did_you_mean(key, RegistryFile.model_fields) or f"known are {', '.join(RegistryFile.model_fields)}"
        problems.append(Problem(key.position, f'unknown key "{key}" in the registry', advice))
    elif isinstance(node.value, dict):
        for name, entry in node.value.items():
            _read_named(key, name, entry, folder, compiler, problems)
    elif node.value is not None:
        problems.append(Problem(node.position, f'"{key}" should be a mapping of names to entries'))


def _read_named(section: str, name: Key, node: Node, folder: Path, compiler: Compiler, problems: list[Problem]) -> None:
    place = Place(node, section.removesuffix("s"), name)
    earlier = compiler.earlier(section, name)
    if earlier is not None:
        problems.append(Problem(name.position, f"{place.title} is defined twice", f"the first is at {earlier}"))
        return
    if section == "connections":
        connection, found = read_entry(ConnectionEntry, place)
        compiler.add_connection(name, connection, place, folder)
    else:
        validation, found = read_entry(ValidationEntry, place)
        found += _slug_problems(name)
        found += compiler.add_validation(name, validation, place)
    problems.extend(found)
    compiler.note(section, name, found)


def _slug_problems(name: Key) -> list[Problem]:
    if SLUG.match(name):
        return []
    if name.startswith("@"):
        return [Problem(name.position, f'"{name}" is written with @ only where it is used', f'write "{name[1:]}" here')]
    return [Problem(name.position, f'"{name}" should be of small letters, digits and single dashes, as order-created is')]
