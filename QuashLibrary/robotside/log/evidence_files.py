"""Where files that stand beside the log are written, and how the log links them.

In: a folder's name and what the file is of. Out: its path and its link. Names do not collide where several
processes write into one folder. Each process of a pabot run has its own output folder, whose log is merged into
one two levels above it; pabot takes `../../` off the links when it merges, so that is where the files go.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.robotside.robot_api.variables import robot_value

_PABOT_RESULTS = "pabot_results"
_UP = "../../"


@dataclass(slots=True)
class EvidenceFiles:
    """Names the files of this process."""

    _process: str = field(default_factory=lambda: secrets.token_hex(3))
    _number: int = 0

    def name(self, label: str, now: datetime) -> str:
        """Return a name for the files of one event; no other event of any process has it."""
        self._number += 1
        return f"{label}-{now:%Y%m%d-%H%M%S}-{self._process}-{self._number}"


def write_beside_log(folder: str, name: str, data: bytes | None) -> str:
    """Write a file into a folder beside the log and return its link; empty where it could not be written."""
    if not data:
        return ""
    beside, up = _merged_log(Path(str(BuiltIn().get_variable_value("${OUTPUT DIR}", "."))))
    path = beside / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError:
        return ""
    return f"{up}{folder}/{name}"


def _merged_log(output: Path) -> tuple[Path, str]:
    """Return the folder of the log that people open, and what leads there in a link."""
    if robot_value("PABOTQUEUEINDEX") is None:
        return output, ""
    above = [parent.parent for parent in output.parents if parent.name == _PABOT_RESULTS]
    return (above[-1], _UP) if above else (output, "")
