"""What runs the validations behind the keywords.

Robot imports the keywords when a suite starts, and the engine takes longer to load than all of them. It is loaded here,
when the first keyword uses it.
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
