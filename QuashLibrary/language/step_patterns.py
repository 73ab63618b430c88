r"""Patterns of Robot steps, written as the step is: `AppiumLibrary.Click Element    xpath=//*[@text="Pay"]`.

In: the text of a registry. Out: a StepPattern that says whether a keyword and its cells are meant. Cells are parted by
two or more spaces or a tab, `*` stands for any text, and cells that the pattern does not have are free. Nothing here
knows Robot: who asks hands over the names by which the library may be called, and the cells in all their readings.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_GAP = re.compile(r" {2,}|\t\s*")
_VARIABLE = re.compile(r"[$@&%]\{")


class StepPatternError(ValueError):
    """A text that is no step; the message says why."""


@dataclass(frozen=True, slots=True)
class StepPattern:
    """The step of a keyword, of any library where its name has no prefix, with these cells at its beginning."""

    keyword: str
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "    ".join((self.keyword, *self.cells))

    def is_of(self, keyword: str, owners: Collection[str]) -> bool:
        """Return whether a keyword is meant, which libraries and resources of these names have."""
        names = (keyword, *(f"{owner}.{keyword}" for owner in owners))
        return any(_matches(_folded(self.keyword), _folded(name)) for name in names)

    def begins(self, *readings: Sequence[str]) -> bool:
        """Return whether the step's cells begin with those of the pattern; each may be so in any of the readings."""
        return all(
            any(len(cells) > number and _matches(pattern, cells[number]) for cells in readings)
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
    return StepPattern(keyword, tuple(cells))


def _folded(name: str) -> str:
    """Return a keyword's name as Robot compares it."""
    return name.casefold().replace(" ", "").replace("_", "")


def _matches(pattern: str, text: str) -> bool:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    return re.fullmatch(expression, text, re.DOTALL) is not None
