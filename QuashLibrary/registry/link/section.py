"""All connections or all validations of the files, and the unusable ones among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.problems import Problem
from QuashLibrary.registry.forms.entries import NamedEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.link.inheritance import MergedEntry
    from QuashLibrary.registry.yaml.nodes import Key, Node


@dataclass(slots=True)
class Section:
    """The entries of one kind: all entries, the first of each name, and the problems of the broken ones."""

    kind: str
    entries: list[NamedEntry] = field(default_factory=list)
    known: dict[str, NamedEntry] = field(default_factory=dict)
    broken: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def add(self, name: Key, node: Node) -> None:
        """Add an entry as written."""
        entry = NamedEntry(node, self.kind, name)
        self.entries.append(entry)
        self.known.setdefault(str(name), entry)

    @property
    def positions(self) -> Mapping[str, Position]:
        """The position of each name's definition."""
        return {name: entry.name.position for name, entry in self.known.items()}

    def break_entry(self, name: str, *problems: Problem) -> None:
        """Record that an entry cannot be used, and why."""
        if problems:
            self.broken[name] = tuple(dict.fromkeys((*self.broken.get(name, ()), *problems)))

    def break_duplicates(self) -> Iterator[Problem]:
        """Yield a problem for each entry with a duplicate name; neither of the two can be used."""
        for entry in self.entries:
            first = self.known[entry.name].name.position
            if first is not entry.name.position:
                message = f"{entry.title} is defined twice, first at {first}"
                problem = Problem(entry.name.position, message, "remove or rename one of them")
                self.break_entry(entry.name, problem)
                yield problem

    def break_merged(self, merged: MergedEntry, found: Sequence[Problem]) -> list[Problem]:
        """Break an entry for its own problems and those of its base; return only its own."""
        inherited = self.broken.get(merged.base, ()) if merged.base else ()
        reported = {problem.position for problem in inherited}
        own = [problem for problem in found if problem.position not in reported]
        extending = [merged.problem] if merged.problem else []
        self.break_entry(merged.entry.name, *own, *extending, *inherited)
        return own
