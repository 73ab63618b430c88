"""Refuse checks with a result that depends on which of two duplicate keys counts.

In: the AnswerParts, and the places that a check reads. Out: nothing, or an UnreadableError that names the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.language.json_text.repeated_keys import RepeatedKey
    from QuashLibrary.language.json_values import Match


def refuse_repeated(parts: AnswerParts, place: str) -> None:
    """Refuse a place where a repeated key is read.

    Raises:
        UnreadableError: the key is on the path to the place, or below it.
    """
    if parts.repeated:
        _refuse(parts, parts.repeated.read_at([place]))


def refuse_ambiguous(parts: AnswerParts, found: Iterable[Match], found_in_first: Iterable[Match]) -> None:
    """Refuse the matches of a path if they depend on a repeated key.

    Raises:
        UnreadableError: the matches depend on it.
    """
    if parts.repeated:
        last, first = ([match.path for match in matches] for matches in (found, found_in_first))
        _refuse(parts, parts.repeated.read_by(last, first))


def _refuse(parts: AnswerParts, key: RepeatedKey | None) -> None:
    if key is not None:
        # Redaction masks the document that was read, but not the other values of the key.
        raise UnreadableError(key.sentence(with_values=parts.answer.hidden is None))
