"""Recognise an answer that is one page of several: a missing value may be on another page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.model import Found

_NEXT: Final = re.compile(r"rel=\"?(?:[\w -]* )?next\b", re.IGNORECASE)
_TOTALS: Final = ("total", "total_count", "totalCount", "totalElements", "total_items", "totalItems")
_LINKS: Final = ("next", "next_page", "nextPage", "next_cursor", "nextCursor", "next_page_token", "nextPageToken")


def page_hint(parts: AnswerParts, found: Found) -> str:
    """Return a hint that a missing value may be on another page; empty if the answer does not look like a page."""
    if found.no_document or (found.definite and not any(isinstance(value, list) for value in found.values)):
        return ""
    if _NEXT.search(parts.header("Link") or ""):
        return 'the answer may be one page of several (Link: rel="next")'
    document = parts.json
    if not isinstance(document, dict):
        return ""
    listed = max((len(item) for item in document.values() if isinstance(item, list)), default=None)
    if listed is None:
        return ""
    total = next((key for key in _TOTALS if _is_more(document.get(key), listed)), "")
    if total:
        return f"the answer may be one page of several ({total} is {document[total]}, this page has {listed})"
    link = next((key for key in _LINKS if document.get(key)), "")
    return f"the answer may be one page of several (it has {link})" if link else ""


def _is_more(value: JSON, listed: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > listed
