"""Fetch values from an answer; a value that is not found exactly once is a failed check.

In: rendered Fetches and the AnswerParts. Out: values by name, and a check for each missing value.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from QuashLibrary.engine.check.checks import look_up
from QuashLibrary.engine.outcome import Check, FetchedValue
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.errors import SlowPatternError, UnreadableError
from QuashLibrary.language.hidden_values import is_hidden, like, revealed
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_values import Match
from QuashLibrary.language.regexes import search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.outcome import CheckState
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.model import Found
    from QuashLibrary.registry.model import Fetch

_MOST_SHOWN = 5


def fetch_values(fetches: Iterable[Fetch], parts: AnswerParts) -> tuple[tuple[FetchedValue, ...], tuple[Check, ...]]:
    """Return the fetched values, and checks for values that are missing or found several times."""
    values: list[FetchedValue] = []
    missing: list[Check] = []
    for fetch in fetches:
        try:
            found = _narrowed_by_pattern(fetch, look_up(fetch.subject, parts))
        except (UnreadableError, SlowPatternError) as error:
            missing.append(replace(_missing_check(fetch, str(error), state="not evaluated"), error_kind="unreadable"))
            continue
        if fetch.many or (fetch.by_path and len(found.matches) > 1):
            value: JSON = found.values
        elif len(found.matches) == 1:
            value = found.values[0]
        elif not found.matches and fetch.has_default:
            value = cast("JSON", fetch.default)
        else:
            missing.append(_missing_check(fetch, _was_text(found), found.hint))
            continue
        # A value that the registry redacts is secret.
        secret = fetch.secret or is_hidden(value)
        values.append(FetchedValue(fetch.name, revealed(value), secret, fetch.by_path))
    return tuple(values), tuple(missing)


def _narrowed_by_pattern(fetch: Fetch, found: Found) -> Found:
    """Narrow the found values to the matches of the fetch's regular expression."""
    if not fetch.matches:
        return found
    read = ((match, _first_group(search(str(fetch.matches), as_text(match.value)))) for match in found.matches)
    values = [Match(match.path, like(match.value, value)) for match, value in read if value is not None]
    hint = found.hint if not found.matches else _mismatch(fetch, found)
    return replace(found, matches=tuple(values), hint="" if values else hint)


def _mismatch(fetch: Fetch, found: Found) -> str:
    """Return a hint that names the subject that does not match, with its texts."""
    texts = ", ".join(show(match.value) for match in found.matches[:_MOST_SHOWN])
    return f"{fetch.subject} does not match {fetch.matches}" + ("" if fetch.secret else f", was {texts}")


def _first_group(hit: Any) -> JSON:
    """Return the named groups, else the first group, else the whole match; None if there is no match."""
    if hit is None:
        return None
    named: dict[str, JSON] = dict(hit.groupdict())
    first: JSON = hit[1] if hit.re.groups else hit[0]
    return named or first


def _missing_check(fetch: Fetch, was: str, hint: str = "", state: CheckState = "failed") -> Check:
    if fetch.by_path:
        return Check(fetch.name, state, "should be found", was, hint)
    where = f"fetch {fetch.name} ({fetch.subject})"
    return Check(where, state, "should be found once", was, hint, position=fetch.position)


def _was_text(found: Found) -> str:
    if not found.matches:
        return found.absence
    some = ", ".join(f"{match.path} = {show(match.value)}" for match in found.matches[:_MOST_SHOWN])
    return f"was found {len(found.matches)} times: {some}"
