"""Make any text fit to be shown: free of what breaks a log, in one line, bounded in length.

Robot writes XML: a lone surrogate, which JSON may contain, leaves a run without its log.html. `safe` is for texts of
ours, `writable` for those of others. Nothing here masks secrets; the views do that.
"""

import re

TEXT_LIMIT = 4_000
"""The most characters of a long text, such as a body, that are shown."""

_BREAKS = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029]\s*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
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


def one_line(text: str) -> str:
    """Return the text with each line break and tab, and the blanks around it, as a single blank."""
    return _BREAKS.sub(" ", text).strip()


def shorten(text: str, limit: int) -> str:
    """Return the text; if it is longer than the limit, its middle is left out."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    tail = room // 2
    return f"{text[: room - tail]}…{text[len(text) - tail :]}"
