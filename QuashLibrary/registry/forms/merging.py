"""Merge an entry with the one that it extends: it inherits everything that it does not set.

In: two Nodes and their form, whose fields define how a key that both have is merged. Out: a Node in which every part
keeps its original place, so no later stage needs to know about `extends`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.registry.forms.entries import items_of, without
from QuashLibrary.registry.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.registry.forms.form import Form, Merge
    from QuashLibrary.registry.yaml.nodes import Key

EXTENDS = "extends"


def merge_forms(form: type[Form], own: Node, base: Node) -> Node:
    """Return a mapping merged with the one that it extends."""
    for rule in form.rules:
        if not rule.rivals.isdisjoint(items_of(own)):
            base = without(base, rule.rivals)
    merges = {key: field.merge for key, field in form.fields.items() if field.merge}
    return _merge(own, without(base, [EXTENDS]), merges.get)


def merge_items(own: Node, base: Node) -> Node:
    """Return a mapping in which items replace inherited items of the same name."""
    return _merge(own, base, lambda _: None)


def merge_each(merge: Merge) -> Merge:
    """Return a function that merges mappings, and merges their items with `merge`."""
    return lambda own, base: _merge(own, base, lambda _: merge)


def merge_lists(own: Node, base: Node) -> Node:
    """Return the inherited members, then the own members; a single value counts as a list of one."""
    members = [node.value if isinstance(node.value, list) else [node] for node in (base, own)]
    return Node([*members[0], *members[1]], own.position)


def _merge(own: Node, base: Node, merge_of: Callable[[str], Merge | None]) -> Node:
    """Return a mapping merged with another; a key that both have keeps its position in the base."""
    if not isinstance(own.value, dict) or not isinstance(base.value, dict):
        return own
    written: Mapping[str, tuple[Key, Node]] = {str(key): (key, node) for key, node in own.value.items()}
    merged: dict[Key, Node] = {}
    for key, inherited in base.value.items():
        own_key, node = written.get(key, (key, inherited))
        merge = merge_of(key) if key in written else None
        merged[own_key] = merge(node, inherited) if merge else node
    return Node(merged | {key: node for key, node in own.value.items() if key not in merged}, own.position)
