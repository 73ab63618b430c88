"""What a word without quotes means: YAML 1.2's meanings, narrowed to JSON's.

`true`, `false`, `null` (also `~` and nothing at all) and JSON's numbers are special; every other unquoted
word (`True`, `yes`, `0x1F`, `.5`, `12:30`) is a text.
"""

import math
import re
from typing import Final

from QuashLibrary.errors import NumberTooLargeError

MAX_DIGITS: Final = 4_300
"""Digits of a number; Python itself refuses longer ones, as they take quadratic time."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}


def meaning(text: str) -> bool | int | float | str | None:
    """Return what an unquoted word stands for.

    Raises:
        NumberTooLargeError: it is a number, and cannot be kept as one.
    """
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text) if text[0] in "-0123456789" else None
    return _number(text, match) if match else text


def _number(text: str, match: re.Match[str]) -> int | float:
    if match.group(1) is None and match.group(2) is None:
        if len(text) > MAX_DIGITS:
            raise NumberTooLargeError
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise NumberTooLargeError
    return number
