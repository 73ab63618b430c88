"""The encodings in which a secret is sent: as it is, percent-encoded, escaped, and as Base64.

In: a secret, or a text that is masked only while it is remembered. Out: every form to search for. Other forms
(hexadecimal, encoded twice, compressed, wrapped into lines) are not masked.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONG = 20_000
"""A longer text, such as a whole body, is masked in fewer forms, because each form uses memory until the run ends."""
SHORTEST_IN_BASE64 = 6
"""The minimum number of bytes of a secret to find it inside longer Base64; a shorter one would be found by chance."""
SHORTEST_LINE = 8
"""The minimum number of characters that make a line of a secret secret by itself."""
_PERCENT = re.compile(r"%[0-9A-F]{2}")
# JavaScript's encodeURIComponent does not encode the third group, browsers do not encode the fourth in a path.
_LEFT_ALONE = ("", "/", "!'()*", "/:@!$&'()*+,;=")
_NEEDS_NO_ESCAPES = re.compile(r"""[^\x00-\x1f"'&/<>\\\x7f-\U0010ffff]+""")
_ESCAPES: tuple[Callable[[str], str], ...] = (
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", r"\/"),
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1].replace("/", r"\/"),
    lambda text: repr(text)[1:-1],
    html.escape,
    lambda text: html.escape(text, quote=False),
    lambda text: html.escape(text, quote=False).replace('"', "&quot;").replace("'", "&#39;"),
)


def forms_of(text: str) -> set[str]:
    """Return every form of a text."""
    escaped = {text} if _NEEDS_NO_ESCAPES.fullmatch(text) else {text, *(escape(text) for escape in _ESCAPES)}
    if len(text) > _LONG:
        return escaped
    raw = text.encode("utf-8", "surrogatepass")
    quoted = {quote(raw, safe=safe) for safe in _LEFT_ALONE} | {quote_plus(raw)}
    encoded = set(_in_base64(raw))
    return {
        *quoted,
        *(_PERCENT.sub(lambda match: match[0].lower(), form) for form in quoted),
        *encoded,
        *(form.replace("/", r"\/") for form in (*quoted, *encoded) if "/" in form),
        *escaped,
        *(escape(form) for escape in _ESCAPES for form in escaped if form != text),
    }


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a key or certificate that are secret by themselves, without its BEGIN and END lines."""
    lines = text.splitlines()
    if len(lines) > 1:
        yield from (
            line.strip() for line in lines if len(line.strip()) >= SHORTEST_LINE and not line.startswith("-----")
        )


def _in_base64(raw: bytes) -> Iterator[str]:
    """Yield the Base64 forms of a text: alone, and between other bytes."""
    for encode in (b64encode, urlsafe_b64encode):
        whole = encode(raw).decode("ascii")
        yield from (whole, whole.rstrip("="))
        if len(raw) >= SHORTEST_IN_BASE64:
            # A character encodes six bits: the first and the last one may contain bits of other bytes.
            for before in range(3):
                start, end = -(-8 * before // 6), 8 * (before + len(raw)) // 6
                yield encode(bytes(before) + raw).decode("ascii")[start:end]
