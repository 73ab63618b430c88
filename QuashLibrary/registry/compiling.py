"""Collect the entries of all files, make the engine's data of them, and join them into one Registry.

In: entries as Nodes. Out: a Registry and every problem. An entry that has problems is broken: it is
known but cannot be used, and neither can what depends on it; the others stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from QuashLibrary.language.problems import Position, Problem, did_you_mean
from QuashLibrary.registry import model
from QuashLibrary.registry.connection_document import ConnectionEntry
from QuashLibrary.registry.connections import compile_connection
from QuashLibrary.registry.document import SLUG, ValidationEntry
from QuashLibrary.registry.entries import Place, read_entry
from QuashLibrary.registry.logins import Logins
from QuashLibrary.registry.nodes import Key, Node
from QuashLibrary.registry.texts import TextReader
from QuashLibrary.registry.validations import compile_validation


@dataclass(slots=True)
class _Entries:
    """What is known of all connections, or of all validations, by name."""

    positions: dict[str, Position] = field(default_factory=dict)
    broken: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def note(self, name: Key, title: str, problems: list[Problem]) -> bool:
        """Take a name with what is wrong with its entry, and return whether it is the first of that name."""
        first = self.positions.setdefault(str(name), name.position)
        if first is not name.position:
            problems.insert(
                0, Problem(name.position, f"{title} is defined twice, first at {first}", "remove or rename one of them")
            )
        if problems:
            self.broken[str(name)] = (*self.broken.get(name, ()), *problems)
        return first is name.position


class Compiler:
    """Collects connections and validations; `complete` tells whether all files could be read."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.problems: list[Problem] = []
        self.complete = True
        self._of_connections = _Entries()
        self._of_validations = _Entries()
        self._connections: dict[str, Mapping[str, model.Connection]] = {}
        self._validations: dict[str, tuple[model.Validation, Place]] = {}
        self._unjoined: set[str] = set()

    def add_connection(self, name: Key, node: Node, folder: Path) -> None:
        """Take a connection; its files are looked for in the folder."""
        place = Place(node, "connection", name)
        reading = read_entry(ConnectionEntry, place)
        problems = list(reading.problems)
        compiled: Mapping[str, model.Connection] = {}
        if reading.entry is not None:
            compiled = compile_connection(str(name), reading.entry, TextReader(place, problems), folder)
        if self._of_connections.note(name, place.title, problems):
            self._connections[str(name)] = compiled
        self.problems += problems

    def add_validation(self, name: Key, node: Node, folder: Path) -> None:
        """Take a validation; its files are looked for in the folder."""
        place = Place(node, "validation", name)
        reading = read_entry(ValidationEntry, place)
        compiled = None
        found: list[Problem] = []
        if reading.entry is not None:
            compiled = compile_validation(str(name), reading.entry, TextReader(place, found), name.position, folder)
        problems = [*_slug_problems(name), *reading.problems, *found]
        if self._of_validations.note(name, place.title, problems) and compiled is not None:
            self._validations[str(name)] = compiled, place
            if "connection" in reading.left_out:
                self._unjoined.add(str(name))
        self.problems += problems

    def registry(self, files: tuple[str, ...]) -> model.Registry:
        """Join what was collected; connections are looked up now that all files are read."""
        joined = {
            slug: self._joined(validation, place)
            for slug, (validation, place) in self._validations.items()
            if slug not in self._unjoined
        }
        broken = self._of_validations.broken
        logins = Logins(joined, self._connections, self._of_validations.positions)
        joined = logins.with_secret_tokens()
        for slug, problem in logins.problems() if self.complete else ():
            self.problems.append(problem)
            if slug:
                self._break(slug, problem)
        return model.Registry(
            files=files,
            connections={name: of for name, of in self._connections.items() if of},
            validations={slug: validation for slug, validation in joined.items() if slug not in broken},
            broken=broken,
            positions=self._of_validations.positions,
        )

    def _joined(self, validation: model.Validation, place: Place) -> model.Validation:
        """Return the validation with the name of its connection; broken where that is."""
        known = self._connections
        name = validation.connection or (next(iter(known)) if len(known) == 1 else "")
        if name not in known:
            self._break(validation.slug, self._no_connection(validation.connection, place))
        elif name in self._of_connections.broken:
            self._break(validation.slug, *self._of_connections.broken[name])
        return replace(validation, connection=name)

    def _break(self, slug: str, *problems: Problem) -> None:
        broken = self._of_validations.broken
        broken[slug] = (*broken.get(slug, ()), *problems)

    def _no_connection(self, name: str, place: Place) -> Problem:
        known = self._connections
        listed = f"known are {', '.join(known)}" if known else "no connection is defined"
        message, advice = f'{place.title} has no "connection"', f"{listed}; add  connection: NAME"
        if not known:
            advice = f"{listed}; write for example  connections: {{shop: {{base_url: http://127.0.0.1:8080/api}}}}"
        if name:
            message = f'{place.title} uses the connection "{name}", which is not defined'
            advice = did_you_mean(name, known) or listed
        position = place.node.locate(["connection"]) if name else getattr(place.name, "position", place.node.position)
        problem = Problem(position, message, advice)
        if self.complete:
            self.problems.append(problem)
        return problem


def _slug_problems(name: Key) -> list[Problem]:
    if SLUG.fullmatch(name):
        return []
    if name.startswith("@"):
        return [Problem(name.position, f'"{name}" is written with @ only where it is used', f'write "{name[1:]}" here')]
    return [
        Problem(
            name.position, f'the slug "{name}" should be of small letters, digits and single dashes', _slug_like(name)
        )
    ]


def _slug_like(name: str) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in name.lower()).split()
    return f'write "{"-".join(words)}"' if words else "write for example order-created"
