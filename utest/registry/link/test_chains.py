"""Entries may depend on each other in chains of any length."""

from pathlib import Path

import pytest

from QuashLibrary.problems import Position
from QuashLibrary.registry.forms.entries import NamedEntry
from QuashLibrary.registry.link.inheritance import merged_entries
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.yaml.nodes import Key, Node

pytestmark = pytest.mark.usefixtures("both_ways")

LENGTH = 2_000
CONNECTIONS = "connections: {shop: {base_url: 'http://h'}}\n"
LINKS = {
    "extends": "{{extends: v{}, timeout: 1s}}",
    "needs": "{{needs: v{}, request: GET /, fetch: {{token: $.t}}}}",
    "auth": "{{auth: {{from: v{}}}, request: GET /, fetch: {{token: $.t}}}}",
}


def chain(kind: str, first: str) -> list[str]:
    """Return the lines of validations, each of which depends on the one before."""
    link = LINKS[kind]
    return [f"  v0: {first}", *(f"  v{number}: {link.format(number - 1)}" for number in range(1, LENGTH))]


@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_long_chain_is_loaded(kind: str, is_reversed: bool, tmp_path: Path) -> None:
    """The order in the file does not matter."""
    lines = chain(kind, "{request: GET /, fetch: {token: $.t}}")
    file = tmp_path / "v.yaml"
    file.write_text(CONNECTIONS + "\n".join(["validations:", *(reversed(lines) if is_reversed else lines), ""]))
    loaded = load_registry([file])
    assert loaded.problems == ()
    assert len(loaded.registry.validations) == LENGTH


@pytest.mark.parametrize("kind", LINKS)
def test_a_long_chain_that_ends_in_a_problem_is_broken(kind: str, tmp_path: Path) -> None:
    """The whole chain is broken by this one problem."""
    file = tmp_path / "v.yaml"
    file.write_text(CONNECTIONS + "\n".join(["validations:", *chain(kind, LINKS[kind].format("x")), ""]))
    loaded = load_registry([file])
    assert len(loaded.problems) == 1
    assert set(loaded.registry.broken.values()) == {loaded.problems}
    assert len(loaded.registry.broken) == LENGTH


@pytest.mark.parametrize("kind", ["extends", "needs"])
def test_a_long_circle_is_one_problem(kind: str, tmp_path: Path) -> None:
    """The message names all its members."""
    file = tmp_path / "v.yaml"
    file.write_text(CONNECTIONS + "\n".join(["validations:", *chain(kind, LINKS[kind].format(LENGTH - 1)), ""]))
    [problem] = load_registry([file]).problems
    assert problem.message.count(" -> ") == LENGTH


def test_each_entry_is_merged_once() -> None:
    """It is merged with its nearest base, which is merged first."""
    merges = 0

    def merge(own: Node, base: Node) -> Node:
        nonlocal merges
        merges += 1
        return Node({**base.value, **own.value}, own.position)

    at = Position("v.yaml", 1)
    entries = [
        NamedEntry(Node({Key("extends", at): Node(f"v{number - 1}", at)}, at), "validation", Key(f"v{number}", at))
        for number in range(1, LENGTH)
    ]
    entries.append(NamedEntry(Node({}, at), "validation", Key("v0", at)))
    merged = merged_entries(entries, {str(entry.name): entry for entry in entries}, merge)
    assert [item.entry.name for item in merged] == [f"v{number}" for number in range(LENGTH)]
    assert merges == LENGTH - 1
