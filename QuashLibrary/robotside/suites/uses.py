"""Find the validations that suites use, and the number of tests that use each.

In: files as written. Out: the validations that may be used, in doubt too many, and the number of tests per slug.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.robotside.suites.steps import NAMING, all_calls, normal_name, own_keyword

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.robotside.suites.model import Block, SuiteFile, Word, WrittenStep

_MENTION = re.compile(r"@([a-z0-9]+(?:-[a-z0-9]+)*)", re.IGNORECASE)
_DYNAMIC = re.compile(r"@([\w-]*)[$%]\{[^{}\n]*\}([\w-]*)")
_WORD = re.compile(r"\w+(?:-\w+)*")


class DynamicUse(NamedTuple):
    """A slug that is known only in a run: its beginning, its end, and its position."""

    beginning: str
    end: str
    path: Path
    line: int
    column: int

    def may_mean(self, slug: str) -> bool:
        """Return whether a slug fits."""
        rest = len(slug) - len(self.beginning) - len(self.end)
        return rest >= 0 and slug.startswith(self.beginning) and slug.endswith(self.end)


@dataclass(frozen=True, slots=True)
class Uses:
    """The names in suites: slugs in Robot's normal form, slugs with variables in them, and all words.

    Words matter if a variable contains a slug; they also contain the names of used connections.
    """

    slugs: frozenset[str]
    dynamic: tuple[DynamicUse, ...]
    words: frozenset[str]
    slugs_from_variables: bool = False

    def may_use(self, slug: str) -> bool:
        """Return whether a validation may be used."""
        if normal_name(slug) in self.slugs or any(use.may_mean(slug) for use in self.dynamic):
            return True
        return self.slugs_from_variables and slug in self.words


class Mentions(NamedTuple):
    """The slugs in Robot's normal form, and the words, that occur in texts."""

    slugs: frozenset[str]
    words: frozenset[str]


def find_mentions(files: Sequence[SuiteFile], texts: Iterable[str]) -> Mentions:
    """Return the mentions in files and in further texts, such as data files."""
    all_texts = [*texts, *(file.text for file in files)]
    slugs = {normal_name(name) for text in all_texts for name in _MENTION.findall(text)}
    slugs.update(normal_name(text.removeprefix("@")) for text in _slugs_in(files))
    return Mentions(frozenset(slugs), frozenset(word for text in all_texts for word in _WORD.findall(text)))


def find_uses(mentions: Mentions, users: Sequence[SuiteFile]) -> Uses:
    """Return the uses of a registry, from the mentions in all files and the steps of its users.

    Variables, and slugs with variables in them, refer to a validation of the registry that their own file uses.
    """
    from_variables = any(text.startswith(("${", "@{")) for text in _slugs_in(users))
    dynamic = tuple(use for file in users for use in _dynamic_uses(file))
    return Uses(mentions.slugs, dynamic, mentions.words, from_variables)


def _slugs_in(files: Iterable[SuiteFile]) -> Iterator[str]:
    for call in (inner for file in files for step in file.steps for inner in all_calls(step)):
        yield from _slug_cells(call)


def tests_by_slug(
    files: Sequence[SuiteFile], slugs: Iterable[str], above: Callable[[SuiteFile], Sequence[SuiteFile]]
) -> Mapping[str, int]:
    """Return the number of tests that use each slug, including uses through user keywords and tags.

    `above` returns the __init__ files of a file, the nearest first; tests inherit their defaults.
    """
    known = {normal_name(slug): slug for slug in slugs}
    keywords = Keywords(files)
    figures = dict.fromkeys(known.values(), 0)
    for file in files:
        levels = (file, *above(file))
        setup = next((level.setup for level in levels if level.setup), [])
        teardown = next((level.teardown for level in levels if level.teardown), [])
        tags = [tag for level in levels for tag in level.tags]
        for test in (block for block in file.blocks if block.kind == "test"):
            steps = [*test.steps, *(() if test.has_setup else setup), *(() if test.has_teardown else teardown)]
            used = keywords.slugs_of(steps) | _mentioned([*tags, *(test.tags or file.default_tags)])
            for name in used & known.keys():
                figures[known[name]] += 1
    return figures


class Keywords:
    """The user keywords of files and the slugs that they use."""

    def __init__(self, files: Iterable[SuiteFile]) -> None:
        blocks = [block for file in files for block in file.blocks if block.kind == "keyword"]
        self._by_name: dict[str, list[Block]] = {}
        self._patterns: list[tuple[re.Pattern[str], Block]] = []
        for block in blocks:
            self._by_name.setdefault(normal_name(block.name), []).append(block)
            if "${" in block.name:
                parts = re.split(r"\$\{[^}]*\}", block.name)
                pattern = ".+".join(re.escape(normal_name(part)) for part in parts)
                self._patterns.append((re.compile(pattern), block))
        self._slugs: dict[Block, frozenset[str]] = {}

    def slugs_of(self, steps: Iterable[WrittenStep]) -> set[str]:
        """Return the slugs that steps use, in Robot's normal form."""
        found: set[str] = set()
        for call in (inner for step in steps for inner in all_calls(step)):
            found |= _mentioned([call.name, *call.cells])
            found.update(normal_name(text.removeprefix("@")) for text in _slug_cells(call))
            for block in self._called(call.name.text):
                found |= self._slugs_of_block(block)
        return found

    def _slugs_of_block(self, block: Block) -> frozenset[str]:
        if block not in self._slugs:
            # A keyword that calls itself adds nothing.
            self._slugs[block] = frozenset()
            self._slugs[block] = frozenset(self.slugs_of(block.steps))
        return self._slugs[block]

    def _called(self, name: str) -> Iterator[Block]:
        for tried in (name, name.partition(" ")[2], name.rpartition(".")[2]):
            if tried and (found := self._by_name.get(normal_name(tried))):
                yield from found
                return
        normal = normal_name(name)
        yield from (block for pattern, block in self._patterns if pattern.fullmatch(normal))


def _slug_cells(step: WrittenStep) -> Iterator[str]:
    """Yield the cells of a step of this library that name validations, with or without `@`."""
    name = own_keyword(step.name.text)
    if name.startswith("@"):
        yield name
    elif name in NAMING:
        cells = [cell.text for cell in step.cells[NAMING[name] :]]
        yield from cells[:1]
        yield from (cell for cell in cells[1:] if cell.startswith("@"))


def _mentioned(words: Iterable[Word]) -> set[str]:
    return {normal_name(name) for word in words for name in _MENTION.findall(word.text)}


def _dynamic_uses(file: SuiteFile) -> Iterator[DynamicUse]:
    for match in _DYNAMIC.finditer(file.text):
        line = file.text.count("\n", 0, match.start()) + 1
        column = match.start() - (file.text.rfind("\n", 0, match.start()) + 1) + 1
        yield DynamicUse(match[1].lower(), match[2].lower(), file.path, line, column)
