"""Find words that are neither English nor in the project's dictionary, `words.txt` beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

from utest.docs.prose import Finding, Text, plain

WORDS = Path(__file__).with_name("words.txt")
_WORD = re.compile(r"(?<![\w$@{%./\\<-])[A-Za-z][a-z]{2,}(?:['’][a-z]+)?(?![\w$@{}%(=/]|[.:][\w/])")
"""A word of prose: not a part of a path, a variable, a slug, a call or a name in camel case."""
_POSSESSIVE = re.compile(r"['’]s?$")


def unknown_words(texts: Iterable[Text]) -> Iterator[Finding]:
    """Yield each place of a word that no dictionary has."""
    for text in texts:
        shown = plain(text)
        for match in _WORD.finditer(shown):
            if not is_known(_POSSESSIVE.sub("", match[0])):
                line = text.line + shown.count("\n", 0, match.start())
                yield Finding(text.path, line, f'"{match[0]}" is neither English nor in utest/docs/words.txt')


@cache
def is_known(word: str) -> bool:
    """Tell whether a dictionary has the word, in any case of its letters."""
    return word.lower() in project_words() or bool(_english().known([word]))


@cache
def project_words() -> frozenset[str]:
    """Return the project's own words, in lower case."""
    return frozenset(WORDS.read_text(encoding="utf-8").split())


@cache
def _english() -> SpellChecker:
    return SpellChecker(language="en")
