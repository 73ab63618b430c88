"""Write texts as YAML: plain if that is safe, else in double quotes with JSON escapes."""

import json
import re

from QuashLibrary.language.printable import safe

_CHARACTERS = r"(?:[\w./${}()?=&+\[\]*,'-]|:(?=[\w/]))"
_PLAIN = re.compile(rf"[A-Za-z/$]{_CHARACTERS}*(?: {_CHARACTERS}+)*")
_PLAIN_INSIDE = re.compile(r"[A-Za-z/][\w./-]*(?: [\w./-]+)*", re.ASCII)
_NO_TEXTS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar(text: str) -> str:
    """Return a text for the end of a line."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXTS else quoted(text)


def inside(text: str) -> str:
    """Return a text for inside `{…}` or `[…]`."""
    return text if _PLAIN_INSIDE.fullmatch(text) and text.lower() not in _NO_TEXTS else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return json.dumps(safe(text), ensure_ascii=False)
