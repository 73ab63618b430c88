"""Make any text fit to be shown: free of what breaks a log, in one line, bounded in length.

Robot writes XML: a lone surrogate, which JSON may contain, leaves a run without its log.html. `safe` is for texts of
ours, `writable` for those of others. Nothing here masks secrets; the views do that.
"""

import re
from unicodedata import category, normalize

MASK = "***"
"""What is shown instead of a hidden value."""

TEXT_LIMIT = 4_000
"""The most characters of a long text, such as a body, that are shown."""

_TWINS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456"
    "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf"
    "\u2010\u2011\u2012\u2013\u2212\u2018\u2019\u201c\u201d",
    "ABEKMHOPCTXaeopcyxi" + "ABEHIKMNOPTXo" + "-----''\"\"",
)
"""Cyrillic and Greek letters, dashes and quotes that look like others."""
_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029]\s*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def safe(text: str) -> str:
    """Return the text with the characters escaped that XML and consoles cannot take."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def writable(text: str) -> str:
    """Return the text with its lone surrogates escaped: Robot itself keeps or drops any other character."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def look_alike(one: str, other: str) -> bool:
    """Return whether two different texts look the same: composed in another way, with invisible or similar characters.

    Very long texts are not looked at.
    """
    return one != other and max(len(one), len(other)) <= TEXT_LIMIT and look_of(one) == look_of(other)


def look_of(text: str) -> str:
    """Return what a text looks like: without what is invisible, and similar characters as the same one."""
    visible = "".join(character for character in normalize("NFKC", text) if category(character) != "Cf")
    return visible.translate(_TWINS)


def is_deceptive(character: str) -> bool:
    """Return whether a character is taken for another one, or for none."""
    if character.isascii():
        return False
    kind = category(character)
    return kind in ("Cf", "Mn", "Zs") or ord(character) in _TWINS or normalize("NFKC", character) != character


def one_line(text: str) -> str:
    """Return the text with each line break and tab, and the blanks around it, as a single blank."""
    return text.strip() if text.isprintable() else _BREAKS.sub(" ", text).strip()


def undirected(text: str) -> str:
    """Return the text with the characters escaped that turn the direction of the texts beside it."""
    return _DIRECTION.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def shorten(text: str, limit: int) -> str:
    """Return the text; if it is longer than the limit, its middle is left out."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    tail = room // 2
    return f"{text[: room - tail]}…{text[len(text) - tail :]}"
