"""What is peculiar to GraphQL: all is sent by POST, and errors stand beside the data, with status 200."""

import re

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.outcome import Check
from QuashLibrary.language.json_display import show
from QuashLibrary.problems import Position

_MOST_SHOWN = 3
_OPAQUE = re.compile(r'"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*', re.DOTALL)
_WORD_OR_BRACE = re.compile(r"[{}()]|\w+")


def only_asks(document: str) -> bool:
    """Return whether a document holds nothing but queries and fragments: no mutation, no subscription."""
    depth = 0
    for part in _WORD_OR_BRACE.findall(_OPAQUE.sub(" ", document)):
        if part in "{(":
            depth += 1
        elif part in "})":
            depth -= 1
        elif depth == 0 and part in ("mutation", "subscription"):
            return False
    return True


def errors_check(answer: Answer, position: Position) -> Check:
    """Return the check that a GraphQL answer has no errors; null and an empty list are none.

    Raises:
        UnreadableError: the body is not JSON.
    """
    document = answer.json
    errors = document.get("errors") if isinstance(document, dict) else None
    if not errors:
        return Check("errors", "holds", "should be none", "were none", position=position)
    told = errors if isinstance(errors, list) else [errors]
    more = f" and {len(told) - _MOST_SHOWN} more" if len(told) > _MOST_SHOWN else ""
    was = f"were {'; '.join(map(_told, told[:_MOST_SHOWN]))}{more}"
    return Check("errors", "failed", "should be none", was, "expect $.errors where they are meant", position=position)


def _told(error: object) -> str:
    """Return an error's message and where it belongs to (GraphQL, 7.1.2)."""
    if not isinstance(error, dict) or not isinstance(error.get("message"), str):
        return show(error)
    path = error.get("path")
    where = f" (at {'.'.join(map(str, path))})" if isinstance(path, list) and path else ""
    return f"{show(error['message'])}{where}"
