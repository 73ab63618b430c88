"""Start a command that uses the engine quickly: load no package that only others need, and collect no garbage.

httpx and httpcore also load trio, anyio and a command line of their own if these are installed, as they are wherever
Selenium is. That takes longer than the engine itself. A process of `quash` needs none of them; a robot run, in which
somebody else may, imports as usual. There is no garbage before the first request, but the collector would look for it
several times in all that is loaded.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONAL = ("trio", "anyio", "click")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Collect no garbage while the block loads what the command keeps to its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def lean_imports() -> Iterator[None]:
    """Let the optional packages seem to be missing while the block imports others."""
    hidden = [name for name in _OPTIONAL if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
