"""The report's note on an output with records of a newer version of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from pathlib import Path


def newer_output_note(path: Path) -> str:
    """Return the note that a newer version wrote the output, with advice."""
    advice = f"generate the report with that version; this is {__version__}"
    return f"a newer version of QuashLibrary wrote {path.name}, so outcomes are missing here: {advice}"
