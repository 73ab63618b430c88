"""Prove from the text of a JSON document, by C code alone, that there is nothing to look for in its value.

In: the UTF-8 text of a document that was parsed. Out: whether it may be nested deeper than a limit, or have keys that
occur twice. In doubt it may, and the caller looks.
"""

from __future__ import annotations

_BLANKS = b" \t\r\n"
_BESIDE_BRACKETS = bytes(sign for sign in range(256) if sign not in b'[]{}"')


def may_have_repeated_keys(text: bytes, members: int) -> bool:
    """Return whether there may be more keys than members: a colon, in no text, behind each key."""
    if text.count(b":") == members:
        return False
    # Apart from keys, only texts with a colon after an escaped quote are counted.
    return text.translate(None, _BLANKS).count(b'":') > members


def may_be_deep(text: bytes, deepest: int) -> bool:
    """Return whether lists and objects may be nested deeper than this."""
    if text.count(b"[") + text.count(b"{") <= deepest:
        return False
    if b"\\" in text and b'\\"' in text:
        return True
    # What is left of a text without brackets is two quotes, of which the first never closes the text before it.
    left = text.translate(None, _BESIDE_BRACKETS).replace(b'""', b"")
    for _ in range(deepest // 2):  # each round takes two levels at most
        if not left:
            return False
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return bool(left)
