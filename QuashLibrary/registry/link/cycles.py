"""Find cycles among names that refer to each other by `extends`, `needs` or `auth: from`.

In: a graph, as names with the names that they refer to. Out: cycles, and an order. One depth-first walk follows each
edge once, without recursion, so a chain can have any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Graph = Mapping[str, Iterable[str]]


def find_cycles(graph: Graph) -> Iterator[list[str]]:
    """Yield the cycles, each starting with its first name in the graph.

    Of several cycles that share an edge, only one is returned: removing that edge may remove all of them.
    """
    order = {name: number for number, name in enumerate(graph)}
    known: set[tuple[str, str]] = set()
    for _, cycle in _walk(graph):
        edges = set(edges_of(cycle))
        if edges and known.isdisjoint(edges):
            known |= edges
            yield rotated(cycle, min(cycle, key=order.__getitem__))


def targets_first(graph: Graph) -> Iterator[str]:
    """Yield all names, each after the names that it refers to; in a cycle, one name comes first."""
    return (name for name, cycle in _walk(graph) if not cycle)


def _walk(graph: Graph) -> Iterator[tuple[str, list[str]]]:
    """Yield each name after all names that it refers to, and each cycle when an edge closes it."""
    done: set[str] = set()
    for start in graph:
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(graph[start])}
        while path:
            last = next(reversed(path))
            name = next((name for name in path[last] if name in graph and name not in done), None)
            if name is None:
                done.add(last)
                del path[last]
                yield last, []
            elif name in path:
                names = list(path)
                yield last, names[names.index(name) :]
            else:
                path[name] = iter(graph[name])


def edges_of(cycle: Sequence[str]) -> list[tuple[str, str]]:
    """Return the edges of a cycle."""
    return list(zip(cycle, [*cycle[1:], *cycle[:1]], strict=True))


def rotated(cycle: Sequence[str], first: str) -> list[str]:
    """Return a cycle that starts with another of its names."""
    at = cycle.index(first)
    return [*cycle[at:], *cycle[:at]]


def show_cycle(cycle: Sequence[str], sign: str = "") -> str:
    """Return a cycle for a message: `@a -> @b -> @a`."""
    return " -> ".join(f"{sign}{name}" for name in (*cycle, cycle[0]))
