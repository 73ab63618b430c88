"""The contents of a suite or resource file that concern backend steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Word(NamedTuple):
    """A cell and its position; lines and columns count from 1."""

    text: str
    line: int
    column: int


class WrittenStep(NamedTuple):
    """A keyword call; `is_row` is true for a row of a template, whose name is the template's."""

    name: Word
    cells: tuple[Word, ...] = ()
    is_row: bool = False

    @property
    def place(self) -> Word:
        """The word that a message about the whole step refers to."""
        return self.cells[0] if self.is_row and self.cells else self.name


class WrittenImport(NamedTuple):
    """An import of a library, a resource file or variables."""

    kind: Literal["library", "resource", "variables"]
    name: Word
    arguments: tuple[Word, ...] = ()


class Fault(NamedTuple):
    """A mistake in a suite: its kind, its place, what is wrong, and what to write instead (may be empty)."""

    kind: str
    place: Word
    message: str
    fix: str = ""


@dataclass(slots=True, eq=False)
class Block:
    """A test or a user keyword; the suite's own block has its setup and teardown.

    `set_names` are the variables that it sets for itself, in Robot's normal form.
    """

    kind: Literal["test", "keyword", "suite"]
    name: str = ""
    steps: list[WrittenStep] = field(default_factory=list)
    tags: list[Word] = field(default_factory=list)
    set_names: set[str] = field(default_factory=set)
    has_setup: bool = False
    has_teardown: bool = False


@dataclass(slots=True, eq=False)
class SuiteFile:
    """One file; `setup`, `teardown` and tags apply to each test that does not have its own.

    `set_names` are the variables that it may set for more than one test or keyword, in Robot's normal form.
    """

    path: Path
    text: str = ""
    imports: list[WrittenImport] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    set_names: set[str] = field(default_factory=set)
    setup: list[WrittenStep] = field(default_factory=list)
    teardown: list[WrittenStep] = field(default_factory=list)
    tags: list[Word] = field(default_factory=list)
    default_tags: list[Word] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_readable: bool = True

    @property
    def steps(self) -> list[WrittenStep]:
        """All steps, those of the defaults once."""
        return [*self.setup, *self.teardown, *(step for block in self.blocks for step in block.steps)]

    @property
    def all_tags(self) -> list[Word]:
        """All tags."""
        return [*self.tags, *self.default_tags, *(tag for block in self.blocks for tag in block.tags)]
