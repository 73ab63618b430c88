"""Mask console output that bypasses Robot's messages: `Log To Console`, and text that libraries write to stderr.

In: a function that masks. Out: `sys.__stdout__` and `sys.__stderr__` are replaced until the run ends. Robot's own
console already has its streams, and shows text that the listener has masked.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAMES = ("__stdout__", "__stderr__")


class MaskedStream:
    """A stream that masks text, and otherwise behaves like the stream that it wraps."""

    def __init__(self, stream: Any, mask: Callable[[str], str]) -> None:
        """Wrap a stream."""
        self.masked = stream
        self._mask = mask

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the wrapped stream."""
        return getattr(self.masked, name)

    def write(self, text: str) -> int:
        """Write a masked text; a secret that is split between two texts is not masked."""
        self.masked.write(self._mask(text) if isinstance(text, str) else text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts."""
        for line in lines:
            self.write(line)


def mask_console(mask: Callable[[str], str]) -> Callable[[], None]:
    """Mask console output; return a function that ends this."""
    streams = {name: MaskedStream(stream, mask) for name in _NAMES if (stream := getattr(sys, name)) is not None}
    for name, stream in streams.items():
        setattr(sys, name, stream)

    def restore() -> None:
        for name, stream in streams.items():
            if getattr(sys, name) is stream:
                setattr(sys, name, stream.masked)

    return restore
