"""The problems of a registry, with their positions, as testers read them.

Problems are collected, not raised one by one, so a tester can fix all of them at once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_UP = 3
"""The most parent folders (`..`) in a relative path."""


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a file; lines and columns count from 1. `source` is the text of the line."""

    file: str
    line: int
    column: int = 1
    source: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.line_name}:{self.column}"

    @property
    def line_name(self) -> str:
        """The file and the line, as messages name them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One problem to fix: its position, what is wrong, and what to write instead (may be empty).

    A problem outside files has a position without a file. `may_be_misplaced` marks an unknown or missing key that may
    only be indented wrongly.
    """

    position: Position
    message: str
    suggestion: str = ""
    may_be_misplaced: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        text = f"{self.position} {self.message}" if self.position.file else self.message
        return f"{text}; {self.suggestion}" if self.suggestion else text


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as messages show it: relative to the working directory, unless that is far away."""
    absolute = os.path.abspath(path)
    try:
        relative = os.path.relpath(path)
        has_nothing_in_common = os.path.dirname(shared := os.path.commonpath([absolute, os.getcwd()])) == shared
    except ValueError:  # on another drive
        return absolute
    ups = relative.split(os.sep).count(os.pardir)
    return absolute if ups > _MOST_UP or (ups and has_nothing_in_common) else relative


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "near"?` for the most similar known word; empty if none is similar."""
    near = most_similar(word, known)
    return f'did you mean "{near}"?' if near else ""


def most_similar(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the most similar known word; empty if none has at least this similarity (0 to 1)."""
    options = list(known)
    folded = {option.casefold(): option for option in reversed(options)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=least)
    return folded[near[0]] if near else ""


class KeyProblem(NamedTuple):
    """A problem of a value in a registry; `keys` lead from that value to the problem."""

    keys: tuple[str | int, ...]
    message: str
    suggestion: str = ""
