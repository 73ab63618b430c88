"""Collect the entries of all files, compile them, and join them into one Registry.

In: entries as Nodes. Out: a Registry and all problems. An entry with problems is broken: it is known, but neither the
entry nor anything that depends on it can be used. All other entries can.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.attachments import known_attachments, read_attachments
from QuashLibrary.registry.forms.entries import NamedEntry, items_of
from QuashLibrary.registry.forms.validation import SLUG_NAMES, slug_for
from QuashLibrary.registry.link.apps import app_problems, unrecorded
from QuashLibrary.registry.link.inheritance import merge_connections, merge_validations, merged_entries
from QuashLibrary.registry.link.inputs import InputNames
from QuashLibrary.registry.link.kinds import entry_of_kind, type_of_connection, unknown_type
from QuashLibrary.registry.link.logins import Logins
from QuashLibrary.registry.link.needs import break_dependents, needs_faults
from QuashLibrary.registry.link.parts import (
    Part,
    read_app_proxy,
    read_connection,
    read_redactions,
    read_validation,
    redacted,
)
from QuashLibrary.registry.link.section import Section
from QuashLibrary.registry.model.outlines import catalogue_of
from QuashLibrary.registry.yaml.nodes import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from QuashLibrary.registry.compile.attachments import AttachmentEntry
    from QuashLibrary.registry.compile.source import ConnectionType, Source, SourceTable
    from QuashLibrary.registry.link.inheritance import MergedEntry
    from QuashLibrary.registry.yaml.nodes import Node

_Compiled = TypeVar("_Compiled")


@dataclass(frozen=True, slots=True)
class _CompiledConnection:
    """A connection in each environment, by name; no environments if it cannot be read."""

    entry: NamedEntry
    type: ConnectionType
    environments: Mapping[str, model.Connection]


@dataclass(frozen=True, slots=True)
class _CompiledValidation:
    """A validation without its connection, which is looked up later if its name is known (`has_lookup`)."""

    validation: model.Validation
    entry: NamedEntry
    base: str
    source: Source
    has_lookup: bool


class Compiler:
    """Collects connections and validations; `complete` says whether all files could be read.

    `read_problems` are problems in the YAML of the files, `problems` are all others. `corrections` are read problems
    that were corrected by a guess: the entries with them are read to find other problems, but cannot be used.
    `on_entries` is called with the number of entries in a section each time one of them is compiled.
    """

    def __init__(self, table: SourceTable, on_entries: Callable[[int], None] | None = None) -> None:
        self._on_entries = on_entries
        self.problems: list[Problem] = []
        self.read_problems: list[Problem] = []
        self.corrections: list[Problem] = []
        self.complete = True
        self.table = table
        self._connections = Section("connection")
        self._validations = Section("validation")
        self._misnamed: list[tuple[Key, Problem]] = []
        self._redactions: list[model.Redaction] = []
        self._attachments: list[AttachmentEntry] = []
        self._app_proxies: list[tuple[model.AppProxy, NamedEntry]] = []
        self._sections: list[Part] = []
        self._entries: list[Part] = []

    def add_redactions(self, key: Key, node: Node) -> None:
        """Add what a file redacts in all answers."""
        self._sections.append(Part("redact", key, node))
        self._redactions += read_redactions(key, node, self.problems)

    def add_attachments(self, key: Key, node: Node) -> None:
        """Add what a file attaches to steps and tests."""
        self._sections.append(Part("attach", key, node))
        self._attachments += read_attachments(key, node, self.problems)

    def add_app_proxy(self, key: Key, node: Node) -> None:
        """Add the proxy of the app under test."""
        self._sections.append(Part("app_proxy", key, node))
        entry = NamedEntry(node, "", key)
        if proxy := read_app_proxy(entry, self.problems):
            self._app_proxies.append((proxy, entry))

    def add_connection(self, name: Key, node: Node) -> None:
        """Add a connection."""
        self._connections.add(name, node)

    def add_validation(self, name: Key, node: Node) -> None:
        """Add a validation; if its name is not a slug, use the slug that it means."""
        if fault := SLUG_NAMES.check(name):
            problem = Problem(name.position, fault.message, fault.advice)
            self.problems.append(problem)
            name = Key(slug_for(name) or name, name.position)
            self._misnamed.append((name, problem))
        self._validations.add(name, node)

    def environments(self) -> Iterator[str]:
        """Yield the names of all environments as written, including those of broken connections."""
        for entry in self._connections.entries:
            written = items_of(entry.node).get("environments")
            yield from map(str, items_of(written) if written else ())

    def registry(self, files: tuple[str, ...]) -> model.Registry:
        """Compile and join everything that was collected, after all files are read."""
        connections = self._compile_section(self._connections, merge_connections, self._compile_connection)
        sound = connections.keys() - self._connections.broken.keys()
        types = {name: item.type if name in sound else None for name, item in connections.items()}
        only = next(iter(connections)) if len(connections) == 1 else ""
        compile_entry = partial(self._compile_validation, types, only)
        compiled = self._compile_section(self._validations, merge_validations, compile_entry)
        environments = {name: item.environments for name, item in connections.items()}
        validations = self._join_connections(compiled, environments)
        known = model.Registry(connections=environments, validations=validations)
        names = self._check_inputs(compiled, connections, known)
        validations = self._check_links(validations, compiled, environments)
        self._entries = [*_connection_parts(connections), *_validation_parts(compiled, validations)]
        broken = self._validations.broken
        self.problems += app_problems(environments, list(self._connections.known), self._app_proxies)
        registry = model.Registry(
            files=files,
            connections={name: redacted(of, self._redactions) for name, of in environments.items() if of},
            validations={slug: validation for slug, validation in validations.items() if slug not in broken},
            broken=broken,
            positions=self._validations.positions,
            app_proxies=[proxy for proxy, _ in self._app_proxies[:1]],
        )
        # A file that could not be read may define the names that seem to be unknown.
        problems = self.problems if self.complete else []
        undefined = {slug for item in validations.values() for slug in item.needs} - registry.positions.keys()
        attachments = known_attachments(self._attachments, registry, undefined, problems)
        reading = [item for slug, item in registry.validations.items() if names.may_read_environment(slug)]
        catalogue = catalogue_of(registry.connections, registry.validations, attachments, reading)
        return replace(registry, attachments=attachments, catalogue=catalogue)

    def parts(self) -> list[Part]:
        """Return the parts of a registry without problems."""
        return [*self._sections, *self._entries]

    def _compile_section(
        self,
        section: Section,
        merge: Callable[..., Node],
        compile_entry: Callable[[MergedEntry, list[Problem]], _Compiled | None],
    ) -> dict[str, _Compiled]:
        """Return the compiled entries by name, in the order of the files."""
        self.problems += section.break_duplicates()
        compiled = {}
        for merged in merged_entries(section.entries, section.known, partial(merge, table=self.table)):
            found: list[Problem] = []
            name = merged.entry.name
            whole = merged if merged.base not in section.broken else replace(merged, is_whole=False)
            result = compile_entry(whole, found)
            if self._on_entries:
                self._on_entries(len(section.entries))
            if self.corrections:
                section.break_entry(name, *(item for item in self.corrections if merged.entry.holds(item.position)))
            if found or merged.base or merged.problem:
                self.problems += section.break_merged(merged, found)
                self.problems += [merged.problem] if merged.problem and self.complete else []
            if result is not None and section.known[name].name is name:
                compiled[str(name)] = result
        return {name: compiled[name] for name in section.known if name in compiled}

    def _compile_connection(self, merged: MergedEntry, found: list[Problem]) -> _CompiledConnection:
        entry = merged.entry
        of_type = type_of_connection(entry.node, self.table)
        found += unknown_type(entry, self.table)
        return _CompiledConnection(entry, of_type, read_connection(entry, of_type, found, is_whole=merged.is_whole))

    def _compile_validation(
        self, types: Mapping[str, ConnectionType | None], only: str, merged: MergedEntry, found: list[Problem]
    ) -> _CompiledValidation | None:
        name = merged.entry.name
        found += [problem for known, problem in self._misnamed if known is name]
        kind = entry_of_kind(merged.entry, types, self.table)
        found += kind.problems
        is_whole, only = merged.is_whole and kind.is_whole, only if merged.is_whole else ""
        validation = read_validation(kind.entry, kind.source, found, is_whole=is_whole, only=only)
        if validation is None:
            return None
        written = items_of(kind.entry.node).get("connection")
        is_readable = written is None or isinstance(written.value, str)
        has_lookup = is_readable and (merged.is_whole or bool(validation.connection))
        return _CompiledValidation(validation, kind.entry, merged.base or "", kind.source, has_lookup)

    def _join_connections(
        self, compiled: Mapping[str, _CompiledValidation], connections: Mapping[str, Mapping[str, model.Connection]]
    ) -> dict[str, model.Validation]:
        """Return the validations with the names of their connections; break those whose connection cannot be used."""
        joined = {}
        reported: set[str] = set()
        for slug, item in compiled.items():
            name = item.validation.connection
            if not item.source.connection_type:
                joined[slug] = item.validation
            elif item.has_lookup:
                joined[slug] = item.validation
                self._validations.break_entry(slug, *self._connections.broken.get(name, ()))
                if name not in connections:
                    problem = _no_connection(name, item.entry, connections)
                    self._validations.break_entry(slug, problem)
                    # A name is reported once: it is inherited, or the connection itself is misnamed.
                    is_new = name not in reported if connections and name else not reported
                    self.problems += [problem] if self.complete and is_new else []
                    reported.add(name)
        return joined

    def _check_inputs(
        self,
        compiled: Mapping[str, _CompiledValidation],
        connections: Mapping[str, _CompiledConnection],
        registry: model.Registry,
    ) -> InputNames:
        """Break the validations with unused inputs or misspelt names of inputs."""
        names = InputNames(
            written=self._validations.known,
            merged={slug: item.entry for slug, item in compiled.items()},
            bases={slug: item.base for slug, item in compiled.items()},
            connections={name: item.entry for name, item in connections.items()},
            registry=registry,
            broken=frozenset(self._validations.broken),
        )
        self._note(names.faults() if self.complete else ())
        return names

    def _note(self, faults: Iterable[tuple[Iterable[str], Problem]]) -> None:
        """Record problems, and break the validations that have them."""
        for slugs, problem in faults:
            self.problems += [problem] if self.complete else []
            for slug in slugs:
                self._validations.break_entry(slug, problem)

    def _check_links(
        self,
        validations: Mapping[str, model.Validation],
        compiled: Mapping[str, _CompiledValidation],
        connections: Mapping[str, Mapping[str, model.Connection]],
    ) -> dict[str, model.Validation]:
        """Return the validations with secret tokens; break those whose needs or logins cannot be used."""
        logins = Logins(validations, connections, self._validations.known, frozenset(self._validations.broken))
        needs = {slug: validation.needs for slug, validation in validations.items()}
        entries = {slug: item.entry for slug, item in compiled.items()}
        faults = list(logins.faults() if self.complete else ())
        faults += unrecorded(validations, connections, [proxy for proxy, _ in self._app_proxies])
        self._note((*faults, *needs_faults(needs, entries, self._validations.known)))
        break_dependents(needs, self._validations.broken)
        return logins.with_secret_tokens()


def _connection_parts(compiled: Mapping[str, _CompiledConnection]) -> Iterator[Part]:
    for item in compiled.values():
        yield Part("connection", item.entry.name, item.entry.node, item.type.name)


def _validation_parts(
    compiled: Mapping[str, _CompiledValidation], joined: Mapping[str, model.Validation]
) -> Iterator[Part]:
    """Yield the validations as written; `joined` shows which of them are logins with secret tokens."""
    for slug, item in compiled.items():
        is_login = slug in joined and joined[slug] is not item.validation
        yield Part(
            "validation", item.entry.name, item.entry.node, item.source.key, item.validation.connection, is_login
        )


def _no_connection(name: str, entry: NamedEntry, known: Iterable[str]) -> Problem:
    known = list(known)
    listed = f"choose {', '.join(known)}" if known else "no connection is defined"
    if name:
        message = f'{entry.title} uses the connection "{name}", which is not defined'
        return Problem(entry.node.locate(["connection"]), message, did_you_mean(name, known) or listed)
    advice = f"add  connection: NAME  with one of {', '.join(known)}"
    if not known:
        advice = f"{listed}; write for example  connections: {{shop: {{base_url: http://127.0.0.1:8080/api}}}}"
    return Problem(entry.name.position, f'{entry.title} has no "connection"', advice)
