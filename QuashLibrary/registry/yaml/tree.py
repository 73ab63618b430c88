"""Build the tree of values from the parser's events.

In: the text of one file. Out: its Tree, with a Problem for everything that YAML accepts but nobody means. Checks of
keys, aliases and limits are here because they need the tree; rules see only lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.yaml import diagnoses
from QuashLibrary.registry.yaml.lines import indent_of
from QuashLibrary.registry.yaml.nodes import Key, Node, value_of
from QuashLibrary.registry.yaml.parser import KINDS, parse
from QuashLibrary.registry.yaml.rules import Rule, diagnose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.problems import Problem
    from QuashLibrary.registry.yaml.lines import Lines, Place
    from QuashLibrary.registry.yaml.nodes import Value
    from QuashLibrary.registry.yaml.parser import Event, Kind, Stop

MAX_DEPTH: Final = 64
"""Levels of lists and mappings with aliases expanded: deeper than any registry, and shallow enough for any stack."""

_TRAPS: Final = frozenset(diagnoses.BLANKS)
"""Characters at the start of a key that call for a closer look."""

MAX_ALIASED: Final = 100_000
"""The most values to which all aliases of one file together may expand."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree that was read from a text.

    `root` is None if the text is empty or cannot be read to the end. `stop` is the reason, if the parser could not go
    on.
    """

    root: Node | None
    problems: list[Problem]
    stop: Problem | None


def build_tree(text: str, lines: Lines, first_line: int = 0) -> Tree:
    """Return the tree of a text, which is the part of `lines` from `first_line` on."""
    builder = _Builder(text, lines, first_line)
    try:
        root = builder.read_root()
    except RegistryError:
        root = None
    return Tree(root, builder.problems, builder.stop)


class _Builder:
    """Builds a tree; raises a RegistryError if it cannot go on."""

    def __init__(self, text: str, lines: Lines, first_line: int) -> None:
        self.problems: list[Problem] = []
        self.stop: Problem | None = None
        self._next = parse(text, first_line).__next__
        self._lines = lines
        self._first_line = first_line
        self._texts = lines.texts
        self._brackets: list[Place | None] = []  # one for each list and mapping being read; None without brackets
        self._anchors: dict[str, Node | None] = {}  # None while it is being read
        self._unused: dict[str, Problem] = {}
        self._aliased = 0

    def read_root(self) -> Node | None:
        """Return the value of the only document."""
        root = None
        while (kind := KINDS.get(type(event := self._next()))) != "end":
            if kind and kind != "document":
                root = self._read(event)
            elif kind and root is None:
                above = range(self._first_line, event.start_mark.line + 1)
                any(self._report(diagnoses.DIRECTIVE, (line, 0)) for line in above)
            elif kind:
                self._report(diagnoses.SECOND_DOCUMENT, (event.start_mark.line, event.start_mark.column))
                break
        self.problems += self._unused.values()
        if root is None:
            self._report(diagnoses.EMPTY_FILE, (0, 0))
        return root

    def _explain(self, stop: Stop) -> Problem:
        """Return why the parser stopped; a known problem of that line explains it best."""
        problem = diagnoses.explain(stop, self._lines, self._bracket)
        return next((known for known in self.problems if known.position.line == problem.position.line), problem)

    @property
    def _bracket(self) -> Place | None:
        return self._brackets[-1] if self._brackets else None

    def _report(self, rules: Rule | Sequence[Rule], place: Place, **fields: object) -> bool:
        """Add a problem if a rule recognises one, and return whether it did."""
        rules = [rules] if isinstance(rules, Rule) else rules
        problem = diagnose(rules, self._lines, place, in_brackets=self._bracket is not None, **fields)
        self.problems += [problem] if problem else []
        return problem is not None

    def _read(self, event: Any, key_line: int | None = None) -> Node:
        """Return the value that starts with an event; `key_line` is the line of its key, if it has one."""
        kind, mark = KINDS[type(event)], event.start_mark
        place = mark.line, mark.column
        node = Node(None, (self._lines, *place))
        if kind == "scalar":
            self._read_scalar(event, place, key_line, node)
            return node
        if kind == "stop":
            self.stop = self._explain(event)
            raise RegistryError([self.stop])
        if kind == "alias":
            self._read_alias(event.anchor or "", node, place)
            return node
        if event.tag:
            self._report(diagnoses.TAG, place, tag=event.tag)
        if len(self._brackets) >= MAX_DEPTH:
            self._report(diagnoses.TOO_DEEP, place, limit=MAX_DEPTH)
            raise RegistryError(self.problems)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._brackets.append((event.end_mark.line, event.end_mark.column - 1) if event.flow_style else None)
        node.value = self._read_mapping() if kind == "mapping" else self._read_list()
        self._brackets.pop()
        if event.anchor and self._anchors[event.anchor] is None:
            self._anchors[event.anchor] = node
        return node

    def _read_scalar(self, event: Event, place: Place, key_line: int | None, node: Node) -> None:
        if event.tag:
            self._report(diagnoses.TAG, place, tag=event.tag)
        if not event.style:
            node.value = self._read_word(event, place, key_line)
        else:
            node.value = event.value
            if not event.value and event.style in ("|", ">"):
                self._report(diagnoses.EMPTY_BLOCK, place)
        if event.anchor:
            self._mark_text(event.anchor, place, node)

    def _mark_text(self, anchor: str, place: Place, node: Node) -> None:
        """Remember a text with an anchor; an anchor without an alias was meant as part of the text."""
        if self._report(diagnoses.UNUSED_ANCHOR, place, anchor=f"&{anchor}"):
            self._anchors[anchor], self._unused[anchor] = node, self.problems.pop()

    def _read_list(self) -> list[Node]:
        items = []
        while KINDS[type(event := self._next())] != "end":
            items.append(self._read(event))
        return items

    def _read_mapping(self) -> dict[Key, Node]:
        pairs: dict[Key, Node] = {}
        merge: Key | None = None
        lines, next_event, new_key = self._lines, self._next, str.__new__
        while (kind := KINDS[type(event := next_event())]) != "end":
            mark = event.start_mark
            line, text = mark.line, event.value if kind == "scalar" else ""
            key = new_key(Key, text)  # as Key() does, without a Python call
            key.at = lines, line, mark.column
            is_plain = text and text not in pairs and text[0] not in _TRAPS and event.tag is event.anchor is None
            accepted = is_plain or self._accept_key(kind, event, (line, mark.column), key, pairs)
            inner = next_event()
            if KINDS[type(inner)] == "scalar":  # the most frequent case, read without a further step
                mark = inner.start_mark
                value = Node(None, (lines, mark.line, mark.column))
                self._read_scalar(inner, (mark.line, mark.column), line, value)
            else:
                value = self._read(inner, line)
            if accepted or (key in pairs and pairs[key].value is None):
                pairs[key] = value
                merge = key if key == "<<" and not event.style else merge
        return self._merge(pairs, pairs.pop(merge)) if merge else pairs

    def _accept_key(self, kind: Kind, event: Event, place: Place, key: Key, pairs: dict[Key, Node]) -> bool:
        """Return whether the value of a key counts; of two equal keys, the first counts unless it has no value."""
        if kind == "alias":
            return not self._report(diagnoses.CANNOT_START, place)
        if kind != "scalar":
            self._read(event)
            return not self._report(diagnoses.MAPPING_AS_KEY, place)
        if event.tag:
            self._report(diagnoses.TAG, place, tag=event.tag)
        if event.anchor:
            self._mark_text(event.anchor, place, Node(str(key), key.position))
        if key in pairs:
            first = next(known.position.line for known in pairs if known == key)
            return not self._report(diagnoses.DUPLICATE_KEY, place, key=key, first=first)
        if not key and not event.style:
            return not self._report(diagnoses.MISSING_KEY, place)
        if not event.style and key[0] in diagnoses.BLANKS:
            self._report(diagnoses.LOOKS_BLANK, place, sign=key[0])
        return True

    def _merge(self, pairs: dict[Key, Node], merged: Node) -> dict[Key, Node]:
        """Return the pairs plus the inherited ones that they do not set; the earlier of several mappings wins."""
        inherited: dict[Key, Node] = {}
        for base in merged.value if isinstance(merged.value, list) else [merged]:
            if not isinstance(base.value, dict):
                self._report(diagnoses.NOT_MERGED, (merged.position.line - 1, merged.position.column - 1))
                return pairs
            inherited |= {key: node for key, node in base.value.items() if key not in pairs and key not in inherited}
        return inherited | pairs

    def _read_alias(self, name: str, node: Node, place: Place) -> None:
        """Set a node's value to the one that an anchor marks."""
        marked = self._anchors.get(name)
        if name not in self._anchors:
            self._report(diagnoses.UNKNOWN_ALIAS, place, name=name)
            if near := did_you_mean(f"*{name}", [f"*{known}" for known in self._anchors]):
                self.problems[-1] = replace(self.problems[-1], suggestion=near)
        elif marked is None:
            self._report(diagnoses.ALIAS_IN_ITSELF, place, name=name)
        else:
            node.value = marked.value
            self._unused.pop(name, None)
            size, depth = _extent(node)
            self._aliased += size
            deep = len(self._brackets) + depth > MAX_DEPTH
            if deep or self._aliased > MAX_ALIASED:
                levels, values = f"is nested more than {MAX_DEPTH} levels deep", f"has more than {MAX_ALIASED:,} values"
                limit = levels if deep else values
                self._report(diagnoses.ALIAS_TOO_LARGE, place, limit=limit)
                raise RegistryError(self.problems)

    def _read_word(self, event: Event, place: Place, key_line: int | None) -> Value:
        """Return the value of an unquoted word, and report what probably means something else."""
        word = event.value
        if not word:
            self._check_missing_value(place, of_key=key_line is not None)
        elif word[0] in _TRAPS:
            self._report(diagnoses.LOOKS_BLANK, place, sign=word[0])
        elif not self._brackets or self._brackets[-1] is None:
            line, end = place[0], event.end_mark.line
            below_key = key_line is not None and key_line != line
            if below_key or end != line or " #" in self._texts[end]:
                self._check_lines(line, (end, event.end_mark.column), below_key=below_key)
        value = value_of(word)
        if type(value) is float and value in (math.inf, -math.inf):
            self._report(diagnoses.NUMBER_TOO_LARGE, place)
        return value

    def _check_missing_value(self, place: Place, *, of_key: bool) -> None:
        line, column = self._lines[place[0]], place[1]
        if " #" in line and self._report(diagnoses.NO_VALUE, place):
            return
        if of_key and self._bracket and line[line.rfind(":", 0, column) + 1 : column].strip(" "):
            self._report(diagnoses.KEY_ALONE, place)

    def _check_lines(self, first: int, end: Place, *, below_key: bool) -> None:
        """Check whether a text ends too early, or continues over lines that look like keys or items."""
        if " #" not in self._lines[end[0]] or not self._report(diagnoses.CUT_OFF, end):
            lines = range(first if below_key else first + 1, end[0] + 1)
            any(self._report(diagnoses.GOES_ON, (n, indent_of(self._lines[n])), first=first + 1) for n in lines)


def _extent(node: Node) -> tuple[int, int]:
    """Return how many values a node contains, including itself, and how many levels of lists and mappings."""
    if not isinstance(node.value, list | dict):
        return 1, 0
    inner = [_extent(child) for child in (node.value.values() if isinstance(node.value, dict) else node.value)]
    return 1 + sum(size for size, _ in inner), 1 + max((depth for _, depth in inner), default=0)
