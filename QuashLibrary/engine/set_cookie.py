"""Read a `Set-Cookie` header as browsers do (RFC 6265, 5.2): a name, a value and attributes.

A separate module, because the expectations on an answer and the cookie jar must read the header in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SetCookie:
    """A cookie that an answer sets; attribute names are in lower case, and a flag has an empty value."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_set_cookie(line: str) -> SetCookie | None:
    """Return the cookie in a header's value; None if it has no name."""
    pair, *rest = line.split(";")
    name, mark, value = pair.partition("=")
    if not mark or not name.strip():
        return None
    pairs = (item.partition("=") for item in rest)
    return SetCookie(name.strip(), value.strip(), {key.strip().lower(): text.strip() for key, _, text in pairs})
