r"""Let surrogate pairs, as JSON writes characters beyond U+FFFF (`"\ud83d\ude00"`), pass through YAML.

YAML's double quotes know `\U0001F600` instead, and its parsers refuse the pair. Only the parser knows
which texts stand in double quotes, so each pair is written anew before it, at the same length so that no
place moves, and undone in the texts where it was no escape.
"""

import re

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2}))")
_REWRITTEN = re.compile(r"\\U[0-9A-F]{8}\\0")
_HALF = re.compile("[\ud800-\udfff]")
_READ = re.compile("([\U00010000-\U0010ffff])\0")


def rewritten(text: str) -> str:
    r"""Return the text with each `\uD83D\uDE00` as `\U0001F600\0`, which takes as much room."""
    return _PAIR.sub(_rewrite, text) if "\\u" in text else text


def restored(value: str, source: str, *, escapes: bool) -> str:
    r"""Return a text that was read as it is meant: the character alone, or the pair as it was written.

    `source` is the part of the file that the value was read from; in double quotes there are `escapes`.
    """
    if escapes:
        return _READ.sub(r"\1", value)
    written = iter([match[2] for match in _PAIR.finditer(source)])
    return _REWRITTEN.sub(lambda found: next(written, found[0]), value)


def half_of_pair(value: str) -> bool:
    """Return whether half a surrogate pair stands in a text, which is no character."""
    return _HALF.search(value) is not None


def _rewrite(match: re.Match[str]) -> str:
    high, low = int(match[3], 16), int(match[4], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}\\0"
