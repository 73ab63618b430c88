"""The result of loading the files of a registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from QuashLibrary.problems import Problem
    from QuashLibrary.registry.model.registry import Registry


class LoadedRegistry(NamedTuple):
    """A registry, and the problems of its files.

    `environments` are the names of all environments, including those of unusable connections; None if a file could not
    be read.
    """

    registry: Registry
    problems: tuple[Problem, ...] = ()
    environments: frozenset[str] | None = frozenset()


def unknown_environment(loaded: LoadedRegistry, environment: str) -> str:
    """Return what to do about an environment that no connection has; empty if a connection has it."""
    known = loaded.environments
    if known is None or not environment or environment in known:
        return ""
    listed = f"choose {', '.join(sorted(known))}" if known else "no connection has environments"
    return did_you_mean(environment, sorted(known)) or listed
