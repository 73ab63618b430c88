"""Find the registry of a command: `--registry`, else `QUASH_REGISTRY`, else `validations.yaml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError, RegistryError
from QuashLibrary.problems import did_you_mean, most_similar, shown_path
from QuashLibrary.registry.load import SUFFIXES, load_registry, unknown_environment

if TYPE_CHECKING:
    from argparse import Action, Namespace
    from collections.abc import Iterator

    from QuashLibrary.cli.parser import Parser
    from QuashLibrary.registry.load import LoadedRegistry
    from QuashLibrary.registry.model import Registry

DEFAULT = "validations.yaml"
VARIABLE = "QUASH_REGISTRY"
ENVIRONMENT_VARIABLE = "QUASH_ENVIRONMENT"


def add_registry_argument(parser: Parser, default: str = f"{VARIABLE}, else {DEFAULT}") -> None:
    """Add `--registry`, which may occur several times."""
    parser.add_argument(
        "--registry",
        metavar="PATH",
        action="append",
        type=Path,
        help=f"a registry file, or a folder of them (default: {default})",
    )


def add_environment_argument(parser: Parser) -> Action:
    """Add `--environment`."""
    return parser.add_argument(
        "--environment", metavar="NAME", help=f"an environment of the connections (default: {ENVIRONMENT_VARIABLE})"
    )


def registry_paths(arguments: Namespace) -> tuple[Path, ...]:
    """Return the files and folders of the registry.

    Raises:
        CommandError: one of them does not exist.
    """
    paths = tuple(arguments.registry or _paths_of_the_process())
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        is_named = bool(arguments.registry or os.environ.get(VARIABLE))
        lines = [missing_message(path, is_named=is_named) for path in missing]
        raise CommandError("\n".join(lines), ExitCode.BAD_INPUT)
    return paths


def loaded_registry(arguments: Namespace) -> LoadedRegistry:
    """Return the registry; entries with problems are marked as broken, and the rest can be used.

    Raises:
        CommandError: a file does not exist, or nothing in the files can be used.
    """
    loaded = load_registry(registry_paths(arguments))
    if loaded.problems and not loaded.registry.slugs:
        raise CommandError(str(RegistryError(loaded.problems)), ExitCode.BAD_INPUT)
    return loaded


def environment_of(arguments: Namespace, loaded: LoadedRegistry) -> str:
    """Return the environment to use; empty means the connections' own settings.

    Raises:
        CommandError: no connection has an environment with that name.
    """
    given = arguments.environment
    name = given or os.environ.get(ENVIRONMENT_VARIABLE, "")
    if advice := unknown_environment(loaded, name):
        source = f"--environment {name}" if given else f'the environment variable {ENVIRONMENT_VARIABLE} is "{name}"'
        raise CommandError(f"{source}: no connection has this environment; {advice}", ExitCode.BAD_INPUT)
    return name


def slug_of(word: str, registry: Registry) -> str:
    """Return the slug that a word names, with or without the `@`.

    Raises:
        CommandError: the registry has no such validation.
    """
    slug = word.removeprefix("@")
    if slug not in registry.positions:
        near = did_you_mean(f"@{slug}", [f"@{name}" for name in registry.slugs])
        advice = near or "quash list  shows all validations"
        files = ", ".join(map(shown_path, registry.files))
        raise CommandError(f"no validation @{slug} in {files}; {advice}", ExitCode.BAD_INPUT)
    return slug


def setting_advice(name: str) -> str:
    """Return how to set an environment variable in the shell of this system."""
    command = f"$env:{name} = '…'" if os.name == "nt" else f"export {name}='…'"
    return f"run  {command}  first"


def _paths_of_the_process() -> Iterator[Path]:
    yield from map(Path, os.environ.get(VARIABLE, "").split(os.pathsep) if os.environ.get(VARIABLE) else [DEFAULT])


def missing_message(path: Path, *, is_named: bool) -> str:
    """Return the message for a registry that does not exist, with a similar file name or the next step."""
    beside = [file.name for file in path.parent.iterdir() if file.suffix in SUFFIXES] if path.parent.is_dir() else []
    near = most_similar(path.name, beside)
    start = "create one with  quash init" if is_named else "write --registry PATH, or create one with  quash init"
    advice = f"did you mean {shown_path(path.parent / near)}?" if near else start
    return f"{shown_path(path)} does not exist; {advice}"
