"""Keep credentials out of problems: a problem with `auth` never shows its values.

In: problems, and the contents of the files. Out: the problems, with a mask for each word that may be a credential. The
words are found in the text, because an unreadable file has no tree.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.problems import Problem

MASK = "***"
_AUTH = re.compile(r"(?:^|[\s{,])[\"']?auth[\"']?\s*(?::|$)")
_SECRET_KEY = re.compile(
    r"[\w-]*(?:authorization|passw(?:or)?d|secret|token|api[-_]?key|credentials?)[\w-]*[\"']?\s*:", re.IGNORECASE
)
_PUBLIC = re.compile(
    r"\$\{[^}]*\}|%\{[^}]*\}|\b(?:env|from)\s*:\s*[\"']?@?[\w-]+|[\"']?@[a-z0-9-]+|https?://\S*|(?:^|\s)#.*"
)
_WORD = re.compile(r"(?P<before>^\s*(?:- )?|[{\[,]\s*)?[\"']?(?P<word>[^\s{}\[\],\"':]+)[\"']?(?P<colon>:(?=\s|$))?")
_NAMES = frozenset({
    *("auth", "bearer", "basic", "api_key", "headers", "digest", "oauth2", "from", "username", "password", "header"),
    *("query", "value", "token_url", "client_id", "client_secret", "scope", "env", "authorization", "key", "token"),
    *("true", "false", "null"),
})  # fmt: skip
_SHORTEST, _SHORTEST_ELSEWHERE, _HEAD = 3, 6, 6


def credentials_in(text: str) -> set[str]:
    """Return the words of a registry that may be credentials: in `auth`, and after keys such as `password`."""
    found: set[str] = set()
    level: int | None = None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if level is not None and line.strip() and indent <= level and not line.lstrip().startswith("-"):
            level = None
        if auth := _AUTH.search(line):
            level = indent if not line[: auth.start()].strip() else level
            found.update(words_in(line[auth.end() :]))
        elif level is not None:
            found.update(words_in(line))
        elif key := _SECRET_KEY.search(line):
            rest = words_in(line[key.end() :])
            found.update(word for word in rest if len(word) >= _SHORTEST_ELSEWHERE and not word.isalpha())
    return found


def is_secret_key(key: str) -> bool:
    """Return whether the value of a key is likely to be a credential."""
    return _SECRET_KEY.search(f"{key}:") is not None


def masked(problem: Problem, credentials: Iterable[str]) -> Problem:
    """Return a problem without credentials, even if it shows only the start of one."""
    message, suggestion = problem.message, problem.suggestion
    for word in sorted(credentials, key=len, reverse=True):
        # A long value is shown without its middle.
        pattern = re.compile(f'{re.escape(word)}|{re.escape(word[:_HEAD])}[^\\s"]*…[^\\s"]*')
        message, suggestion = pattern.sub(MASK, message), pattern.sub(MASK, suggestion)
    if (message, suggestion) == (problem.message, problem.suggestion):
        return problem
    return replace(problem, message=message, suggestion=suggestion)


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text that are neither keys nor references."""
    for match in _WORD.finditer(_PUBLIC.sub(" ", text)):
        is_key = match["colon"] and match["before"] is not None
        if not is_key and len(match["word"]) >= _SHORTEST and match["word"].lower() not in _NAMES:
            yield match["word"]
