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
"""The name of the environment that a connection's own keys define."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All that the files of a registry define.

    `connections` maps a name to its environments, one of which is always BASE. `broken` contains the slugs
    whose definition has problems: they are known, but cannot be used. `app_proxies` has one member at most.

    What is asked of all validations at once is answered by the `catalogue`: of a registry from the user's cache, each
    connection, validation and attachment is compiled when it is first asked for.
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
        """What the catalogue says of each validation that can be used."""
        return self._catalogue.outlines

    @property
    def listening(self) -> frozenset[str]:
        """The connections that have an `app` in an environment."""
        return self._catalogue.listening

    @property
    def variables(self) -> tuple[EnvironmentVariable, ...]:
        """The environment variables that are read."""
        return self._catalogue.variables

    @property
    def _catalogue(self) -> Catalogue:
        if self.catalogue is not None:
            return self.catalogue
        from QuashLibrary.registry.model.outlines import catalogue_of

        return catalogue_of(self.connections, self.validations, self.attachments)

    def inputs_of(self, slug: str) -> tuple[Input, ...]:
        """Return the inputs that a use of a validation takes: its own, then those of its needs and its login.

        A login may have needs and a login too. The inputs of a broken validation are unknown.
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
        """Whether the app's own requests to a connection may be recorded."""
        return bool(self.listening or self.app_proxies)

    @property
    def environments(self) -> frozenset[str]:
        """The names of all environments of all connections."""
        return frozenset(name for of in self.connections.values() for name in of) - {BASE}


def _with_needs(slug: str, known: Mapping[str, Outline]) -> list[str]:
    """Return a validation, then those that it needs, directly or not, each after what it needs itself."""
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
