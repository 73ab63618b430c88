"""Merge an entry with the one that it extends: what it does not set is taken over.

In: two Nodes and their form, whose fields say how a key that both have is merged. Out: a Node in which every part
keeps the place where it is written, so that no later stage needs to know of `extends`.
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
    """Return a mapping in which items replace the inherited ones of their names."""
    return _merge(own, base, lambda _: None)


def merge_each(merge: Merge) -> Merge:
    """Return how mappings are merged whose items are merged themselves."""
    return lambda own, base: _merge(own, base, lambda _: merge)


def merge_lists(own: Node, base: Node) -> Node:
    """Return the inherited members, then the own ones; a single value is a list of one."""
    members = [node.value if isinstance(node.value, list) else [node] for node in (base, own)]
    return Node([*members[0], *members[1]], own.position)


def _merge(own: Node, base: Node, merge_of: Callable[[str], Merge | None]) -> Node:
    """Return a mapping merged with another; a key that both have keeps its place in the order of the base."""
    if not isinstance(own.value, dict) or not isinstance(base.value, dict):
        return own
    written: Mapping[str, tuple[Key, Node]] = {str(key): (key, node) for key, node in own.value.items()}
    merged: dict[Key, Node] = {}
    for key, inherited in base.value.items():
        own_key, node = written.get(key, (key, inherited))
        merge = merge_of(key) if key in written else None
        merged[own_key] = merge(node, inherited) if merge else node
    return Node(merged | {key: node for key, node in own.value.items() if key not in merged}, own.position)
