"""Request patterns as a tester writes them: `POST /orders`, `GET /images/*`, `POST /login 401`.

In: the text from a registry or a test. Out: a RequestPattern. `*` matches any text, in a path also across slashes.
A pattern without a method matches every method. A pattern without a status matches every status, and no answer, too.
"""

import re
from dataclasses import dataclass, field

from QuashLibrary.errors import RequestPatternError

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|xx)")
_METHOD = re.compile(r"[A-Za-z]+|\*")
_EXAMPLE = "for example  POST /orders"


@dataclass(frozen=True, slots=True)
class RequestPattern:
    """An upper-case method (`*` for any), a path, and statuses such as `401` or `4xx` (empty for any)."""

    method: str
    path: str
    statuses: tuple[str, ...] = ()
    _path: re.Pattern[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the path."""
        object.__setattr__(self, "_path", re.compile(path_regex(self.path), re.DOTALL))

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.path, ",".join(self.statuses)]))

    def matches(self, method: str, path: str, status: int | None = None) -> bool:
        """Return whether the pattern matches a request, given its path without the query and its answer's status."""
        if self.method not in ("*", method.upper()) or not self._path.fullmatch(path):
            return False
        return not self.statuses or (status is not None and any(_is(status, item) for item in self.statuses))


def parse_request_pattern(text: str) -> RequestPattern:
    """Parse a request pattern.

    Raises:
        RequestPatternError: it is not a pattern; the message says what to write.
    """
    words = text.split()
    method = words.pop(0).upper() if words and _METHOD.fullmatch(words[0]) and len(words) > 1 else "*"
    path = words.pop(0) if words else ""
    if not path.startswith(("/", "*")):
        raise RequestPatternError(f'"{text}" must be a method and a path, {_EXAMPLE}')
    if "?" in path:
        raise RequestPatternError(
            f'"{text}" contains a query, but a pattern matches only the path; write {path.split("?")[0]}'
        )
    if len(words) > 1:
        raise RequestPatternError(f'"{text}" contains more than a method, a path and a status; write {_EXAMPLE} 4xx')
    return RequestPattern(method, path, parse_statuses(words[0]) if words else ())


def parse_statuses(text: str) -> tuple[str, ...]:
    """Return the statuses that a text lists: `401`, `4xx`, `401,403`.

    Raises:
        RequestPatternError: one is not a status.
    """
    statuses = tuple(item.strip().lower() for item in text.split(","))
    for status in statuses:
        if not _STATUS.fullmatch(status):
            raise RequestPatternError(f'"{status}" is not a status; write for example 401, 4xx or 401,403')
    return statuses


def path_regex(path: str) -> str:
    """Return the regular expression of a path in which `*` matches any text."""
    return ".*".join(map(re.escape, path.split("*")))


def _is(status: int, written: str) -> bool:
    return str(status) == written or written == f"{status // 100}xx"
