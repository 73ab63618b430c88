"""Find the report that another one is about to replace: two runs with one output folder share their report's folder.

In: the outcomes.json that is there, and the outputs of the new report. Out: the outputs that lose their report, as long
as they are still there. An output that was replaced itself needs no report, and Robot replaces it without a word.
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
"""The bytes at the end of outcomes.json that surely contain what it says of the run."""


def orphaned_outputs(outcomes: Path, outputs: Iterable[Path]) -> tuple[str, ...]:
    """Return the outputs of the earlier report that are none of the new one's."""
    new = {os.path.realpath(path) for path in outputs}
    return tuple(name for name in _sources(outcomes) if os.path.isfile(name) and os.path.realpath(name) not in new)


def _sources(outcomes: Path) -> list[str]:
    """Return the outputs that outcomes.json names; none if it is not there, or not one of ours."""
    try:
        with outcomes.open("rb") as file:
            file.seek(max(0, outcomes.stat().st_size - _END))
            lines = file.read().splitlines()
        run = json.loads(next(line for line in lines if line.startswith(_RUN)).removeprefix(_RUN).rstrip(b","))
        return [name for name in run["sources"] if isinstance(name, str)]
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return []
