"""Validate the backend at the right moment of a running Robot Framework test.

Public are the library, imported by suites as `Library    QuashLibrary`, and its `Listener`. Both are
loaded when first asked for, so that the engine can be used where Robot Framework does not run.
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
