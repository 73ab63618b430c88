"""Complete the words of a command when Tab is pressed.

Nothing here writes: a message would end up in the line that the user is typing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from QuashLibrary.cli.registry import registry_paths
from QuashLibrary.errors import QuashError
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.loaded import LoadedRegistry

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace
    from collections.abc import Callable, Iterable

_WORD_BREAKS = "_ARGCOMPLETE_COMP_WORDBREAKS"


def complete(parser: ArgumentParser) -> None:
    """Answer the shell and end the process."""
    import argcomplete

    # Bash breaks words at "@", but passes the "@" to the completion and expects it back.
    os.environ[_WORD_BREAKS] = os.environ.get(_WORD_BREAKS, "").replace("@", "")
    argcomplete.autocomplete(parser, always_complete_options=False)


def offer(argument: Action, words: Callable[..., list[str]]) -> None:
    """Let the shell complete an argument with these words."""
    argument.completer = words  # type: ignore[attr-defined] # argcomplete reads it


def slugs(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return the slugs of the registry, with the `@` if it was typed."""
    mark = "@" if prefix.startswith("@") else ""
    return beginning(prefix, (f"{mark}{slug}" for slug in _loaded(parsed_args).registry.slugs))


def inputs(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return `name=` for each input of the validation that is not on the command line yet."""
    registry = _loaded(parsed_args).registry
    slug = (parsed_args.slug or "").removeprefix("@")
    if slug not in registry.outlines:
        return []
    given = {word.partition("=")[0] for word in parsed_args.inputs or ()}
    return beginning(prefix, (f"{item.name}=" for item in registry.inputs_of(slug) if item.name not in given))


def connections(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return the connections of the registry."""
    return beginning(prefix, _loaded(parsed_args).registry.connections)


def environments(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return the environments of all connections."""
    return beginning(prefix, sorted(_loaded(parsed_args).environments or ()))


def _loaded(arguments: Namespace) -> LoadedRegistry:
    try:
        return load_registry(registry_paths(arguments))
    except (QuashError, OSError):
        return LoadedRegistry(Registry())


def beginning(prefix: str, words: Iterable[str]) -> list[str]:
    """Return the words that start with the typed prefix."""
    return [word for word in words if word.startswith(prefix)]
