"""What the registry must know of a source: its keys, its forms, and how its entries are compiled.

A source is where the answers of validations come from. The table of all sources is in `table`.
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
    """A value of `type` of a connection, with the form and the compiler of such connections."""

    name: str
    form: type[Form]
    compile: Callable[[str, Any, TextReader], Mapping[str, model.Connection]]


@dataclass(frozen=True)
class Source:
    """Where answers come from; `key` is the key of a validation that chooses the source and asks the question.

    `example` is the shortest value of the key. A source without a type of connection takes no `connection`.
    """

    key: str
    example: str
    form: type[ValidationForm]
    compile: Callable[[Any, TextReader], CompiledQuestion]
    connection_type: ConnectionType | None = None

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of a validation that not all sources have."""
        return frozenset(self.form.fields.keys() - ValidationForm.fields.keys())


@dataclass(frozen=True)
class SourceTable:
    """All sources; the first is meant if nothing says which one."""

    rows: tuple[Source, ...]

    @cached_property
    def connection_types(self) -> tuple[ConnectionType, ...]:
        """The types of connections; the first is meant if a connection has no `type`."""
        return tuple(dict.fromkeys(row.connection_type for row in self.rows if row.connection_type))

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section of a file to which an entry with one of these keys belongs."""
        addresses = {field.key for known in self.connection_types for field in known.form.required}
        return {row.key: "validations" for row in self.rows} | dict.fromkeys(addresses, "connections")

    def has_meaning(self, way: Sequence[str]) -> bool:
        """Return whether the last of some keys of a file is known below the others."""
        section, *entry = way
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
        """The keys that belong only to other sources than the one with a key."""
        return {
            row.key: frozenset(key for key, owners in self.owners.items() if row not in owners) for row in self.rows
        }

    @cached_property
    def owners(self) -> Mapping[str, tuple[Source, ...]]:
        """The sources to which a key belongs that not all of them have."""
        keys = {key for row in self.rows for key in row.own_keys}
        return {key: tuple(row for row in self.rows if key in row.own_keys) for key in keys}
