"""Access to the validations of an import, which the keywords share.

Robot imports the keywords when a suite starts, and the engine takes longer to load than all of them together. It is
loaded here, when a keyword first needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry
    from QuashLibrary.robotside.use.validations import Validations


def validations_of(imported: ImportedRegistry) -> Validations:
    """Return the validations of an import."""
    from QuashLibrary.robotside.use.validations import Validations

    return Validations(imported)
