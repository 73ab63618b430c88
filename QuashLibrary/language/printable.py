"""Make any text safe to show: without characters that break a log, on one line, with a limited length.

Robot writes XML: a lone surrogate, which JSON may contain, leaves a run without log.html. `safe` is for our texts,
`writable` for texts of others. Nothing here masks secrets; the views do that.
"""

import re
from unicodedata import category, normalize

MASK = "***"
"""The mask for a hidden value."""

TEXT_LIMIT = 4_000
"""The maximum length of a long text, such as a body, that is shown."""

_TWINS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456"
    "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf"
    "\u2010\u2011\u2012\u2013\u2212\u2018\u2019\u201c\u201d",
    "ABEKMHOPCTXaeopcyxi" + "ABEHIKMNOPTXo" + "-----''\"\"",
)
"""Cyrillic and Greek letters, dashes and quotes that look like other characters."""
_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029]\s*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def safe(text: str) -> str:
    """Return the text with escapes for characters that XML and consoles cannot show."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def writable(text: str) -> str:
    """Return the text with escapes for lone surrogates; Robot itself keeps or drops any other character."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def look_alike(one: str, other: str) -> bool:
    """Return whether two different texts look the same: other composition, invisible or similar characters.

    Very long texts are not compared.
    """
    return one != other and max(len(one), len(other)) <= TEXT_LIMIT and look_of(one) == look_of(other)


def look_of(text: str) -> str:
    """Return the look of a text: without invisible characters, and with one character for all similar ones."""
    visible = "".join(character for character in normalize("NFKC", text) if category(character) != "Cf")
    return visible.translate(_TWINS)


def is_deceptive(character: str) -> bool:
    """Return whether a character is invisible or looks like another one."""
    if character.isascii():
        return False
    kind = category(character)
    return kind in ("Cf", "Mn", "Zs") or ord(character) in _TWINS or normalize("NFKC", character) != character


def one_line(text: str) -> str:
    """Return the text on one line: each line break or tab, with the blanks around it, becomes a single blank."""
    return text.strip() if text.isprintable() else _BREAKS.sub(" ", text).strip()


def undirected(text: str) -> str:
    """Return the text with escapes for characters that change the direction of neighbouring text."""
    return _DIRECTION.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def shorten(text: str, limit: int) -> str:
    """Return the text; if it exceeds the limit, its middle is left out."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    tail = room // 2
    return f"{text[: room - tail]}…{text[len(text) - tail :]}"
