"""Find which of many texts occur in another one, at a cost that does not grow with their number.

In: the forms of secrets, each of some characters at least. Out: those that a text holds, or that it breaks off
in. Texts are added in one thread at a time; any thread may look while that happens.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = 4
"""The characters by which texts are found; none is shorter."""
_FEW = 300
"""Up to so many texts, it is faster to search for each than to look at each place of a long text."""
_WIDTH = 4
"""The bytes by which a place of a text is looked at: those of an integer. HEAD characters have at least as many."""


class TextIndex:
    """Texts, found by their first characters and their lengths."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        # A list grows at its end only, so that it may be gone through while another thread adds to it.
        self._ordered: list[str] = []
        self._sorted: list[str] = []
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._heads: dict[int, tuple[str, ...]] = {}
        """The first characters of texts, by their first bytes: the bytes of a whole text are looked at in C."""
        self._longest = 0

    def __bool__(self) -> bool:
        """Return whether there are any texts."""
        return bool(self._ordered)

    def add(self, texts: Iterable[str]) -> None:
        """Add texts."""
        for text in texts:
            if text in self._texts:
                continue
            self._texts.add(text)
            lengths = self._lengths.get(text[:HEAD], ())
            if len(text) not in lengths:
                self._lengths[text[:HEAD]] = tuple(sorted((*lengths, len(text)), reverse=True))
            self._longest = max(self._longest, len(text))
            self._note_head(text[:HEAD])
            self._ordered.append(text)

    def may_occur_in(self, text: str) -> bool:
        """Return whether any of the texts may occur in a text; all places are looked at without a loop of Python's."""
        if len(self._ordered) <= min(_FEW, 2 * len(text)):
            return any(map(text.__contains__, self._ordered))
        heads = self._heads.keys()
        return any(not heads.isdisjoint(places) for places in _places(text))

    def found_in(self, text: str) -> list[str]:
        """Return the texts that occur in a text, the longest first."""
        if not self.may_occur_in(text):
            return []
        if len(self._ordered) <= _FEW:
            found = {known for known in self._ordered if known in text}
        else:
            found = self._found_by_heads(text)
        return sorted(found, key=len, reverse=True)

    def start_of_beginning(self, text: str) -> int:
        """Return where the beginning of one of the texts starts that reaches to the end of a text; -1 if none does."""
        first = max(0, len(text) - self._longest)
        if len(self._ordered) > _FEW and not self.may_occur_in(text[first:]):
            return -1
        for start in range(first, len(text) - HEAD + 1):
            if text[start : start + HEAD] in self._lengths and self._begins_with(text[start:]):
                return start
        return -1

    def _note_head(self, head: str) -> None:
        start = int.from_bytes(_raw(head)[:_WIDTH], sys.byteorder)
        known = self._heads.get(start, ())
        if head not in known:
            self._heads[start] = (*known, head)

    def _found_by_heads(self, text: str) -> set[str]:
        starts = {start for places in _places(text) for start in set(places) if start in self._heads}
        found: set[str] = set()
        for head in (head for start in starts for head in self._heads[start]):
            lengths, place = self._lengths[head], text.find(head)
            while place >= 0:
                # At the end of the text, several lengths give the same piece.
                pieces = (text[place : place + length] for length in lengths)
                found.update(piece for piece in pieces if piece in self._texts)
                place = text.find(head, place + 1)
        return found

    def _begins_with(self, beginning: str) -> bool:
        known = self._sorted
        if len(known) != len(self._ordered):
            # Two sorted lists are merged: that is quicker than to sort all of them again.
            self._sorted = known = sorted([*known, *sorted(self._ordered[len(known) :])])
        place = bisect_left(known, beginning)
        return place < len(known) and known[place].startswith(beginning)


def _places(text: str) -> Iterator[memoryview]:
    """Give all bytes of a text as integers, once from each place at which an integer may begin."""
    raw = memoryview(_raw(text))
    for offset in range(min(_WIDTH, len(raw) - _WIDTH + 1)):
        size = (len(raw) - offset) // _WIDTH * _WIDTH
        yield raw[offset : offset + size].cast("I")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
