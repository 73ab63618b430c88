"""Validate the backend at the right moment of a running Robot Framework test.

Public are the library, imported by suites as ``Library    QuashLibrary``, and its ``Listener``.
"""

from QuashLibrary.robotside.library import QuashLibrary
from QuashLibrary.robotside.listener import Listener
from QuashLibrary.version import __version__

__all__ = ["Listener", "QuashLibrary", "__version__"]
