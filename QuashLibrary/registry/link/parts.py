"""The parts of a registry without problems, each of which can be compiled separately.

In: a part in the compiler's final form, with everything that it inherits. Out: its compiled form, made with the same
forms and compilers, so a registry from the user's cache means the same as its files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.errors import RegistryError
from QuashLibrary.registry.compile.apps import compile_app_proxy
from QuashLibrary.registry.compile.attachments import read_attachments
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.compile.validations import compile_validation
from QuashLibrary.registry.forms.app import AppProxyForm
from QuashLibrary.registry.forms.entries import NamedEntry
from QuashLibrary.registry.forms.reader import read_entry
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.link.logins import with_secret_token
from QuashLibrary.registry.yaml.nodes import Key, Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.problems import Problem
    from QuashLibrary.registry import model
    from QuashLibrary.registry.compile.source import ConnectionType, Source, SourceTable


@dataclass(frozen=True, slots=True)
class Part:
    """An entry, or a whole section of a file such as `attach`, whose `kind` is its key.

    `of` is the key of a validation's source, or the type of a connection. `connection` is the name of a validation's
    connection, even if the file leaves it out; `is_login` says whether others take their token from it.
    """

    kind: str
    name: Key
    node: Node
    of: str = ""
    connection: str = ""
    is_login: bool = False


class PartCompiler:
    """Compiles parts of one registry; their file names are relative to the directory."""

    def __init__(self, table: SourceTable, directory: str = "") -> None:
        self._table = table
        self._directory = directory

    def validation(self, part: Part) -> model.Validation:
        """Return a validation."""
        source = next(row for row in self._table.rows if row.key == part.of)
        found: list[Problem] = []
        entry = NamedEntry(part.node, part.kind, part.name, self._directory)
        validation = read_validation(entry, source, found, only=part.connection)
        if validation is None or found:
            raise RegistryError(found)
        return with_secret_token(validation) if part.is_login else validation

    def connection(self, part: Part, redactions: Sequence[model.Redaction]) -> Mapping[str, model.Connection]:
        """Return a connection in each environment, with the redactions for all answers."""
        of_type = next(known for known in self._table.connection_types if known.name == part.of)
        found: list[Problem] = []
        entry = NamedEntry(part.node, part.kind, part.name, self._directory)
        environments = read_connection(entry, of_type, found)
        if found:
            raise RegistryError(found)
        return redacted(environments, redactions)

    @staticmethod
    def redactions(part: Part) -> Sequence[model.Redaction]:
        """Return the redactions of a file for all answers."""
        return read_redactions(part.name, part.node, [])

    @staticmethod
    def attachments(part: Part) -> Sequence[model.Attachment]:
        """Return what a file attaches."""
        return [item.attachment for item in read_attachments(part.name, part.node, [])]

    @staticmethod
    def app_proxy(part: Part) -> model.AppProxy:
        """Return the proxy of the app under test."""
        found: list[Problem] = []
        proxy = read_app_proxy(NamedEntry(part.node, "", part.name), found)
        if proxy is None:
            raise RegistryError(found)
        return proxy


def read_validation(
    entry: NamedEntry, source: Source, found: list[Problem], *, is_whole: bool = True, only: str = ""
) -> model.Validation | None:
    """Return a validation of a source; None if it is not a mapping. `only` is its connection if it names none."""
    form = read_entry(source.form, entry, found, is_whole=is_whole)
    if form is None:
        return None
    reader = TextReader(entry, found)
    return compile_validation(form, source.compile(form, reader), reader, only if source.connection_type else "")


def read_connection(
    entry: NamedEntry, of_type: ConnectionType, found: list[Problem], *, is_whole: bool = True
) -> Mapping[str, model.Connection]:
    """Return a connection in each environment; empty if it is not a mapping."""
    form = read_entry(of_type.form, entry, found, is_whole=is_whole)
    return of_type.compile(str(entry.name), form, TextReader(entry, found)) if form else {}


def read_redactions(key: Key, node: Node, found: list[Problem]) -> Sequence[model.Redaction]:
    """Return the redactions of a file for all answers."""
    entry = NamedEntry(Node({key: node}, key.position), "registry", Key(key.position.file, key.position))
    form = read_entry(RegistryForm, entry, found)
    return compile_redactions(form.redact, TextReader(entry, found)) if form else ()


def read_app_proxy(entry: NamedEntry, found: list[Problem]) -> model.AppProxy | None:
    """Return the proxy of the app under test; None if its port or hosts are missing."""
    form = read_entry(AppProxyForm, entry, found)
    if form and {"listen", "hosts"} <= form.given:
        return compile_app_proxy(form, TextReader(entry, found))
    return None


def redacted(
    environments: Mapping[str, model.Connection], redactions: Sequence[model.Redaction]
) -> Mapping[str, model.Connection]:
    """Return a connection with the redactions of the files for all answers."""
    if not redactions:
        return environments
    return {name: replace(of, redact=(*redactions, *of.redact)) for name, of in environments.items()}
