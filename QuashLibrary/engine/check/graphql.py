"""Check the `errors` of a GraphQL answer, which has status 200 even with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.engine.check.repetitions import refuse_repeated
from QuashLibrary.engine.outcome import Check
from QuashLibrary.language.json_display import show

if TYPE_CHECKING:
    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.problems import Position

_MOST_SHOWN = 3


def errors_check(parts: AnswerParts, position: Position) -> Check:
    """Return the check that a GraphQL answer has no errors; null and an empty list count as none.

    Raises:
        UnreadableError: the body is not JSON.
    """
    if parts.no_body:
        return Check("errors", "failed", "should be none", f"were not found ({parts.no_body})", position=position)
    refuse_repeated(parts, "$.errors")
    document = parts.json
    errors = document.get("errors") if isinstance(document, dict) else None
    if not errors:
        return Check("errors", "holds", "should be none", "were none", position=position)
    listed = errors if isinstance(errors, list) else [errors]
    more = f" and {len(listed) - _MOST_SHOWN} more" if len(listed) > _MOST_SHOWN else ""
    was = f"were {'; '.join(map(_error_text, listed[:_MOST_SHOWN]))}{more}"
    return Check(
        "errors", "failed", "should be none", was, "if errors are intended, expect $.errors", position=position
    )


def _error_text(error: object) -> str:
    """Return the message of an error and the path of its field (GraphQL, 7.1.2)."""
    if not isinstance(error, dict) or not isinstance(error.get("message"), str):
        return show(error)
    path = error.get("path")
    where = f" (at {'.'.join(map(str, path))})" if isinstance(path, list) and path else ""
    return f"{show(error['message'])}{where}"
