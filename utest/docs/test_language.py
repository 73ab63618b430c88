"""The project's texts read like a native speaker wrote them, as far as a count can show that."""

from __future__ import annotations

from collections.abc import Iterable

from utest.docs.prose import PACKAGE, Finding, Text, long_sentences, note_texts, page_texts, shown_texts, words_to_avoid
from utest.docs.spelling import unknown_words

SHOWN_WORDS = 5
NOTE_WORDS = 5
LONG_SENTENCES = 10
WORD_LISTS = {
    PACKAGE / "language" / "operators" / "synonyms.py",
    PACKAGE / "cli" / "importer" / "curl" / "options.py",
    PACKAGE / "report" / "blind_spots" / "effects.py",
    PACKAGE / "robotside" / "suites" / "calls.py",
}
"""Modules whose texts are names of other tools, or words of apps."""


def listed(findings: Iterable[Finding]) -> str:
    """Return the findings, a line each."""
    return "".join(f"\n{finding}" for finding in findings)


def test_texts_for_users_avoid_words_of_a_translation() -> None:
    """Pages, messages, helps, keyword documentation, schemas: the few that are left are plain English there."""
    found = list(words_to_avoid([*page_texts(), *shown_texts()]))
    assert len(found) <= SHOWN_WORDS, listed(found)


def test_docstrings_and_comments_avoid_them_too() -> None:
    """A contributor reads them at full speed as well."""
    found = list(words_to_avoid(note_texts()))
    assert len(found) <= NOTE_WORDS, listed(found)


def test_sentences_are_short() -> None:
    """Hardly a sentence of the pages has more than 25 words."""
    found = list(long_sentences(page_texts()))
    assert len(found) <= LONG_SENTENCES, listed(found)


def spelled() -> Iterable[Text]:
    """Return what is spell-checked."""
    return [*page_texts(), *(text for text in [*shown_texts(), *note_texts()] if text.path not in WORD_LISTS)]


def test_words_are_spelled_right() -> None:
    """A word that no dictionary has is a mistake, or belongs into words.txt."""
    found = list(unknown_words(spelled()))
    assert found == [], listed(found)
