"""Search texts with regular expressions, for a limited time.

In: a pattern that Python's `re` accepts, and a text from a backend or a screen. Out: matches. Only this module imports
`regex`. It is needed because `re` has no time limit: a pattern such as `^(a|a)*$` keeps it busy forever, and neither
a deadline nor another thread can stop it.
"""

import re
from functools import lru_cache
from typing import Any

from QuashLibrary.errors import SlowPatternError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show

LONGEST_SECONDS = 1.0
# An escape, or a brace that starts no repetition: `regex` would read `{e}` as "approximately".
_BRACE = re.compile(r"\\N\{[^}]*\}|\\.|\{(?!\d+(?:,\d*)?\}|,\d*\})", re.DOTALL)


@lru_cache(maxsize=512)
def compile_regex(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern, for its groups; raises re.error if `re` or `regex`, which searches, refuses it."""
    compiled = re.compile(pattern)
    if pattern:
        _with_time_limit(pattern)
    return compiled


def search(pattern: str, text: str) -> Any:
    """Return the first match; None if there is none.

    Raises:
        SlowPatternError: the search takes too long.
    """
    try:
        return _with_time_limit(pattern).search(text, timeout=LONGEST_SECONDS, concurrent=True)
    except TimeoutError:
        raise _too_costly(pattern, text) from None


def find_all(pattern: str, text: str) -> list[Any]:
    """Return all matches in order.

    Raises:
        SlowPatternError: the search takes too long.
    """
    try:
        return list(_with_time_limit(pattern).finditer(text, timeout=LONGEST_SECONDS, concurrent=True))
    except TimeoutError:
        raise _too_costly(pattern, text) from None


@lru_cache(maxsize=512)
def _with_time_limit(pattern: str) -> Any:
    import regex  # imported late: most validations search nothing

    try:
        literal = _BRACE.sub(lambda found: r"\{" if found[0] == "{" else found[0], pattern)
        return regex.compile(literal, regex.VERSION0)
    except regex.error as error:
        raise re.error(str(error)) from error


def _too_costly(pattern: str, text: str) -> SlowPatternError:
    took = f"takes longer than {show_duration(LONGEST_SECONDS)} on a text of {len(text):,} characters"
    return SlowPatternError(
        f"the regular expression {show(pattern, 60)} {took}; avoid ambiguous parts inside a repetition"
    )


def unnamed_groups(pattern: re.Pattern[str]) -> int:
    """Return the number of groups of a regular expression; 0 if some have names."""
    return 0 if pattern.groupindex else pattern.groups
