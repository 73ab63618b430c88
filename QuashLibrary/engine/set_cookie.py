"""Read a `Set-Cookie` header as browsers do (RFC 6265, 5.2): a name, a value and attributes.

Apart because expectations look at what a response sets, and the jar keeps it, by the same reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SetCookie:
    """A cookie as a response sets it; the names of its attributes are in lower case, a flag's value is empty."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_set_cookie(line: str) -> SetCookie | None:
    """Return the cookie of a header's value; None where it names none."""
    pair, *rest = line.split(";")
    name, mark, value = pair.partition("=")
    if not mark or not name.strip():
        return None
    pairs = (item.partition("=") for item in rest)
    return SetCookie(name.strip(), value.strip(), {key.strip().lower(): text.strip() for key, _, text in pairs})
