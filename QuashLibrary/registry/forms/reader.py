"""Read an entry of a registry into its form, and find all its problems in one pass.

In: the Node of an entry. Out: a form, and Problems with their places. A part that cannot be read is left out, so the
problems of the other parts are found too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from QuashLibrary.language.json_display import show
from QuashLibrary.language.operators.synonyms import meant_name, near_name
from QuashLibrary.problems import Problem
from QuashLibrary.registry.forms.form import EMPTY, Fault, Form, ListOf, MappingOf, Value, is_free, wrong_type
from QuashLibrary.registry.yaml.nodes import Key, Node

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.forms.entries import NamedEntry
    from QuashLibrary.registry.forms.form import Field, Kind

Steps = tuple[str | int, ...]
"""The keys and indices that lead from the entry to a value."""

FormT = TypeVar("FormT", bound=Form)
_LEFT_OUT = object()
_GLUED = re.compile(r"([a-z_]+):?\s*([{\[].*)")
"""A key without a colon or space before a bracket: YAML reads both as the key."""
_CONTAINERS = (dict, list)


def read_entry(form: type[FormT], entry: NamedEntry, problems: list[Problem], *, is_whole: bool = True) -> FormT | None:
    """Return the entry as its form; None if it is not a mapping.

    If the entry is not whole, because a part of it is known to be missing, inheritable keys are not required.
    """
    if isinstance(entry.node.value, dict):
        reader = _EntryReader(entry, problems, is_whole)
        return reader.form(form, entry.node, (), entry.node)
    fault = wrong_type("keys with values", entry.node.plain())
    needed = next((_example_advice(field.example) for field in form.required), "")
    advice = f"{needed}  below it" if fault is EMPTY else needed
    problems.append(Problem(entry.node.position, f"{entry.title} {fault.message}", advice, may_be_misplaced=True))
    return None


def write_for_example(form: type[Form], key: str) -> str:
    """Return `write for example  request: GET /…`; empty if the key explains itself."""
    return _example_advice(form.fields[key].example)


def _example_advice(example: str) -> str:
    return f"write for example  {example}" if example else ""


def expanded(form: type[Form], node: Node) -> Node | Fault:
    """Return the mapping that a short form stands for; its keys have the place of the short form."""
    if isinstance(node.value, dict):
        return node
    short = node.plain()
    items = form.long_form(short)
    if isinstance(items, Fault):
        return items
    at = node.at
    return Node(
        {Key(key, at): node if item is short else Node(cast("str", item), at) for key, item in items.items()}, at
    )


@lru_cache(maxsize=4096)
def _known_short_form(types: Any, value: str | float | None) -> Form | None:
    """Return the form that a plain value stands for in any entry; None if it must be read key by key.

    `types` are the form and the type of the value: without the type, 1 and true would be the same cache key.
    """
    kind: type[Form] = types[0]
    items = kind.long_form(value)
    if isinstance(items, Fault) or any(field.key not in items for field in kind.required):
        return None
    read = {}
    for key, item in items.items():
        field = kind.fields[key]
        found = field.kind.read(item) if isinstance(field.kind, Value) and item is not None else EMPTY
        if isinstance(found, Fault):
            return None
        read[field.attribute] = found
    return kind(given=frozenset(items), **read)


class _EntryReader:
    """Reads the values of one entry."""

    def __init__(self, entry: NamedEntry, problems: list[Problem], is_whole: bool) -> None:
        self._entry = entry
        self._problems = problems
        self._is_whole = is_whole

    def form(self, form: type[FormT], node: Node, steps: Steps, at: Key | Node, *, is_short: bool = False) -> FormT:
        """Return a form without the unreadable values; a missing key is reported at `at`."""
        before = len(self._problems)
        fields = form.fields
        read: dict[str, Any] = {}
        given = []
        items, meant = self._known_items(form, node, steps)
        for key, item in items.items():
            field = fields[key]
            if (
                type(field.kind) is Value and item.value is not None
            ):  # the most frequent case, read without further steps
                found = field.kind.read(item.plain() if isinstance(item.value, _CONTAINERS) else item.value)
                if not isinstance(found, Fault):
                    read[field.attribute] = found
                    given.append(field.key)
                    continue
            inner = steps if is_short else (*steps, key)
            if item.value is None and not field.can_be_null:
                self._report(EMPTY, item.position, inner, field.example)
            elif (found := self._read(field.kind, item, inner, key, field.example)) is not _LEFT_OUT:
                read[field.attribute] = found
                given.append(field.key)
        for field in form.required:
            is_needed = self._is_whole or field.required == "always"
            if is_needed and field.key not in items and field.key not in meant:
                advice = _example_advice(field.example) or f'add "{field.key}"'
                message = f'{self._place_name(steps)} has no "{field.key}"'
                self._problems.append(Problem(at.position, message, advice, may_be_misplaced=True))
        found_form = form(given=frozenset(given), **read)
        self._check_rules(found_form, node, steps, is_sound=len(self._problems) == before)
        return found_form

    def _check_rules(self, form: Form, node: Node, steps: Steps, *, is_sound: bool) -> None:
        for rule in form.rules:
            if fault := rule.fault(form, is_sound):
                self._report(fault, node.locate([fault.key]), steps)
        for fault in form.faults() if is_sound else ():
            self._report(fault, node.position, steps)

    def _read(self, kind: Kind, node: Node, steps: Steps, at: Key | Node, example: str = "") -> object:
        """Return a value, or report its fault and return _LEFT_OUT."""
        if isinstance(kind, Value):
            found = kind.read(node.plain() if isinstance(node.value, _CONTAINERS) else node.value)
        elif isinstance(kind, type):
            if (short := self._short_form(kind, node, steps)) is not None:
                return short
            found = expanded(kind, node)
            if isinstance(found, Node):
                return self.form(kind, found, steps, at, is_short=found is not node)
        elif isinstance(kind, MappingOf):
            found = self._mapping(kind, node, steps)
        elif isinstance(kind, ListOf):
            found = self._list(kind, node, steps, at)
        else:
            return self._read(kind.choose(node.value), node, steps, at, example)
        return self._report(found, node.position, steps, example) if isinstance(found, Fault) else found

    def _short_form(self, kind: type[FormT], node: Node, steps: Steps) -> FormT | None:
        """Return the form that a plain value stands for; None if it must be read key by key."""
        if isinstance(node.value, _CONTAINERS):
            return None
        form = cast("FormT | None", _known_short_form((kind, type(node.value)), node.value))
        if form is not None and (kind.rules or kind.faults is not Form.faults):
            self._check_rules(form, node, steps, is_sound=True)
        return form

    def _mapping(self, kind: MappingOf, node: Node, steps: Steps) -> object:
        if not isinstance(node.value, dict):
            return wrong_type("keys with values", node.plain())
        if not node.value and not kind.can_be_empty:
            return EMPTY
        read = {}
        for key, item in node.value.items():
            if kind.names and (wrong := kind.names.check(key)):
                self._problems.append(Problem(key.position, wrong.message, wrong.advice))
            found = self._read(kind.item, item, (*steps, key), key, kind.example)
            if found is not _LEFT_OUT:
                read[str(key)] = found
        return read

    def _list(self, kind: ListOf, node: Node, steps: Steps, at: Key | Node) -> object:
        if isinstance(node.value, list):
            found = [self._member(kind.item, item, (*steps, index)) for index, item in enumerate(node.value)]
        elif isinstance(node.value, kind.alone):
            found = [self._read(kind.item, node, steps, at)]
        else:
            return wrong_type("a list", node.plain())
        if not found and not kind.can_be_empty:
            return EMPTY
        # An empty form replaces one with problems, so the others keep their numbers.
        if isinstance(kind.item, type):
            return [kind.item() if member is _LEFT_OUT else member for member in found]
        return _LEFT_OUT if _LEFT_OUT in found else found

    def _member(self, kind: Kind, node: Node, steps: Steps) -> object:
        """Return a member of a list, or _LEFT_OUT if it has any problem."""
        before = len(self._problems)
        found = self._read(kind, node, steps, node)
        return found if len(self._problems) == before else _LEFT_OUT

    def _report(self, fault: Fault, position: Position, steps: Steps, example: str = "") -> object:
        joint = " " if fault.message.startswith(("should ", "is ", "has ")) else ": "
        advice = fault.advice
        if fault.takes_example and example:
            advice = _example_advice(example.replace("{name}", str(steps[-1])))
        is_empty = fault.message == EMPTY.message
        message = f"{self._place_name(steps)}{joint}{fault.message}"
        self._problems.append(Problem(position, message, advice, may_be_misplaced=is_empty))
        return _LEFT_OUT

    def _place_name(self, steps: Steps) -> str:
        """Return the name of a place in a message: `"auth.basic" of connection "shop"`, `item 1 of …`."""
        if not steps:
            return self._entry.title
        if isinstance(steps[-1], int):
            return f"item {steps[-1] + 1} of {self._place_name(steps[:-1])}"
        first = max((at for at, step in enumerate(steps, 1) if isinstance(step, int)), default=0)
        return f'"{".".join(map(str, steps[first:]))}" of {self._place_name(steps[:first])}'

    def _known_items(self, form: type[Form], node: Node, steps: Steps) -> tuple[Mapping[Key, Node], Collection[str]]:
        """Return the items of known keys, misspelt ones under their right names, and the meanings of the other keys.

        Unknown keys are reported once, together with others of the same meaning.
        """
        items = node.value if isinstance(node.value, dict) else {}
        if items.keys() <= form.fields.keys():
            return items, ()
        known = {key: item for key, item in items.items() if key in form.fields}
        unknown = [key for key in items if key not in form.fields and not is_free(key)]
        meant: dict[str, list[Key]] = {}
        for key in unknown:
            homes = [name for name, field in form.fields.items() if _takes(field, key)]
            near = near_name(key, form.fields)
            if (glued := _GLUED.match(key)) and glued[1] in form.fields:
                meant.setdefault(glued[1], [])
                self._unknown_key([key], steps, f"write  {glued[1]}: {glued[2]}  with a colon and a space")
                continue
            if (lines := form.rewritten.get(_plain(key))) and lines[0] not in items:
                meant.setdefault(lines[0], [])
                value = str(items[key].plain())
                self._unknown_key([key], steps, f"write  {lines[1].replace('{value}', value)}")
                continue
            if not any(name in items for name in homes) and (name := meant_name(key, form.fields)):
                meant.setdefault(name, []).append(key)
                continue
            if near and near not in known and not homes:
                known[Key(near, key.position)] = items[key]
            self._unknown_key([key], steps, _advice(form, homes, near))
        for name, keys in meant.items():
            self._unknown_key(keys, steps, _write_instead(form.fields[name]))
        return known, meant

    def _unknown_key(self, keys: Sequence[Key], steps: Steps, advice: str) -> None:
        if not keys:
            return
        listed = " and ".join(f'"{key}"' for key in keys)
        message = f"unknown key{'s' if len(keys) > 1 else ''} {listed} in {self._place_name(steps)}"
        is_misspelt = advice.startswith("did you mean")
        self._problems.append(Problem(keys[0].position, message, advice, may_be_misplaced=not is_misspelt))


def _plain(key: str) -> str:
    return key.casefold().replace("_", "").replace("-", "")


def _advice(form: type[Form], homes: Sequence[str], near: str) -> str:
    """Return what to do about an unknown key: it belongs below others, is misspelt, or means nothing."""
    if homes:
        return f"write it below {' or '.join(map(show, homes))}"
    return f'did you mean "{near}"?' if near else f"choose {', '.join(form.fields)}"


def _write_instead(field: Field) -> str:
    return f'write "{field.key}"' + (f", for example  {field.example}" if field.example else "")


def _takes(field: Field, key: str) -> bool:
    """Return whether the value of a field may have this key."""
    return field.takes(key) if field.takes else isinstance(field.kind, type) and key in field.kind.fields
