"""`--words`: words of other languages that identify steps with an effect on the backend.

In: words separated by commas, or a file with lines such as `order-created: bestellen, kaufen`. Out: the effects, with
these words added.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.report.blind_spots.effects import EFFECTS, OTHER_WORDS, with_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.report.blind_spots.effects import Effect

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXAMPLE = "for example  order-created: bestellen, kaufen"


def effects_for(words: str | None) -> Sequence[Effect]:
    """Return the effects with the given words added; a text that is the path of a file means the file."""
    if words is None:
        return EFFECTS
    try:
        if not Path(words).is_file():
            return with_words({OTHER_WORDS: _phrases(words, "--words")})
        text = Path(words).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise CommandError(f"cannot read {words}: {error}", ExitCode.BAD_INPUT) from None
    return with_words(_read(text, words))


def _read(text: str, file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        slug, colon, phrases = line.partition("#")[0].strip().partition(":")
        place = f"{file}:{number}"
        if not slug and not colon:
            continue
        if not colon or not _SLUG.fullmatch(slug.strip()):
            raise CommandError(f"{place}: a line needs a slug, a colon and words; {_EXAMPLE}", ExitCode.BAD_INPUT)
        found[slug.strip()] = ", ".join(filter(None, (found.get(slug.strip()), _phrases(phrases, place))))
    return found


def _phrases(text: str, place: str) -> str:
    phrases = [phrase.strip() for phrase in text.split(",")]
    if not all(any(map(str.isalpha, phrase)) for phrase in phrases):
        raise CommandError(f"{place}: write words separated by commas; {_EXAMPLE}", ExitCode.BAD_INPUT)
    return ", ".join(phrases)
