"""Build the catalogue from compiled connections, validations and attachments, if it is not in the user's cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.templates import EnvironmentVariable, Template
from QuashLibrary.registry.model.catalogue import Catalogue, Outline
from QuashLibrary.registry.model.connection import Connection, HttpConnection, TokenFrom
from QuashLibrary.registry.model.later import MadeLater

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.registry.model.validation import Validation

Connections = Mapping[str, Mapping[str, Connection]]


def catalogue_of(
    connections: Connections,
    validations: Mapping[str, Validation],
    attachments: Sequence[object],
    reading: Sequence[Validation] | None = None,
) -> Catalogue:
    """Return the catalogue; `reading` are the validations that may read environment variables, if that is known."""
    reading = list(validations.values()) if reading is None else reading
    return Catalogue(
        MadeLater(validations, lambda slug: outline_of(validations[slug], connections)),
        frozenset(name for name, of in connections.items() if any(map(_has_app, of.values()))),
        tuple(dict.fromkeys(variables_in((*connections.values(), *reading, *attachments)))),
    )


def outline_of(validation: Validation, connections: Connections) -> Outline:
    """Return the outline of a validation for the catalogue."""
    timing = validation.timing
    return Outline(
        slug=validation.slug,
        connection=validation.connection,
        question=str(validation.request),
        description=validation.description,
        inputs=validation.inputs,
        needs=validation.needs,
        logins=login_slugs(validation, connections),
        subjects=tuple(str(expectation.subject) for expectation in validation.expect),
        fetches=tuple(fetch.name for fetch in validation.fetch),
        within=timing.within if timing else None,
        holds_for=timing.holds_for if timing else 0.0,
        always=timing.always if timing else False,
    )


def login_slugs(validation: Validation, connections: Connections) -> tuple[str, ...]:
    """Return the slugs that a token may come from: by the validation's `auth`, else by its connection's."""
    environments = connections.get(validation.connection, {}).values()
    auths = [validation.auth] if validation.auth else [connection.auth for connection in environments]
    return tuple(dict.fromkeys(auth.slug for auth in auths if isinstance(auth, TokenFrom)))


def variables_in(value: object) -> Iterator[EnvironmentVariable]:
    """Yield all environment variables in compiled data, each as often as it occurs."""
    if isinstance(value, str | int | float) or value is None:
        return
    if isinstance(value, Template):
        yield from (part for part in value.parts if isinstance(part, EnvironmentVariable))
        return
    for item in _members(value):
        yield from variables_in(item)


def _members(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list | tuple):
        return value
    kind: Any = type(value)
    return [getattr(value, name) for name in _field_names(kind)]


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()


def _has_app(connection: Connection) -> bool:
    return isinstance(connection, HttpConnection) and connection.app is not None
