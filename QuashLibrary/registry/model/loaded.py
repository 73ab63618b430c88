"""What loading the files of a registry gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from QuashLibrary.problems import Problem
    from QuashLibrary.registry.model.registry import Registry


class LoadedRegistry(NamedTuple):
    """A registry, and what is wrong with its files.

    `environments` are all names that are written, whether their connections can be used or not; None if a file could
    not be read.
    """

    registry: Registry
    problems: tuple[Problem, ...] = ()
    environments: frozenset[str] | None = frozenset()


def unknown_environment(loaded: LoadedRegistry, environment: str) -> str:
    """Return what to do about the name of an environment that no connection has; empty if one has it."""
    known = loaded.environments
    if known is None or not environment or environment in known:
        return ""
    listed = f"known are {', '.join(sorted(known))}" if known else "no connection has environments"
    return did_you_mean(environment, sorted(known)) or listed
