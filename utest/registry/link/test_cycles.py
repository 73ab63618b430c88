"""Cycles are found in one walk, however long the chains are."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.registry.link.cycles import find_cycles, show_cycle, targets_first

LONG = 20_000


@pytest.mark.parametrize(
    ("graph", "cycles"),
    [
        ({"a": ["b"], "b": []}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"x": ["c"], "a": ["c"], "b": ["a"], "c": ["b"]}, [["a", "c", "b"]]),
        ({"a": ["d", "c"], "b": ["a"], "c": ["b"], "d": ["d"]}, [["d"], ["a", "c", "b"]]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["a"]}, [["a", "b"]]),
        ({"a": ["unknown"]}, []),
    ],
)
def test_each_cycle_is_found_once(graph: dict[str, list[str]], cycles: list[list[str]]) -> None:
    """It starts with its first name; of several that share an edge, only one is returned."""
    assert list(find_cycles(graph)) == cycles


def test_a_cycle_is_shown_as_a_chain_back_to_its_first_name() -> None:
    """Each name has its sign."""
    assert show_cycle(["a", "b"], "@") == "@a -> @b -> @a"


@pytest.mark.parametrize("closed", [True, False])
def test_each_edge_is_followed_once(closed: bool) -> None:
    """A chain takes neither recursion nor quadratic time."""
    visits = 0

    class Names(list[str]):
        def __iter__(self) -> Iterator[str]:
            nonlocal visits
            visits += len(self)
            return super().__iter__()

    graph = {f"v{n}": Names([f"v{n + 1}"]) for n in range(LONG)}
    graph[f"v{LONG}"] = Names(["v0"] if closed else [])
    assert len(list(find_cycles(graph))) == closed
    assert visits == LONG + closed


GRAPHS = st.integers(1, 7).flatmap(
    lambda size: st.dictionaries(
        st.sampled_from("abcdefg"[:size]), st.lists(st.sampled_from("abcdefg"[:size]), max_size=4)
    )
)


@given(GRAPHS)
def test_names_are_ordered_unless_there_is_a_cycle(graph: dict[str, list[str]]) -> None:
    """Every name is returned once, after the names that it leads to."""
    order = list(targets_first(graph))
    assert sorted(order) == sorted(graph)
    edges = [(name, other) for name, others in graph.items() for other in others if other in graph]
    is_ordered = all(order.index(other) < order.index(name) for name, other in edges)
    assert is_ordered is not any(find_cycles(graph))


@given(GRAPHS)
def test_each_result_is_a_cycle(graph: dict[str, list[str]]) -> None:
    """Each name leads to the next one, and the last to the first."""
    for cycle in find_cycles(graph):
        assert all(other in graph[name] for name, other in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        assert len(set(cycle)) == len(cycle)
