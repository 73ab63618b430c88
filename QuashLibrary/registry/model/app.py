"""The ports to which the app under test sends its requests, which are recorded on their way to the backend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from QuashLibrary.language.request_patterns import RequestPattern
    from QuashLibrary.problems import Position
    from QuashLibrary.registry.model.types import Text

OnSwallowed = Literal["warn", "fail", "ignore"]


@dataclass(frozen=True, slots=True)
class AppListener:
    """A port to which the app sends its requests to the connection's backend; failures of `ignore` do not count."""

    listen: Text
    host: str = "127.0.0.1"
    ignore: tuple[RequestPattern, ...] = ()
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AppProxy:
    """The port of a normal proxy for apps whose addresses cannot be changed; `hosts` maps hosts to connections."""

    listen: Text
    host: str
    hosts: tuple[tuple[str, str], ...]
    position: Position = field(compare=False)
