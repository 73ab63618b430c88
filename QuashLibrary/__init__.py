"""Check the backend at the right moment of a running Robot Framework test.

The public names are the library, which suites import as `Library    QuashLibrary`, and its `Listener`. Both are loaded
on first use, so the engine also works without Robot Framework.
"""

from typing import TYPE_CHECKING, Any

from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from QuashLibrary.robotside.library import QuashLibrary
    from QuashLibrary.robotside.listener import Listener

__all__ = ["Listener", "QuashLibrary", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "QuashLibrary":
        from QuashLibrary.robotside.library import QuashLibrary

        return QuashLibrary
    if name == "Listener":
        from QuashLibrary.robotside.listener import Listener

        return Listener
    raise AttributeError(name)
