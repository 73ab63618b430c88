"""Orders for the addon: which requests of the app to break on purpose, and how."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.traffic.model import Headers, Way

HowBroken = Literal["lost", "error", "late", "twice"]
HOW_BROKEN: tuple[HowBroken, ...] = ("lost", "error", "late", "twice")
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that the app gets instead of the backend's."""

    status: int
    headers: Headers
    body: bytes

    def written(self) -> dict[str, Any]:
        """Return the answer as JSON for another process."""
        return {"status": self.status, "headers": self.headers, "body": base64.b64encode(self.body).decode("ascii")}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> GivenAnswer:
        """Return an answer that another process wrote as JSON."""
        headers = tuple((name, value) for name, value in data["headers"])
        return cls(data["status"], headers, base64.b64decode(data["body"]))


@dataclass(frozen=True, slots=True)
class BrokenRequests:
    """The next matching requests to break, and how: with these answers, or after `delay` seconds.

    `path` is a regular expression for the path below the base URL, `operation` the name of a GraphQL operation.
    """

    method: str
    path: str
    how: HowBroken
    times: int = 1
    answers: tuple[GivenAnswer, ...] = ()
    delay: float = 0.0
    operation: str = ""

    def order(self, way: Way) -> Mapping[str, Any]:
        """Return the order for the addon; its paths are relative to the base URL, as in every text."""
        return {
            "way": way.name,
            "method": self.method,
            "path": self.path,
            "base": way.path,
            "as": self.how,
            "left": self.times,
            "delay": self.delay,
            "operation": self.operation,
            "answers": [item.written() for item in self.answers],
        }

    def written(self) -> dict[str, Any]:
        """Return the rule as JSON for another process."""
        return {**asdict(self), "answers": [item.written() for item in self.answers]}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> BrokenRequests:
        """Return a rule that another process wrote as JSON."""
        return cls(**{**data, "answers": tuple(map(GivenAnswer.read, data["answers"]))})
