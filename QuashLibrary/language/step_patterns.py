r"""Patterns of Robot steps, written like the step: `AppiumLibrary.Click Element    xpath=//*[@text="Pay"]`.

In: the text from a registry. Out: a StepPattern, which decides whether a keyword and its cells match. Cells are
separated by two or more spaces or a tab, `*` matches any text, and a step may have more cells than the pattern. Nothing
here uses Robot: the caller passes the names of a keyword and all readings of its cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.errors import StepPatternError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_GAP = re.compile(r" {2,}|\t\s*")
_VARIABLE = re.compile(r"[$@&%]\{")


@dataclass(frozen=True, slots=True)
class StepPattern:
    """A step: its keyword (from any library if the name has no prefix) and its first cells."""

    text: str
    keyword: re.Pattern[str] = field(compare=False)
    cells: tuple[re.Pattern[str], ...] = field(compare=False)

    def __str__(self) -> str:
        return self.text

    def is_named(self, names: Collection[str]) -> bool:
        """Return whether the pattern matches one of the names of a keyword, see `keyword_names`."""
        return any(map(self.keyword.fullmatch, names))

    def begins(self, readings: Collection[Sequence[str]], named: Collection[str] = ()) -> bool:
        """Return whether the step's first cells match the pattern's cells, each in any of the readings.

        `named` are the step's arguments as `name=value`; their order does not matter.
        """
        return all(
            any(len(cells) > number and pattern.fullmatch(cells[number]) for cells in readings)
            or any(map(pattern.fullmatch, named if "=" in pattern.pattern else ()))
            for number, pattern in enumerate(self.cells)
        )


def parse_step(text: str) -> StepPattern:
    """Parse a step pattern.

    Raises:
        StepPatternError: it is not a step; the message continues the pattern's text.
    """
    keyword, *cells = _GAP.split(text.strip())
    if not keyword:
        raise StepPatternError("names no keyword")
    if _VARIABLE.match(keyword):
        raise StepPatternError(f'starts with "{keyword}"; leave out the variable that the step assigns')
    if not keyword.strip("*. "):
        raise StepPatternError("would match every step")
    return StepPattern("    ".join((keyword, *cells)), _wildcards(_fold(keyword)), tuple(map(_wildcards, cells)))


def keyword_names(keywords: Iterable[str], owners: Collection[str]) -> frozenset[str]:
    """Return the names of a keyword with and without its owner's names, normalized as Robot compares them."""
    return frozenset(
        _fold(name) for keyword in keywords for name in (keyword, *(f"{owner}.{keyword}" for owner in owners))
    )


def _fold(name: str) -> str:
    return name.casefold().replace(" ", "").replace("_", "")


def _wildcards(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
