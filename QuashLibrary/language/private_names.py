"""Names that say that a value is a secret: of members of JSON, fields of forms and queries, and headers."""

import re

_PRIVATE = re.compile(r"(?:.*[_-])?(?:password|passwd|token|secret|pin|otp)|code|api[_-]?key", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})


def is_private(name: str) -> bool:
    """Return whether a member or field of this name is a secret by its place: `pin`, `accessToken`, `new_password`."""
    return _PRIVATE.fullmatch(_HUMP.sub("_", name)) is not None


def is_private_header(name: str) -> bool:
    """Return whether a header authenticates somebody."""
    return name.lower() in _HEADERS
