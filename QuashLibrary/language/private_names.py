"""Names that mark a value as secret: JSON members, form and query fields, and headers.

`code` alone marks only values that look like a one-time code, because a tester needs to see an error code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.language.json_values import JSON

_PRIVATE = re.compile(
    r".*(?:password|passwd|passphrase|token|secret)|(?:.*[_-])?(?:passcode|pwd|pin|otp|cvv|cvc)"
    r"|(?:.*[_-])?(?:api|secret|private|access)[_-]?key"
    r"|(?:.*[_-])?(?:otp|pin|sms|verification|confirmation|security|auth|login|activation|one[_-]?time)[_-]?code",
    re.IGNORECASE,
)
_ONE_TIME_CODE = re.compile(r"[0-9]{2,4}[ -]?[0-9]{2,4}|(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9._~+/=-]{16,}")
"""Four to eight digits as people type them, or a random text as OAuth issues it."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARENT = re.compile(r".*[.\[]", re.DOTALL)
_FIELD = re.compile(r"(?:(?<=[?&;])|^)([^=&;?#\s]+)=([^&;#\s]+)")
_MEMBER = re.compile(r'"([^"\\]{1,60})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|-?[0-9][0-9.eE+-]*)')
_ELEMENT = re.compile(r"(<(?:[\w.-]+:)?([\w.-]{1,60})(?:\s[^<>]*)?>)([^<>]+)(?=</)")
_PART = re.compile(r'(\bname="([^"\r\n]{1,60})"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)(.*?)(?=\r?\n--|\Z)', re.DOTALL)
_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})


def is_private(name: str, value: object) -> bool:
    """Return whether the name makes a member or field secret: `pin`, `accessToken`, `new_password`, `user[otp]`."""
    last = _HUMP.sub("_", _PARENT.sub("", unquote(name).rstrip("]")))
    if last.lower() == "code":
        return isinstance(value, str) and _ONE_TIME_CODE.fullmatch(value) is not None
    return _PRIVATE.fullmatch(last) is not None


def hide_private(value: JSON, hide: Callable[[JSON], JSON]) -> JSON:
    """Return a value in which `hide` has replaced every private member."""
    if isinstance(value, list):
        return [hide_private(item, hide) for item in value]
    if isinstance(value, dict):
        return {key: hide(item) if is_private(key, item) else hide_private(item, hide) for key, item in value.items()}
    return value


def without_private_fields(text: str, mask: str) -> str:
    """Return a query or a form with masked values of private fields."""
    return _FIELD.sub(lambda match: f"{match[1]}={mask if is_private(match[1], unquote(match[2])) else match[2]}", text)


def without_private_texts(text: str, mask: str) -> str:
    """Return a text with masked private JSON members, XML elements and parts of a multipart body."""

    def member(match: re.Match[str]) -> str:
        value = match[3].strip('"') if match[3].startswith('"') else None
        return f'"{match[1]}"{match[2]}"{mask}"' if is_private(match[1], value) else match[0]

    def part(match: re.Match[str]) -> str:
        return f"{match[1]}{mask}" if is_private(match[2], match[3]) else match[0]

    if text.startswith("--"):
        return _PART.sub(part, text)
    return _ELEMENT.sub(part, _MEMBER.sub(member, text))


def is_private_header(name: str) -> bool:
    """Return whether a header contains credentials."""
    return name.lower() in _HEADERS or is_private(name, None)
