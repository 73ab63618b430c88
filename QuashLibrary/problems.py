"""What is wrong with a registry, and where, as a tester reads it.

Everything that can be wrong with a registry becomes a Problem. Problems are collected, not raised one by one, so that a
tester can fix a file in one go.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.line_name}:{self.column}"

    @property
    def line_name(self) -> str:
        """The file and the line, as messages name them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to fix: where it is, what is wrong, and what to do about it (may be empty)."""

    position: Position
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        text = f"{self.position} {self.message}"
        return f"{text}; {self.suggestion}" if self.suggestion else text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "near"?` for the most similar known word; empty if none is similar."""
    near = most_similar(word, known)
    return f'did you mean "{near}"?' if near else ""


def most_similar(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the most similar known word; empty if none is similar enough, from 0 to 1."""
    options = list(known)
    folded = {option.casefold(): option for option in reversed(options)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=least)
    return folded[near[0]] if near else ""


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """A problem of a value in a registry; `keys` lead from that value to the place."""

    keys: tuple[str | int, ...]
    message: str
    suggestion: str = ""
