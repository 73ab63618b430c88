"""Start the engine's commands quickly: load no unneeded package, and collect no garbage.

httpx and httpcore also load trio, anyio and httpx's command line if these are installed, and Selenium installs them.
That takes longer than loading the engine. A `quash` process needs none of them; a robot run may, so it imports as
usual. There is no garbage before the first request, but the collector would search everything loaded several times.
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
    """Collect no garbage while the block loads objects that live until the command ends."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def lean_imports() -> Iterator[None]:
    """Hide the optional packages while the block imports others."""
    hidden = [name for name in _OPTIONAL if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
