"""The tree of an XML file while it grows: what is complete is given, and dropped.

The parser makes the tree by its own code, without a call into ours for each element. All elements of the tree are
complete but some of its last branch: an element that is followed by another one has ended.
"""

from __future__ import annotations

from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from xml.etree.ElementTree import TreeBuilder, XMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_BLOCK = 1 << 15


class State(Enum):
    """How much of an element is known."""

    BEGINS = "begins"
    """Its attributes; what it contains follows, part by part."""

    WHOLE = "whole"
    """Everything that it contains."""

    ENDS = "ends"
    """All that it contains has been given."""


class Part(NamedTuple):
    """An element that begins or ends, or several that are whole and follow each other."""

    state: State
    elements: Sequence[Element]


class GrowingTree:
    """Gives the elements of a file in their order; what is inside one that is whole is not given again."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._parser = XMLParser(target=self._builder)  # noqa: S314 - expat bounds what entities expand to
        self._document = self._builder.start("document", {})
        self._begun = [self._document]

    @property
    def root(self) -> Element | None:
        """The outermost element of the file; None if it has not begun."""
        return self._document[0] if len(self._document) else None

    def parts(self, file: BinaryIO) -> Iterator[Part]:
        """Give the parts of a file.

        Raises:
            ParseError: the file is not well-formed, or ends too early; `last_parts` gives what comes before that.
            LookupError: its encoding is not known.
        """
        while block := file.read(_BLOCK):
            self._parser.feed(block)
            # The last element of the last branch may be open as well.
            yield from self._new_parts(self._last_branch(), 1)
        self._parser.close()
        yield from self.last_parts()

    def last_parts(self) -> Iterator[Part]:
        """Give all that is left; what the file does not end has begun, and does not end."""
        yield from self._new_parts(self._open_elements(), 0)

    def _last_branch(self) -> list[Element]:
        branch = [self._document]
        while len(branch[-1]) and len(branch[-1][-1]):
            branch.append(branch[-1][-1])
        return branch

    def _open_elements(self) -> list[Element]:
        """Return the elements that are open where the file ends, the outermost first."""
        closed = [self._builder.end("")]
        while closed[-1] is not self._document:
            closed.append(self._builder.end(""))
        return closed[::-1]

    def _new_parts(self, branch: Sequence[Element], left: int) -> Iterator[Part]:
        """Give what is new if all but this branch is complete, and of its end this many elements."""
        same = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(self._begun, branch, strict=False)))
        while len(self._begun) > same:
            element = self._begun.pop()
            yield from _whole_parts(element, 0)
            yield Part(State.ENDS, [element])
            self._begun[-1].remove(element)
        for element in branch[same:]:
            yield from _whole_parts(self._begun[-1], 1)
            self._begun.append(element)
            yield Part(State.BEGINS, [element])
        yield from _whole_parts(self._begun[-1], left)


def _whole_parts(around: Element, left: int) -> Iterator[Part]:
    """Give the elements in one but the last ones, and drop them."""
    if whole := around[: len(around) - left]:
        yield Part(State.WHOLE, whole)
        del around[: len(whole)]
