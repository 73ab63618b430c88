"""Mask what goes to the console past Robot's own messages: `Log To Console`, and what libraries write to stderr.

In: a function that masks. Out: `sys.__stdout__` and `sys.__stderr__` are replaced until the run ends. Robot's own
console took its streams before, and shows what the listener has masked.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAMES = ("__stdout__", "__stderr__")


class MaskedStream:
    """A stream that masks what is written to it, and is otherwise the stream that it stands for."""

    def __init__(self, stream: Any, mask: Callable[[str], str]) -> None:
        """Take the stream."""
        self.masked = stream
        self._mask = mask

    def __getattr__(self, name: str) -> Any:
        """Return what the stream has."""
        return getattr(self.masked, name)

    def write(self, text: str) -> int:
        """Write a text masked; what contains a secret only together with the next text is not."""
        self.masked.write(self._mask(text) if isinstance(text, str) else text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts."""
        for line in lines:
            self.write(line)


def mask_console(mask: Callable[[str], str]) -> Callable[[], None]:
    """Mask what is written to the console; returns what ends that."""
    streams = {name: MaskedStream(stream, mask) for name in _NAMES if (stream := getattr(sys, name)) is not None}
    for name, stream in streams.items():
        setattr(sys, name, stream)

    def restore() -> None:
        for name, stream in streams.items():
            if getattr(sys, name) is stream:
                setattr(sys, name, stream.masked)

    return restore
