"""Collect the entries of all files, make the engine's data of them, and join them into one Registry.

In: entries as Nodes. Out: a Registry and every problem. An entry that has problems is broken: it is
known but cannot be used, and neither can what depends on it; the others stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.attachments import Attached, known_attachments, read_attachments
from QuashLibrary.registry.compile.connections import compile_connection
from QuashLibrary.registry.compile.queries import compile_sql_connection
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.compile.validations import compile_validation
from QuashLibrary.registry.forms.errors import Place, read_entry
from QuashLibrary.registry.forms.sql import SqlConnectionEntry
from QuashLibrary.registry.forms.validation import SLUG, RegistryFile
from QuashLibrary.registry.link.inheritance import Extended, Family, merge_connections, merge_validations
from QuashLibrary.registry.link.kinds import connection_model, sorted_validation
from QuashLibrary.registry.link.logins import Logins
from QuashLibrary.registry.link.needs import break_needing
from QuashLibrary.registry.yaml.nodes import Key, Node

_Compiled = TypeVar("_Compiled")


@dataclass(slots=True)
class _Entries:
    """What is known of all connections, or of all validations, by name."""

    family: Family
    places: list[Place] = field(default_factory=list)
    positions: dict[str, Position] = field(default_factory=dict)
    broken: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def add(self, place: Place) -> None:
        """Take an entry as it is written, to be compiled when all are known."""
        self.places.append(place)
        self.family.known.setdefault(str(place.name), place)
        self.positions.setdefault(str(place.name), place.name.position)

    def extended(self) -> Iterator[tuple[Place, Extended]]:
        """Give each entry with all that it takes over; bases go before those that extend them."""
        found = [(place, self.family.extended(place)) for place in self.places]
        return iter(sorted(found, key=lambda item: len(item[1].bases)))

    def inherited(self, extended: Extended) -> tuple[Problem, ...]:
        """Return what is wrong with the bases of an entry: they are compiled, and told of, before it."""
        return tuple(problem for base in extended.bases for problem in self.broken.get(base, ()))

    def note(self, place: Place, problems: Sequence[Problem]) -> bool:
        """Take what is wrong with an entry, and return whether it is the first of its name."""
        if problems:
            self.broken[str(place.name)] = (*self.broken.get(str(place.name), ()), *problems)
        return self.positions[str(place.name)] is place.name.position

    def twice(self, place: Place) -> Iterator[Problem]:
        """Give the problem that another entry has the same name."""
        name, first = place.name, self.positions[str(place.name)]
        if first is not name.position:
            message = f"{place.title} is defined twice, first at {first}"
            yield Problem(name.position, message, "remove or rename one of them")


class Compiler:
    """Collects connections and validations; `complete` tells whether all files could be read."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.problems: list[Problem] = []
        self.complete = True
        self._of_connections = _Entries(Family(merge_connections, {"base_url": "http://host"}))
        self._of_validations = _Entries(Family(merge_validations, {"request": "GET /"}))
        self._connections: dict[str, Mapping[str, model.Connection]] = {}
        self._validations: dict[str, tuple[model.Validation, Place, Extended]] = {}
        self._unjoined: set[str] = set()
        self._redactions: list[model.Redaction] = []
        self._attached: list[Attached] = []

    def add_redactions(self, key: Key, node: Node) -> None:
        """Take what a file redacts of all responses."""
        place = Place(Node({key: node}, key.position), "registry", Key(key.position.file, key.position))
        reading = read_entry(RegistryFile, place)
        self.problems += reading.problems
        if reading.entry is not None:
            self._redactions += compile_redactions(reading.entry.redact, TextReader(place, self.problems))

    def add_attachments(self, key: Key, node: Node) -> None:
        """Take what a file attaches to steps and tests."""
        self._attached += read_attachments(key, node, self.problems)

    def add_connection(self, name: Key, node: Node) -> None:
        """Take a connection."""
        self._of_connections.add(Place(node, "connection", name))

    def add_validation(self, name: Key, node: Node) -> None:
        """Take a validation."""
        self._of_validations.add(Place(node, "validation", name))

    def environments(self) -> Iterator[str]:
        """Give the names of environments as they are written, of broken connections too."""
        for place in self._of_connections.places:
            keys = place.node.value.items() if isinstance(place.node.value, dict) else ()
            for of in (node.value for key, node in keys if key == "environments"):
                yield from map(str, of if isinstance(of, dict) else ())

    def _compile_connection(self, written: Place, extended: Extended) -> None:
        place = replace(written, node=extended.node)
        reading = read_entry(connection_model(place), place)
        found = list(reading.problems)
        compiled: Mapping[str, model.Connection] = {}
        if isinstance(reading.entry, SqlConnectionEntry):
            compiled = compile_sql_connection(str(place.name), reading.entry, TextReader(place, found))
        elif reading.entry is not None:
            compiled = compile_connection(str(place.name), reading.entry, TextReader(place, found))
        if self._note(self._of_connections, place, found, extended):
            self._connections[str(place.name)] = compiled

    def _compile_validation(self, written: Place, extended: Extended) -> None:
        kind = sorted_validation(replace(written, node=extended.node), self._connections)
        place, slug = kind.place, written.name
        reading = read_entry(kind.model, place)
        compiled = None
        found: list[Problem] = []
        if reading.entry is not None:
            compiled = compile_validation(str(slug), reading.entry, TextReader(place, found), slug.position)
        problems = [*_slug_problems(slug), *kind.problems, *reading.problems, *found]
        if self._note(self._of_validations, place, problems, extended) and compiled is not None:
            self._validations[str(slug)] = compiled, place, extended
            if "connection" in reading.left_out or (extended.problem is not None and not compiled.connection):
                self._unjoined.add(str(slug))

    def _note(self, entries: _Entries, place: Place, found: Sequence[Problem], extended: Extended) -> bool:
        """Take what is wrong with an entry, and tell what of it has not been told of its bases."""
        inherited = entries.inherited(extended)
        told = {problem.position for problem in inherited}
        problems = [*entries.twice(place), *(problem for problem in found if problem.position not in told)]
        self.problems += problems
        if extended.problem is not None:
            self.problems += [extended.problem] if self.complete else []
            problems.append(extended.problem)
        return entries.note(place, [*problems, *inherited])

    def registry(self, files: tuple[str, ...]) -> model.Registry:
        """Join what was collected: bases and connections are looked up now that all files are read."""
        for place, extended in self._of_connections.extended():
            self._compile_connection(place, extended)
        for place, extended in self._of_validations.extended():
            self._compile_validation(place, extended)
        self._connections = _in_order(self._connections, self._of_connections)
        joined = {slug: self._joined(*of) for slug, of in self._validations.items() if slug not in self._unjoined}
        joined = _in_order(joined, self._of_validations)
        broken = self._of_validations.broken
        logins = Logins(joined, self._connections, self._of_validations.positions)
        joined = logins.with_secret_tokens()
        for slug, problem in logins.problems() if self.complete else ():
            self.problems.append(problem)
            if slug:
                self._break(slug, problem)
        for slugs, problem in logins.circles() if self.complete else ():
            self.problems.append(problem)
            for slug in slugs:
                self._break(slug, problem)
        places = {slug: place for slug, (_, place, _) in self._validations.items()}
        for problem in break_needing(joined, places, self._of_validations.family.known, broken):
            self.problems += [problem] if self.complete else []
        registry = model.Registry(
            files=files,
            connections={name: self._redacted(of) for name, of in self._connections.items() if of},
            validations={slug: validation for slug, validation in joined.items() if slug not in broken},
            broken=broken,
            positions=self._of_validations.positions,
        )
        # Where a file could not be read, what is unknown may stand in it.
        problems = self.problems if self.complete else []
        return replace(registry, attachments=known_attachments(self._attached, registry, problems))

    def _redacted(self, environments: Mapping[str, model.Connection]) -> Mapping[str, model.Connection]:
        """Return a connection that redacts what the files redact of all responses."""
        return {name: replace(of, redact=(*self._redactions, *of.redact)) for name, of in environments.items()}

    def _joined(self, validation: model.Validation, place: Place, extended: Extended) -> model.Validation:
        """Return the validation with the name of its connection; broken where that is."""
        known = self._connections
        name = validation.connection or (next(iter(known)) if len(known) == 1 else "")
        if name not in known:
            problem = self._no_connection(validation.connection, place)
            self._break(validation.slug, problem)
            # What is missing from a base, or wrong there, is told of the base alone.
            bases = (self._validations[base][0] for base in extended.bases if base in self._validations)
            inherited = any(base.connection == validation.connection for base in bases)
            self.problems += [problem] if self.complete and not inherited else []
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
        position = place.node.locate(["connection"]) if name else place.name.position
        return Problem(position, message, advice)


def _in_order(compiled: Mapping[str, _Compiled], entries: _Entries) -> dict[str, _Compiled]:
    """Put what was compiled bases first into the order of the files."""
    return {name: compiled[name] for name in entries.positions if name in compiled}


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
