"""How requests of the app are broken on purpose, as the addon is ordered to do it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from QuashLibrary.language.request_patterns import RequestPattern, path_regex
from QuashLibrary.traffic.model import Headers, Way

HowBroken = Literal["lost", "error", "late", "twice"]
HOW_BROKEN: tuple[HowBroken, ...] = ("lost", "error", "late", "twice")
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that the app gets in place of the backend's."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class BrokenRequests:
    """The next requests to break that match, and how: with which answers, or after how many seconds."""

    pattern: RequestPattern
    how: HowBroken
    times: int = 1
    answers: tuple[GivenAnswer, ...] = ()
    delay: float = 0.0

    def order(self, way: Way) -> Mapping[str, Any]:
        """Return what the addon is told."""
        return {
            "way": way.name,
            "method": self.pattern.method,
            "path": path_regex(way.absolute(self.pattern.path)),
            "as": self.how,
            "left": self.times,
            "delay": self.delay,
            "answers": [
                {"status": item.status, "headers": item.headers, "body": base64.b64encode(item.body).decode("ascii")}
                for item in self.answers
            ],
        }
