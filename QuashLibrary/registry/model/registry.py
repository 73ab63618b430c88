"""All connections, validations and attachments of a registry's files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.model.app import AppProxy
from QuashLibrary.registry.model.attachment import Attachment
from QuashLibrary.registry.model.connection import BASE, Connection, TokenFrom
from QuashLibrary.registry.model.validation import Input, Validation


@dataclass(frozen=True, slots=True)
class Registry:
    """All that the files of a registry define.

    `connections` maps a name to its environments, one of which is always BASE. `broken` contains the slugs
    whose definition has problems: they are known, but cannot be used.
    """

    files: tuple[str, ...] = ()
    connections: Mapping[str, Mapping[str, Connection]] = field(default_factory=dict)
    validations: Mapping[str, Validation] = field(default_factory=dict)
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    app_proxy: AppProxy | None = None

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug, including broken ones, in the order of the files."""
        return tuple(self.positions)

    def needed_by(self, slug: str) -> tuple[Validation, ...]:
        """Return the validations that one needs, directly or not, each after what it needs itself."""
        found: dict[str, Validation] = {}

        def add(needed: str) -> None:
            for name in self.validations[needed].needs:
                if name in self.validations and name not in found:
                    add(name)
                    found[name] = self.validations[name]

        if slug in self.validations:
            add(slug)
        return tuple(found.values())

    def inputs_of(self, slug: str) -> tuple[Input, ...]:
        """Return the inputs that a use of a validation takes: its own, then those of its needs and its login.

        A login may have needs and a login too. The inputs of a broken validation are unknown.
        """
        used: dict[str, Validation] = {}
        waiting = [self.validations[slug]] if slug in self.validations else []
        while waiting:
            validation = waiting.pop(0)
            own = [item for item in (validation, *self.needed_by(validation.slug)) if item.slug not in used]
            used |= {item.slug: item for item in own}
            waiting += [login for item in own for login in self.logins_of(item)]
        found: dict[str, Input] = {}
        for validation in used.values():
            for item in validation.inputs:
                found.setdefault(item.name, item)
        return tuple(found.values())

    def logins_of(self, validation: Validation) -> tuple[Validation, ...]:
        """Return the validations that a token may come from."""
        slugs = self.login_slugs(validation)
        return tuple(self.validations[slug] for slug in slugs if slug in self.validations)

    def login_slugs(self, validation: Validation) -> tuple[str, ...]:
        """Return where a token may come from, as it is written: in the validation's `auth`, else its connection's."""
        environments = self.connections.get(validation.connection, {}).values()
        auths = [validation.auth] if validation.auth else [connection.auth for connection in environments]
        return tuple(dict.fromkeys(auth.slug for auth in auths if isinstance(auth, TokenFrom)))

    @property
    def environments(self) -> frozenset[str]:
        """The names of all environments of all connections."""
        return frozenset(name for of in self.connections.values() for name in of) - {BASE}
