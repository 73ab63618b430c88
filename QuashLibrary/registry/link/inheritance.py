"""Merge entries with those that they `extend`.

In: the entries of all files. Out: entries with everything that they inherit, each after its base, so every entry is
merged only once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from QuashLibrary.problems import Problem, did_you_mean, most_similar
from QuashLibrary.registry.forms.entries import items_of, without
from QuashLibrary.registry.forms.merging import EXTENDS, merge_forms
from QuashLibrary.registry.link.cycles import find_cycles, show_cycle, targets_first
from QuashLibrary.registry.link.kinds import type_of_connection, written_source
from QuashLibrary.registry.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from QuashLibrary.registry.compile.source import SourceTable
    from QuashLibrary.registry.forms.entries import NamedEntry
    from QuashLibrary.registry.forms.form import Merge

_MISSPELT = 0.75
"""How similar a key must be to mean `extends`; `needs` and `expect` are less similar."""


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry with everything that it inherits from its `base`.

    `problem` is the reason why the `extends` of the entry or of a base cannot be followed. The entry is not whole if a
    base is missing or unreadable.
    """

    entry: NamedEntry
    base: str | None = None
    problem: Problem | None = None
    is_whole: bool = True


def merged_entries(entries: Sequence[NamedEntry], known: Mapping[str, NamedEntry], merge: Merge) -> list[MergedEntry]:
    """Return entries merged with their bases; `known` are the first entries of each name."""
    if len(known) == len(entries) and not any(map(_written_base, entries)):
        return [MergedEntry(entry) for entry in entries]
    bases = {name: _base_of(entry) for name, entry in known.items()}
    graph = {name: [] if base is None else [base] for name, base in bases.items()}
    circles = {name: _circle_problem(cycle, known) for cycle in find_cycles(graph) for name in cycle}
    merged: dict[str, MergedEntry] = {}
    for name in targets_first(graph):
        if name in circles:
            merged[name] = MergedEntry(known[name], problem=circles[name], is_whole=False)
        else:
            merged[name] = _merged_entry(known[name], merged, known, merge)
    others = (entry for entry in entries if known[entry.name] is not entry)
    return [*merged.values(), *(_merged_entry(entry, merged, known, merge) for entry in others)]


def _base_of(entry: NamedEntry) -> str | None:
    written = _written_base(entry)
    return written.value.removeprefix("@") if written and isinstance(written.value, str) else None


def _written_base(entry: NamedEntry) -> Node | None:
    """Return what the entry extends, even if the key is misspelt; that is reported when the entry is read."""
    items = items_of(entry.node)
    return items.get(EXTENDS) or next((node for key, node in items.items() if _means_extends(key)), None)


@lru_cache
def _means_extends(key: str) -> bool:
    return bool(most_similar(key, [EXTENDS], _MISSPELT))


def _merged_entry(
    entry: NamedEntry, merged: Mapping[str, MergedEntry], known: Mapping[str, NamedEntry], merge: Merge
) -> MergedEntry:
    name = _base_of(entry)
    if name is None:
        return MergedEntry(entry, is_whole=_written_base(entry) is None)
    if name not in merged:
        return MergedEntry(entry, problem=_unknown_base(entry, name, known), is_whole=False)
    base = merged[name]
    if not isinstance(base.entry.node.value, dict):
        return MergedEntry(entry, name, base.problem, is_whole=False)
    node = merge(entry.node, base.entry.node)
    return MergedEntry(replace(entry, node=node), name, base.problem, base.is_whole)


def _circle_problem(cycle: list[str], known: Mapping[str, NamedEntry]) -> Problem:
    entry = known[cycle[0]]
    message = f"{entry.title} extends itself: {show_cycle(cycle)}"
    return Problem(entry.node.locate([EXTENDS]), message, 'remove one "extends"')


def _unknown_base(entry: NamedEntry, name: str, known: Iterable[str]) -> Problem:
    advice = did_you_mean(name, [other for other in known if other != entry.name]) or f"no {entry.kind} has this name"
    message = f'{entry.title} extends "{name}", which is not defined'
    return Problem(entry.node.locate([EXTENDS]), message, advice)


def merge_validations(own: Node, base: Node, *, table: SourceTable) -> Node:
    """Return a validation merged with its base; a question to another source replaces the inherited question."""
    chosen = next((row for row in table.rows if row.key in items_of(own)), None)
    if chosen:
        merges = chosen.form.fields[chosen.key].merge is not None
        replaced = {key for key, owners in table.owners.items() if chosen not in owners or not merges}
        base = without(base, replaced if chosen.connection_type else {*replaced, "connection"})
    source = chosen or written_source(base, table.rows) or table.rows[0]
    return merge_forms(source.form, own, base)


def merge_connections(own: Node, base: Node, *, table: SourceTable) -> Node:
    """Return a connection merged with its base; its own values also apply in inherited environments."""
    form = type_of_connection(own if "type" in items_of(own) else base, table).form
    fields = form.fields
    others = {key for other in table.connection_types for key in other.form.fields}
    base = without(base, others - fields.keys())
    environments = items_of(base).get("environments")
    if isinstance(base.value, dict) and environments and isinstance(environments.value, dict):
        replaced = items_of(own).keys() - {key for key, field in fields.items() if field.merge}
        kept = {name: without(node, replaced) for name, node in environments.value.items()}
        inherited = Node(kept, environments.position)
        items = {key: inherited if node is environments else node for key, node in base.value.items()}
        base = Node(items, base.position)
    return merge_forms(form, own, base)
