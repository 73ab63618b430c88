"""Read an XML file as a growing tree: complete elements are yielded and dropped.

The parser's own code builds the tree, without a call into our code for each element. An element that is followed by
another element has ended, so only elements of the last branch can be incomplete.
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
    """How much of an element has been read."""

    BEGINS = "begins"
    """Its attributes; its content follows part by part."""

    WHOLE = "whole"
    """Its attributes and its whole content."""

    ENDS = "ends"
    """Its content has been yielded completely."""


class Part(NamedTuple):
    """An element that begins or ends, or several consecutive whole elements."""

    state: State
    elements: Sequence[Element]


class GrowingTree:
    """Yields the elements of a file in order; the content of a whole element is not yielded separately."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._parser = XMLParser(target=self._builder)  # noqa: S314 - expat bounds what entities expand to
        self._document = self._builder.start("document", {})
        self._begun = [self._document]

    @property
    def root(self) -> Element | None:
        """The root element of the file; None if it has not begun."""
        return self._document[0] if len(self._document) else None

    def parts(self, file: BinaryIO) -> Iterator[Part]:
        """Yield the parts of a file.

        Raises:
            ParseError: the file is not well-formed or is truncated; `last_parts` yields everything before that.
            LookupError: its encoding is unknown.
        """
        while block := file.read(_BLOCK):
            self._parser.feed(block)
            # The last element of the last branch may be incomplete, too.
            yield from self._new_parts(self._last_branch(), 1)
        self._parser.close()
        yield from self.last_parts()

    def last_parts(self) -> Iterator[Part]:
        """Yield everything that is left; an element without an end in the file begins but does not end."""
        yield from self._new_parts(self._open_elements(), 0)

    def _last_branch(self) -> list[Element]:
        branch = [self._document]
        while len(branch[-1]) and len(branch[-1][-1]):
            branch.append(branch[-1][-1])
        return branch

    def _open_elements(self) -> list[Element]:
        """Return the elements that are open at the end of the file, outermost first."""
        closed = [self._builder.end("")]
        while closed[-1] is not self._document:
            closed.append(self._builder.end(""))
        return closed[::-1]

    def _new_parts(self, branch: Sequence[Element], left: int) -> Iterator[Part]:
        """Yield the new parts, if everything is complete except this branch and the `left` last elements at its end."""
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
    """Yield and drop all children of an element except the `left` last ones."""
    if whole := around[: len(around) - left]:
        yield Part(State.WHOLE, whole)
        del around[: len(whole)]
