"""Find the one line of a registry file whose indentation is wrong, and read the file as if it were right.

In: the text of a file with problems, and a function that counts the problems of a tree. Out: the tree with that line in
its right place, and one Problem that says where the line belongs. It replaces all problems that the line caused. YAML
itself cannot know this: `expect` beside the validations is a validation to it. So other indentations near the reported
place are tried until no problem is left.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.yaml.lines import Lines, indent_of, key_of
from QuashLibrary.registry.yaml.tree import build_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from QuashLibrary.registry.yaml.nodes import Key, Node

_MOST_ATTEMPTS: Final = 600
"""The most attempts for one place; each takes about a millisecond."""
_ENTRY: Final = 2
"""The number of keys that lead to an entry."""
_BLOCKS_AROUND: Final = 2
"""The number of entries before and after that place that are searched."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The lines of a file, some with a corrected indentation, and the problem of the first of these."""

    texts: Sequence[str]
    problem: Problem


@dataclass(frozen=True, slots=True)
class Indentation:
    """The lines of a file; `count` returns a tree's number of problems, `has_meaning` whether a key fits its place."""

    file: str
    texts: Sequence[str]
    count: Callable[[Node], int]
    has_meaning: Callable[[Sequence[str]], bool]

    def correction(self, noticed: int) -> Correction | None:
        """Return the correction of the indentation near a line; None if the indentation is not the mistake."""
        window = self._window(noticed)
        root = self._root(window)
        if root is not None and not self.count(root):
            return None
        for line, texts in islice(self._attempts(noticed, window), _MOST_ATTEMPTS):
            root = self._root(texts)
            if root is not None and not self.count(root) and (found := self._corrected(line, texts, window, root)):
                return found
        return None

    def _attempts(self, noticed: int, window: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
        """Yield a line and the window with that line indented differently, the most likely ones first.

        A line is likely to be wrong if few others have its indentation, and if a small move is enough.
        """
        lines = sorted((at for at, text in enumerate(window) if key_of(text)), key=lambda at: abs(at - noticed))
        usual = Counter(indent_of(text) for text in self.texts if key_of(text))
        indents = {0, *(indent_of(window[line]) for line in lines)}
        changes = [(line, indent_of(window[line]), indent) for line in lines for indent in indents]
        changes = [change for change in changes if change[1] != change[2]]
        changes.sort(key=lambda change: (usual[change[1]] > usual[change[2]], abs(change[2] - change[1])))
        for moves_below in (False, True):
            for line, indent, other in changes:
                for last in _ends(window, line) if moves_below else [line]:
                    moved = range(line, last + 1)
                    by = other - indent
                    yield line, [_moved(text, by) if at in moved else text for at, text in enumerate(window)]

    def _corrected(self, line: int, texts: Sequence[str], window: Sequence[str], root: Node) -> Correction | None:
        """Return the correction of a line; None if the mistake could also be a misspelt key."""
        changed = [at for at, text in enumerate(texts) if text != window[at]]
        path = _path_to(root, line)
        if not path or not self._belongs(path, root, changed):
            return None
        key, indent = f'"{key_of(texts[line])}"', indent_of(texts[line])
        parent = f', below "{path[-2]}"' if len(path) > 1 else ""
        more = ", and move the lines below it likewise" if len(changed) > 1 else ""
        advice = f"indent it by {indent}{parent}{more}" if indent else f"remove its indentation{more}"
        message = f"{key} is indented by {indent_of(window[line])}, but does not belong there"
        place = Position(self.file, line + 1, indent_of(window[line]) + 1)
        whole = [texts[at] if at in changed else text for at, text in enumerate(self.texts)]
        return Correction(whole, Problem(place, message, advice))

    def _belongs(self, path: Sequence[Key], root: Node, changed: Collection[int]) -> bool:
        """Return whether a key has a meaning at its place, other than as a freely chosen name."""
        node = root
        for step in path[:-1]:
            node = _child(node, step)
        beside = node.value if isinstance(node.value, dict) else {}
        is_alone = all(other.position.line - 1 in changed for other in beside)
        return self.has_meaning(path) or (is_alone and len(path) > _ENTRY)

    def _window(self, noticed: int) -> list[str]:
        """Return all lines, with those of distant entries replaced by empty lines."""
        usual = Counter(indent_of(text) for text in self.texts if key_of(text) and indent_of(text))
        least = min((indent for indent, times in usual.items() if times > 1), default=2)
        starts = [at for at, text in enumerate(self.texts) if text.strip() and indent_of(text) <= least]
        before = [at for at in starts if at <= noticed][-_BLOCKS_AROUND - 1 :]
        after = [at for at in starts if at > noticed][: _BLOCKS_AROUND + 1]
        first = before[0] if len(before) > _BLOCKS_AROUND else 0
        last = after[-1] if len(after) > _BLOCKS_AROUND else len(self.texts)
        sections = (at for at in range(first, -1, -1) if self.texts[at].strip() and not indent_of(self.texts[at]))
        header = next(sections, 0)
        return [text if at == header or first <= at < last else "" for at, text in enumerate(self.texts)]

    def _root(self, texts: Sequence[str]) -> Node | None:
        tree = build_tree("\n".join(texts), Lines(self.file, texts))
        return None if tree.problems or tree.stop else tree.root


def _moved(text: str, by: int) -> str:
    return " " * max(indent_of(text) + by, 0) + text.lstrip(" ") if text.strip() else text


def _ends(texts: Sequence[str], line: int) -> Iterator[int]:
    """Yield the lines where the block below a line may end."""
    for at in range(line + 1, len(texts)):
        if texts[at].strip() and indent_of(texts[at]) <= indent_of(texts[line]):
            return
        yield at


def _path_to(node: Node, line: int) -> list[Key]:
    """Return the keys that lead to the key on a line, including that key."""
    items = node.value.items() if isinstance(node.value, dict) else ()
    for key, item in items:
        if key.position.line - 1 == line:
            return [key]
        if path := _path_to(item, line):
            return [key, *path]
    for item in node.value if isinstance(node.value, list) else ():
        if path := _path_to(item, line):
            return path
    return []


def _child(node: Node, key: Key) -> Node:
    """Return the value of a key, including a key inside a list."""
    if isinstance(node.value, list):
        return next(
            (item.value[key] for item in node.value if isinstance(item.value, dict) and key in item.value), node
        )
    return node.value[key] if isinstance(node.value, dict) else node
