"""Search texts by regular expressions, none of them for longer than a moment.

In: a pattern that Python's `re` takes, and a text that a backend or a screen gave. Out: matches. The only module that
imports `regex`: a pattern such as `^(a|a)*$` keeps `re` busy for ever, which no deadline and no other thread ends.
"""

import re
from functools import lru_cache
from typing import Any

import regex

from QuashLibrary.errors import SlowPatternError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show

LONGEST_SECONDS = 1.0
# An escape, or a brace that begins no number of repetitions: `regex` would take `{e}` for "approximately".
_BRACE = re.compile(r"\\N\{[^}]*\}|\\.|\{(?!\d+(?:,\d*)?\}|,\d*\})", re.DOTALL)


def check_regex(pattern: str) -> None:
    """Raise re.error if a pattern cannot be searched for: Python must take it, and `regex`, which searches, as well."""
    re.compile(pattern)
    _compiled(pattern)


def search(pattern: str, text: str) -> Any:
    """Return the first match, None where there is none.

    Raises:
        SlowPatternError: it takes too long.
    """
    try:
        return _compiled(pattern).search(text, timeout=LONGEST_SECONDS, concurrent=True)
    except TimeoutError:
        raise _too_costly(pattern, text) from None


def find_all(pattern: str, text: str) -> list[Any]:
    """Return all matches, from the first to the last.

    Raises:
        SlowPatternError: it takes too long.
    """
    try:
        return list(_compiled(pattern).finditer(text, timeout=LONGEST_SECONDS, concurrent=True))
    except TimeoutError:
        raise _too_costly(pattern, text) from None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    try:
        literal = _BRACE.sub(lambda found: r"\{" if found[0] == "{" else found[0], pattern)
        return regex.compile(literal, regex.VERSION0)
    except regex.error as error:
        raise re.error(str(error)) from error


def _too_costly(pattern: str, text: str) -> SlowPatternError:
    took = f"takes longer than {show_duration(LONGEST_SECONDS)} on a text of {len(text):,} characters"
    return SlowPatternError(
        f"the regular expression {show(pattern, 60)} {took}; avoid what may be read in several ways inside a repetition"
    )
