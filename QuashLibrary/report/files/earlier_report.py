"""Find out whether a new report replaces the report of another run: runs with one output folder share a report folder.

In: the existing outcomes.json, and the outputs of the new report. Out: the outputs that lose their report, if they
still exist. An output that was replaced itself needs no report, and Robot replaces outputs silently.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_RUN = b'"run": '
_END = 200_000
"""The bytes at the end of outcomes.json that always contain its entry for the run."""


def orphaned_outputs(outcomes: Path, outputs: Iterable[Path]) -> tuple[str, ...]:
    """Return the outputs of the earlier report that are not among the new outputs."""
    new = {os.path.realpath(path) for path in outputs}
    return tuple(name for name in _sources(outcomes) if os.path.isfile(name) and os.path.realpath(name) not in new)


def _sources(outcomes: Path) -> list[str]:
    """Return the outputs that outcomes.json names; empty if the file is missing or is not ours."""
    try:
        with outcomes.open("rb") as file:
            file.seek(max(0, outcomes.stat().st_size - _END))
            lines = file.read().splitlines()
        run = json.loads(next(line for line in lines if line.startswith(_RUN)).removeprefix(_RUN).rstrip(b","))
        return [name for name in run["sources"] if isinstance(name, str)]
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return []
