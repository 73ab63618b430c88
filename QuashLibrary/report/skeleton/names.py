"""Derive registry names from methods and paths: `POST /orders/17/items` gives `order-items-sent`, `order-item-created`.

In: a method and a path. Out: the path's pattern, slugs, and names of fetched values. An identifier in a path is a
segment with a digit, except a version such as `v2`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.leaves import snake

if TYPE_CHECKING:
    from collections.abc import Collection

_VERSION = re.compile(r"v\d+(?:\.\d+)*")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)
_SENT = {"PUT": "change-sent", "PATCH": "change-sent", "DELETE": "deletion-sent"}
_DONE = {"PUT": "changed", "PATCH": "changed", "DELETE": "deleted"}
_MOST_WORDS = 2
_LONGEST_WORD = 40
_NO_NAMES = frozenset({"", "api", "rest"})
"""Segments without meaning for a name."""


def is_identifier(segment: str) -> bool:
    """Return whether a segment of a path is an identifier."""
    return any(map(str.isdigit, segment)) and not _VERSION.fullmatch(segment)


def path_pattern(path: str) -> str:
    """Return a path with `*` in place of its identifiers."""
    return "/".join("*" if is_identifier(segment) else segment for segment in path.split("/"))


def sent_slug(method: str, path: str, taken: Collection[str] = ()) -> str:
    """Return the slug of the validation of the app's request."""
    words = words_of(path)
    return _unique("-".join([*map(singular, words[:-1]), words[-1], _SENT.get(method, "sent")]), taken)


def read_slug(method: str, path: str, taken: Collection[str] = ()) -> str:
    """Return the slug of the validation that reads the write back."""
    words = words_of(path)
    done = _DONE.get(method) or ("stored" if singular(words[-1]) == words[-1] else "created")
    return _unique("-".join([*map(singular, words), done]), taken)


def unique(slug: str, taken: Collection[str]) -> str:
    """Return a slug, with a number if it is taken."""
    return _unique(slug, taken)


def value_name(path: str, key: str) -> str:
    """Return a name for a value: `order_number` for the member `number` of a `POST /orders`."""
    stem = snake(singular(words_of(path)[-1]))
    key = snake(key) or "value"
    return key if key.startswith(stem) else f"{stem}_{key}"


def singular(word: str) -> str:
    """Return the singular: `orders` becomes `order`."""
    ending, short = next(
        ((old, new) for old, new in _ENDINGS if word.endswith(old) and len(word) > len(old) + 1), ("", "")
    )
    return word.removesuffix(ending) + short


def words_of(path: str) -> list[str]:
    """Return the last meaningful words of a path; at least one."""
    segments = [segment for segment in path.split("/") if not (is_identifier(segment) or _VERSION.fullmatch(segment))]
    words = [re.sub(r"[^a-z0-9]+", "-", snake(segment))[:_LONGEST_WORD].strip("-") for segment in segments]
    words = [word for word in words if word not in _NO_NAMES]
    return words[-_MOST_WORDS:] or ["request"]


def _unique(slug: str, taken: Collection[str]) -> str:
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
