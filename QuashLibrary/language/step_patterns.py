r"""Patterns of Robot steps, written as the step is: `AppiumLibrary.Click Element    xpath=//*[@text="Pay"]`.

In: the text of a registry. Out: a StepPattern that says whether a keyword and its cells are meant. Cells are parted by
two or more spaces or a tab, `*` stands for any text, and cells that the pattern does not have are free. Nothing here
knows Robot: who asks hands over the names by which a keyword may be called, and the cells in all their readings.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from QuashLibrary.errors import StepPatternError

_GAP = re.compile(r" {2,}|\t\s*")
_VARIABLE = re.compile(r"[$@&%]\{")


@dataclass(frozen=True, slots=True)
class StepPattern:
    """The step of a keyword, of any library where its name has no prefix, with these cells at its beginning."""

    text: str
    keyword: re.Pattern[str] = field(compare=False)
    cells: tuple[re.Pattern[str], ...] = field(compare=False)

    def __str__(self) -> str:
        return self.text

    def is_named(self, names: Collection[str]) -> bool:
        """Return whether one of the names of a keyword is meant, see `keyword_names`."""
        return any(map(self.keyword.fullmatch, names))

    def begins(self, readings: Collection[Sequence[str]], named: Collection[str] = ()) -> bool:
        """Return whether the step's cells begin with those of the pattern; each may be so in any of the readings.

        `named` are the step's arguments as `name=value`, whose order does not count.
        """
        return all(
            any(len(cells) > number and pattern.fullmatch(cells[number]) for cells in readings)
            or any(map(pattern.fullmatch, named if "=" in pattern.pattern else ()))
            for number, pattern in enumerate(self.cells)
        )


def parse_step(text: str) -> StepPattern:
    """Return the pattern that a text stands for.

    Raises:
        StepPatternError: there is no keyword in it.
    """
    keyword, *cells = _GAP.split(text.strip())
    if not keyword:
        raise StepPatternError("names no keyword")
    if _VARIABLE.match(keyword):
        raise StepPatternError(f'begins with "{keyword}"; what a step assigns to is not part of it')
    if not keyword.strip("*. "):
        raise StepPatternError("would mean every step")
    return StepPattern("    ".join((keyword, *cells)), _compiled(_folded(keyword)), tuple(map(_compiled, cells)))


def keyword_names(keywords: Iterable[str], owners: Collection[str]) -> frozenset[str]:
    """Return how a keyword may be called, folded as Robot compares names: alone, and with the names of its owner."""
    return frozenset(
        _folded(name) for keyword in keywords for name in (keyword, *(f"{owner}.{keyword}" for owner in owners))
    )


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "").replace("_", "")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
