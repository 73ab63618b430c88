"""Find the keywords of this library that a written step calls, including those inside `Run Keyword`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from QuashLibrary.robotside.suites.model import WrittenStep
from QuashLibrary.robotside.use.written_calls import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.robotside.suites.model import Word

NAMING = {**KEYWORDS, "Await Backend": 0}
"""The keywords that take slugs, and the number of cells before the first slug."""
_OWN = (
    *NAMING,
    *("Check Backend Connection", "Set Backend Environment", "Set Backend Input", "Lease Backend Input"),
    *("Expect App Failure", "Break App Request", "Get App Requests"),
)
_CELLS_BEFORE = {
    "waituntilkeywordsucceeds": 2,
    "repeatkeyword": 1,
    "runkeywordandexpecterror": 1,
    "runkeywordif": 1,
    "runkeywordunless": 1,
    "runkeywordandreturnif": 1,
}
"""The number of cells before the inner keyword, if it is not the first cell."""
_SEPARATORS = frozenset({"AND", "ELSE", "ELSE IF"})
_SLUG = re.compile(r"@[a-z0-9][a-z0-9 _-]*", re.IGNORECASE)
_DYNAMIC_SLUG = re.compile(r"@(?=\S*[$%]\{)\S+")


def normal_name(name: str) -> str:
    """Return a name in the form that Robot compares."""
    return name.lower().replace(" ", "").replace("_", "")


_BY_NORMAL_NAME = {normal_name(name): name for name in _OWN}


@lru_cache(maxsize=4096)
def own_keyword(name: str) -> str:
    """Return the keyword of this library that a name calls: `@slug`, or one of the keywords; empty for others.

    The name of the library may come before it.
    """
    if name.startswith("@"):
        return name if _SLUG.fullmatch(name) or _DYNAMIC_SLUG.fullmatch(name) else ""
    if own := _BY_NORMAL_NAME.get(normal_name(name)):
        return own
    prefix, dot, rest = name.partition(".")
    return own_keyword(rest) if dot and prefix else ""


def all_calls(step: WrittenStep) -> Iterator[WrittenStep]:
    """Yield a step and all steps in its cells."""
    yield step
    for inner in _inner_steps(step):
        yield from all_calls(inner)


def runs_others(step: WrittenStep) -> bool:
    """Return whether a step runs keywords in its cells."""
    name = normal_name(step.name.text.rpartition(".")[2])
    return not own_keyword(step.name.text) and (name.startswith("run") or "keyword" in name)


def _inner_steps(step: WrittenStep) -> Iterator[WrittenStep]:
    if not runs_others(step):
        return
    name = normal_name(step.name.text.rpartition(".")[2])
    if name == "runkeywords":
        yield from _several(step.cells)
    elif name.startswith("runkeyword") or name in _CELLS_BEFORE:
        yield from _branches(step.cells, _CELLS_BEFORE.get(name, 0))
    else:
        starts = (index for index, cell in enumerate(step.cells) if own_keyword(cell.text))
        yield from _parts(step.cells[next(starts, len(step.cells)) :])


def _several(cells: Sequence[Word]) -> Iterator[WrittenStep]:
    """Yield the steps of Run Keywords: separated by AND, or else one per cell."""
    if any(cell.text == "AND" for cell in cells):
        yield from _parts(cells)
    else:
        yield from (WrittenStep(cell) for cell in cells)


def _branches(cells: Sequence[Word], before: int) -> Iterator[WrittenStep]:
    for number, part in enumerate(_split(cells)):
        is_else_if = number > 0 and part[0].text == "ELSE IF"
        skipped = before if number == 0 else 1 + is_else_if
        if rest := part[skipped:]:
            yield WrittenStep(rest[0], tuple(rest[1:]))


def _parts(cells: Sequence[Word]) -> Iterator[WrittenStep]:
    for part in _split(cells):
        rest = part[1:] if part[0].text in _SEPARATORS else part
        if rest:
            yield WrittenStep(rest[0], tuple(rest[1:]))


def _split(cells: Sequence[Word]) -> list[list[Word]]:
    """Return the cells in parts, each beginning with its separator."""
    parts: list[list[Word]] = []
    for cell in cells:
        if cell.text in _SEPARATORS or not parts:
            parts.append([])
        parts[-1].append(cell)
    return parts
