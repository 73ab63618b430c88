"""The definition of a source: its keys, its forms, and how its entries are compiled.

A source is where the answers of validations come from. All sources are listed in `registry/sources/table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.forms.attachment import AttachmentForm
from QuashLibrary.registry.forms.form import Field, has_meaning
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.forms.validation import ValidationForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.registry import model
    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.compile.validations import CompiledQuestion
    from QuashLibrary.registry.forms.form import Form


@dataclass(frozen=True, slots=True)
class ConnectionType:
    """A value of a connection's `type`, with the form and the compiler for it."""

    name: str
    form: type[Form]
    compile: Callable[[str, Any, TextReader], Mapping[str, model.Connection]]


@dataclass(frozen=True)
class Source:
    """Where answers come from; `key` is the key of a validation that selects the source and contains the question.

    `example` is the shortest value of the key. A source without a connection type takes no `connection`.
    """

    key: str
    example: str
    form: type[ValidationForm]
    compile: Callable[[Any, TextReader], CompiledQuestion]
    connection_type: ConnectionType | None = None

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of a validation that only some sources have."""
        return frozenset(self.form.fields.keys() - ValidationForm.fields.keys())


@dataclass(frozen=True)
class SourceTable:
    """All sources; the first one is the default."""

    rows: tuple[Source, ...]

    @cached_property
    def connection_types(self) -> tuple[ConnectionType, ...]:
        """The types of connections; the first one is the default."""
        return tuple(dict.fromkeys(row.connection_type for row in self.rows if row.connection_type))

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section of a file that an entry with one of these keys belongs to."""
        addresses = {field.key for known in self.connection_types for field in known.form.required}
        return {row.key: "validations" for row in self.rows} | dict.fromkeys(addresses, "connections")

    def has_meaning(self, path: Sequence[str]) -> bool:
        """Return whether the last key of a path in a file is a known key there."""
        section, *entry = path
        if section not in RegistryForm.fields or not entry:
            return section in RegistryForm.fields
        if section != "attach" and len(entry) == 1:
            return entry[0] not in self.keys
        forms: Mapping[str, list[type[Form]]] = {
            "connections": [known.form for known in self.connection_types],
            "validations": [row.form for row in self.rows],
            "attach": [AttachmentForm],
        }
        below = entry if section == "attach" else entry[1:]
        return has_meaning(below, map(Field, forms.get(section, ())))

    @cached_property
    def keys(self) -> frozenset[str]:
        """All keys of entries."""
        forms: list[type[Form]] = [RegistryForm, *(row.form for row in self.rows)]
        forms += [known.form for known in self.connection_types]
        return frozenset(key for form in forms for key in form.fields)

    @cached_property
    def foreign(self) -> Mapping[str, frozenset[str]]:
        """For each source's key, the keys that belong only to other sources."""
        return {
            row.key: frozenset(key for key, owners in self.owners.items() if row not in owners) for row in self.rows
        }

    @cached_property
    def owners(self) -> Mapping[str, tuple[Source, ...]]:
        """For each key that only some sources have, those sources."""
        keys = {key for row in self.rows for key in row.own_keys}
        return {key: tuple(row for row in self.rows if key in row.own_keys) for key in keys}
