"""An entry inherits what it does not set, and every part keeps its place."""

from functools import partial

from QuashLibrary.registry.forms.form import Form, MappingOf, field
from QuashLibrary.registry.forms.merging import merge_each, merge_forms, merge_items, merge_lists
from QuashLibrary.registry.forms.rules import at_most_one
from QuashLibrary.registry.forms.values import ANY, ANY_ITEMS
from QuashLibrary.registry.yaml.nodes import Node
from QuashLibrary.registry.yaml.reader import read_yaml


class ItemForm(Form):
    """An item whose list grows."""

    list: object = field(ANY, merge=merge_lists)


class EntryForm(Form):
    """An entry with a key for each way of merging."""

    rules = (at_most_one(("one", "other")),)

    one: object = field(ANY)
    other: object = field(ANY)
    whole: object = field(ANY)
    items: object = field(ANY_ITEMS, merge=merge_items)
    each: object = field(MappingOf(ItemForm), merge=merge_each(partial(merge_forms, ItemForm)))
    list: object = field(ANY, merge=merge_lists)


def node_of(text: str, file: str) -> Node:
    """Return a mapping from its own file."""
    node, problems = read_yaml(text, file)
    assert node is not None
    assert problems == []
    return node


def merged(own: str, base: str) -> Node:
    """Return a mapping merged with another one."""
    return merge_forms(EntryForm, node_of(own, "own.yaml"), node_of(base, "base.yaml"))


def test_keys_are_inherited_replaced_or_merged() -> None:
    """The fields decide; `extends` is not inherited."""
    own = "{whole: {a: 1}, items: {b: 2, c: 3}, each: {x: {list: [2]}, y: {}}, list: new}"
    base = "{extends: z, other: 1, whole: {z: 0}, items: {a: 1, b: 1}, each: {x: {list: 1, more: 1}}, list: [old]}"
    assert merged(own, base).plain() == {
        "other": 1,
        "whole": {"a": 1},
        "items": {"a": 1, "b": 2, "c": 3},
        "each": {"x": {"list": [1, 2], "more": 1}, "y": {}},
        "list": ["old", "new"],
    }


def test_a_key_replaces_its_rivals() -> None:
    """At most one of them is set."""
    assert merged("{one: 1}", "{other: 2, whole: 3}").plain() == {"whole": 3, "one": 1}


def test_every_part_keeps_its_place() -> None:
    """Own and inherited keys and values keep their places."""
    node = merged("{items: {b: 2}}", "{whole: 1, items: {a: 1, b: 1}}")
    places = [node.locate(path, key=True).file for path in (["whole"], ["items"], ["items", "a"], ["items", "b"])]
    assert places == ["base.yaml", "own.yaml", "base.yaml", "own.yaml"]


def test_a_value_that_is_not_a_mapping_replaces_the_inherited_one() -> None:
    """Its problem is reported when it is read."""
    assert merged("{items: 5}", "{items: {a: 1}}").plain() == {"items": 5}
