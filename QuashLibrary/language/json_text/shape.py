"""Prove from the text of a JSON document, with C code only, that its value needs no further check.

In: the UTF-8 text of a parsed document. Out: whether it may be nested deeper than a limit, or contain a key twice. In
doubt the answer is yes, and the caller checks the value.
"""

from __future__ import annotations

_BLANKS = b" \t\r\n"
_BESIDE_BRACKETS = bytes(sign for sign in range(256) if sign not in b'[]{}"')


def may_have_repeated_keys(text: bytes, members: int) -> bool:
    """Return whether there may be more keys than members, by the colons outside texts."""
    if text.count(b":") == members:
        return False
    # Besides keys, this counts only texts with a colon after an escaped quote.
    return text.translate(None, _BLANKS).count(b'":') > members


def may_be_deep(text: bytes, deepest: int) -> bool:
    """Return whether lists and objects may be nested deeper than `deepest` levels."""
    if text.count(b"[") + text.count(b"{") <= deepest:
        return False
    if b"\\" in text and b'\\"' in text:
        return True
    # A text without brackets shrinks to two quotes; the first of them never closes the text before it.
    left = text.translate(None, _BESIDE_BRACKETS).replace(b'""', b"")
    for _ in range(deepest // 2):  # each round removes at most two levels
        if not left:
            return False
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return bool(left)
