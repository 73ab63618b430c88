"""Choose the source of an entry, and find keys that belong to another source.

In: connections and validations as written. Out: their rows in the table of sources, and problems that name both
sources, because "unknown key" would not help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.operators.synonyms import near_name
from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.forms.entries import items_of, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from QuashLibrary.registry.compile.source import ConnectionType, Source, SourceTable
    from QuashLibrary.registry.forms.entries import NamedEntry
    from QuashLibrary.registry.yaml.nodes import Key, Node

_CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class EntryOfKind:
    """A validation without the keys that belong to other sources, and a problem for each of those keys.

    It is not whole if it has one of those keys instead of the key of its source.
    """

    entry: NamedEntry
    source: Source
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


def written_source(node: Node, sources: Iterable[Source]) -> Source | None:
    """Return the source that the keys of a validation select."""
    keys = items_of(node).keys()
    for source in sources:
        if source.key in keys:
            return source
    return next((source for source in sources if not source.own_keys.isdisjoint(keys)), None)


def type_of_connection(node: Node, table: SourceTable) -> ConnectionType:
    """Return the type of a connection; if its `type` is unknown, the type that has most of its keys."""
    items = items_of(node)
    written = items.get("type")
    found = (known for known in table.connection_types if written and known.name == written.value)
    if known := next(found, None):
        return known
    if not any(_means_type(str(key)) for key in items):
        return table.connection_types[0]
    return max(table.connection_types, key=lambda known: len(items.keys() & known.form.fields.keys()))


@lru_cache
def _means_type(key: str) -> bool:
    return bool(near_name(key, ["type"]))


def unknown_type(entry: NamedEntry, table: SourceTable) -> Iterator[Problem]:
    """Yield a problem if the `type` of a connection is not in the table."""
    names = [known.name for known in table.connection_types]
    written = items_of(entry.node).get("type")
    if written and written.value is not None and written.value not in names:
        value = written.plain()
        message = f'"type" of {entry.title} should be {" or ".join(names)}, but is {show_typed(value)}'
        yield Problem(written.position, message, did_you_mean(str(value), names))


def entry_of_kind(
    entry: NamedEntry, connections: Mapping[str, ConnectionType | None], table: SourceTable
) -> EntryOfKind:
    """Return a validation with its source, chosen by the type of its connection and by its keys."""
    items = items_of(entry.node)
    written = items.get(_CONNECTION)
    name = str(written.value) if written else next(iter(connections)) if len(connections) == 1 else ""
    of_type = connections.get(name)
    possible = [row for row in table.rows if of_type is None or row.connection_type in (None, of_type)]
    source = written_source(entry.node, possible) or next(row for row in possible if row.connection_type)
    keys = entry.node.value if isinstance(entry.node.value, dict) else {}
    if source.connection_type and table.foreign[source.key].isdisjoint(keys):
        return EntryOfKind(entry, source)
    strange = [key for key in keys if not _belongs_to(source, key, table)]
    if not strange:
        return EntryOfKind(entry, source)
    problems = tuple(_mismatch(key, entry, source, (name, of_type), table) for key in strange)
    kept = replace(entry, node=without(entry.node, strange))
    return EntryOfKind(kept, source, problems, is_whole=source.key in items)


def _belongs_to(source: Source, key: str, table: SourceTable) -> bool:
    """Return whether a key of a validation fits its source, or at least belongs to no other source."""
    if key == _CONNECTION:
        return source.connection_type is not None
    return source in table.owners.get(key, (source,))


def _mismatch(
    key: Key, entry: NamedEntry, source: Source, connection: tuple[str, ConnectionType | None], table: SourceTable
) -> Problem:
    """Return the problem of a key that belongs to another source; `connection` is a name with its type, if known."""
    message = f'"{key}" of {entry.title}'
    if key == _CONNECTION:
        return Problem(key.position, f"{message}: {source.key} takes no connection", "remove it")
    owner, (name, of_type) = table.owners[key][0], connection
    keys = items_of(entry.node)
    if of_type is None or owner.connection_type in (None, of_type):
        beside = next(own for own in (source.key, *source.own_keys) if own in keys)
        return Problem(key.position, f"{message} cannot be combined with {beside}", "keep one of them")
    usual = table.connection_types[0]
    found = f"not of type {owner.connection_type.name}" if of_type is usual else f"of type {of_type.name}"
    advice = "remove it"
    if key == owner.key and source.key not in keys:
        advice = f"write  {source.key}: {source.example}"
        advice += f", or add  type: {owner.connection_type.name}  to the connection" if of_type is usual else ""
    return Problem(key.position, f'{message}: the connection "{name}" is {found}', advice)
