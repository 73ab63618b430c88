"""Find which of many texts occur in another one, at a cost that does not grow with their number.

In: the forms of secrets, each of some characters at least. Out: those that a text holds, or that it breaks off
in. Texts are added in one thread at a time; any thread may look while that happens.
"""

from bisect import bisect_left
from collections.abc import Iterable

HEAD = 4
"""The characters by which texts are found; none is shorter."""
_FEW = 300
"""Up to so many texts, it is faster to search for each than to look at each place of a text."""


class TextIndex:
    """Texts, found by their first characters and their lengths."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        # A list grows at its end only, so that it may be gone through while another thread adds to it.
        self._ordered: list[str] = []
        self._sorted: list[str] = []
        self._lengths: dict[str, tuple[int, ...]] = {}
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
            self._ordered.append(text)

    def found_in(self, text: str) -> list[str]:
        """Return the texts that occur in a text, the longest first."""
        if len(self._ordered) <= _FEW:
            found = {known for known in self._ordered if known in text}
        else:
            found = self._found_by_heads(text)
        return sorted(found, key=len, reverse=True)

    def start_of_beginning(self, text: str) -> int:
        """Return where the beginning of one of the texts starts that reaches to the end of a text; -1 if none does."""
        for start in range(max(0, len(text) - self._longest), len(text) - HEAD + 1):
            if text[start : start + HEAD] in self._lengths and self._begins_with(text[start:]):
                return start
        return -1

    def _found_by_heads(self, text: str) -> set[str]:
        heads, texts = self._lengths, self._texts
        found = set()
        for start in range(len(text) - HEAD + 1):
            for length in heads.get(text[start : start + HEAD], ()):
                if start + length <= len(text) and text[start : start + length] in texts:
                    found.add(text[start : start + length])
        return found

    def _begins_with(self, beginning: str) -> bool:
        known = self._sorted
        if len(known) != len(self._ordered):
            # Two sorted lists are merged: that is quicker than to sort all of them again.
            self._sorted = known = sorted([*known, *sorted(self._ordered[len(known) :])])
        place = bisect_left(known, beginning)
        return place < len(known) and known[place].startswith(beginning)
