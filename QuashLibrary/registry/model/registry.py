"""All connections, validations and attachments of a registry's files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.language.templates import EnvironmentVariable
    from QuashLibrary.problems import Position, Problem
    from QuashLibrary.registry.model.app import AppProxy
    from QuashLibrary.registry.model.attachment import Attachment
    from QuashLibrary.registry.model.catalogue import Catalogue, Outline
    from QuashLibrary.registry.model.connection import Connection
    from QuashLibrary.registry.model.input import Input
    from QuashLibrary.registry.model.validation import Validation

BASE = ""
"""The name of the environment that the connection's own keys define."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything that the files of a registry define.

    `connections` maps a name to its environments, which always include BASE. `broken` contains the slugs whose
    definition has problems: they are known, but cannot be used. `app_proxies` has at most one member.

    Information about all validations at once comes from the `catalogue`. In a registry from the user's cache, each
    connection, validation and attachment is compiled only when it is first needed.
    """

    files: tuple[str, ...] = ()
    connections: Mapping[str, Mapping[str, Connection]] = field(default_factory=dict)
    validations: Mapping[str, Validation] = field(default_factory=dict)
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    app_proxies: Sequence[AppProxy] = ()
    catalogue: Catalogue | None = field(default=None, compare=False, repr=False)
    _inputs: dict[str, tuple[Input, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug, including broken ones, in the order of the files."""
        return tuple(self.positions)

    @property
    def app_proxy(self) -> AppProxy | None:
        """The proxy of the app under test."""
        return self.app_proxies[0] if self.app_proxies else None

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """The outline of each usable validation, from the catalogue."""
        return self._catalogue.outlines

    @property
    def listening(self) -> frozenset[str]:
        """The connections that have an `app` in any environment."""
        return self._catalogue.listening

    @property
    def variables(self) -> tuple[EnvironmentVariable, ...]:
        """The environment variables that the registry reads."""
        return self._catalogue.variables

    @property
    def _catalogue(self) -> Catalogue:
        if self.catalogue is not None:
            return self.catalogue
        from QuashLibrary.registry.model.outlines import catalogue_of

        return catalogue_of(self.connections, self.validations, self.attachments)

    def inputs_of(self, slug: str) -> tuple[Input, ...]:
        """Return all inputs of a validation: its own, then those of its needs and its login.

        A login may have its own needs and login. The inputs of a broken validation are unknown.
        """
        if slug not in self._inputs:
            self._inputs[slug] = self._used_inputs(slug)
        return self._inputs[slug]

    def _used_inputs(self, slug: str) -> tuple[Input, ...]:
        known = self.outlines
        used: dict[str, Outline] = {}
        waiting = [slug]
        while waiting:
            own = [name for name in _with_needs(waiting.pop(0), known) if name not in used]
            used |= {name: known[name] for name in own}
            waiting += [login for name in own for login in known[name].logins]
        found: dict[str, Input] = {}
        for outline in used.values():
            for item in outline.inputs:
                found.setdefault(item.name, item)
        return tuple(found.values())

    @property
    def has_apps(self) -> bool:
        """Whether app requests may be recorded for any connection."""
        return bool(self.listening or self.app_proxies)

    @property
    def environments(self) -> frozenset[str]:
        """The names of all environments of all connections."""
        return frozenset(name for of in self.connections.values() for name in of) - {BASE}


def _with_needs(slug: str, known: Mapping[str, Outline]) -> list[str]:
    """Return a validation, then its direct and indirect needs, each after its own needs."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        for needed in known[name].needs:
            if needed in known and needed not in found:
                add(needed)
                found[needed] = None

    if slug not in known:
        return []
    add(slug)
    return [slug, *found]
