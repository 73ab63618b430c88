"""The data that an import and the keyword documentation need from a registry, so nothing is compiled for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.language.templates import EnvironmentVariable
    from QuashLibrary.registry.model.input import Input


class Outline(NamedTuple):
    """The content of a validation's keyword documentation.

    `question` is the request in one line. `logins` are the validations that its token may come from. `subjects` are the
    checked parts of the answer, and `fetches` the names of fetched values. Durations are in seconds.
    """

    slug: str
    connection: str
    question: str
    description: str = ""
    inputs: tuple[Input, ...] = ()
    needs: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()
    within: float | None = None
    holds_for: float = 0.0
    always: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The outlines of the validations, the connections with an `app`, and the environment variables in use."""

    outlines: Mapping[str, Outline] = field(default_factory=dict)
    listening: frozenset[str] = frozenset()
    variables: tuple[EnvironmentVariable, ...] = ()
