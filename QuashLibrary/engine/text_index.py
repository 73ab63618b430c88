"""Find which of many known texts occur in another text, at a cost that does not grow with their number.

In: known texts (the forms of secrets), each at least HEAD characters long. Out: the known texts that another text
contains, or that are cut off at its end. One thread at a time adds texts; any thread may search meanwhile.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = 4
"""The number of first characters by which texts are found; no text is shorter."""
_FEW = 300
"""Up to this number of texts, searching for each one is faster than checking every position of a long text."""
_WIDTH = 4
"""The number of bytes compared at each position: the size of an integer. HEAD characters have at least as many."""


class TextIndex:
    """Known texts, found by their first characters and their lengths."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        # A list grows only at its end, so one thread can iterate over it while another thread appends.
        self._ordered: list[str] = []
        self._sorted: list[str] = []
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._heads: dict[int, tuple[str, ...]] = {}
        """The first characters of texts by their first bytes, because the bytes of a text can be searched in C."""
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
        """Return whether any known text may occur in a text; the search needs no Python loop over its positions."""
        if len(self._ordered) <= min(_FEW, 2 * len(text)):
            return any(map(text.__contains__, self._ordered))
        heads = self._heads.keys()
        return any(not heads.isdisjoint(places) for places in _places(text))

    def found_in(self, text: str) -> list[str]:
        """Return the known texts that occur in a text, the longest first."""
        if not self.may_occur_in(text):
            return []
        if len(self._ordered) <= _FEW:
            found = {known for known in self._ordered if known in text}
        else:
            found = self._found_by_heads(text)
        return sorted(found, key=len, reverse=True)

    def start_of_beginning(self, text: str) -> int:
        """Return where a known text starts that is cut off at the end of a text; -1 if there is none."""
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
                # At the end of the text, several lengths yield the same piece.
                pieces = (text[place : place + length] for length in lengths)
                found.update(piece for piece in pieces if piece in self._texts)
                place = text.find(head, place + 1)
        return found

    def _begins_with(self, beginning: str) -> bool:
        known = self._sorted
        if len(known) != len(self._ordered):
            # Python's sort merges two sorted lists faster than it sorts all texts again.
            self._sorted = known = sorted([*known, *sorted(self._ordered[len(known) :])])
        place = bisect_left(known, beginning)
        return place < len(known) and known[place].startswith(beginning)


def _places(text: str) -> Iterator[memoryview]:
    """Yield all bytes of a text as integers, once for each offset at which an integer may begin."""
    raw = memoryview(_raw(text))
    for offset in range(min(_WIDTH, len(raw) - _WIDTH + 1)):
        size = (len(raw) - offset) // _WIDTH * _WIDTH
        yield raw[offset : offset + size].cast("I")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
