"""The app's screen beside an outcome: screenshot and page source as files, and for other report tools.

File names do not collide when several processes write into one folder. Each process of a pabot run has its own output
folder. pabot merges their logs into one log two levels above, and removes `../../` from links, so the files go there.
"""

from __future__ import annotations

import itertools
import secrets
from typing import TYPE_CHECKING

from QuashLibrary.robotside.app.ui_library import captured_screen, no_screen
from QuashLibrary.robotside.log.messages import warning
from QuashLibrary.robotside.log.report_tools import EvidenceFile, attach_to_all
from QuashLibrary.robotside.robot_api.output import output_folder
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.views.html import Screen
from QuashLibrary.views.texts import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from QuashLibrary.robotside.app.drivers import Capture
    from QuashLibrary.robotside.state.run import RunState

_PABOT_RESULTS = "pabot_results"
_UP = "../../"
_PROCESS = secrets.token_hex(3)
_NUMBERS = itertools.count(1)


def saved_screen(run: RunState, folder: str, label: str) -> Screen:
    """Take screenshot and page source, write them beside the log, and return their links."""
    captured = captured_screen(run)
    if captured is None:
        return Screen(missing=no_screen(run))
    source = None if captured.source is None else shown(captured.source, run.redactor).encode("utf-8")
    attach_to_all(_evidence(captured, source))
    name = evidence_name(label, run.clock.now())
    return Screen(
        screenshot=write_beside_log(folder, f"{name}.png", captured.png),
        source=write_beside_log(folder, f"{name}.{captured.suffix}", source),
        missing=captured.missing,
    )


def _evidence(captured: Capture, source: bytes | None) -> Iterator[EvidenceFile]:
    if captured.png:
        yield EvidenceFile("screen of the app", captured.png, "image/png", "png")
    if source:
        media_type = "text/xml" if captured.suffix == "xml" else "text/plain"
        yield EvidenceFile("page source", source, media_type, captured.suffix)


def evidence_name(label: str, now: datetime) -> str:
    """Return a name for the files of one event that no other event of any process uses."""
    return f"{label}-{now:%Y%m%d-%H%M%S}-{_PROCESS}-{next(_NUMBERS)}"


def write_beside_log(folder: str, name: str, data: bytes | None) -> str:
    """Write a file into a folder beside the log and return its link; if that fails, warn and return an empty link."""
    if not data:
        return ""
    beside, up = merged_log(output_folder())
    path = beside / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        warning(f"cannot write {path}: {error.strerror}")
        return ""
    return f"{up}{folder}/{name}"


def merged_log(output: Path) -> tuple[Path, str]:
    """Return the folder of the log that people open, and the prefix of a link to it."""
    if variable_or_none("PABOTQUEUEINDEX") is None:
        return output, ""
    above = [parent.parent for parent in output.parents if parent.name == _PABOT_RESULTS]
    return (above[-1], _UP) if above else (output, "")
