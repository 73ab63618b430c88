"""Files beside the log: their names, where they are written, and how the log links them.

Names do not collide when several processes write into one folder. Each process of a pabot run has its own output
folder, whose log is merged into one two levels above it; pabot removes `../../` from links when it merges, so the
files go there.
"""

import itertools
import secrets
from datetime import datetime
from pathlib import Path

from QuashLibrary.robotside.log.messages import warning
from QuashLibrary.robotside.robot_api.output import output_folder
from QuashLibrary.robotside.robot_api.variables import variable_or_none

_PABOT_RESULTS = "pabot_results"
_UP = "../../"
_PROCESS = secrets.token_hex(3)
_NUMBERS = itertools.count(1)


def evidence_name(label: str, now: datetime) -> str:
    """Return a name for the files of one event, which no other event of any process has."""
    return f"{label}-{now:%Y%m%d-%H%M%S}-{_PROCESS}-{next(_NUMBERS)}"


def write_beside_log(folder: str, name: str, data: bytes | None) -> str:
    """Write a file into a folder beside the log and return its link; warn if that fails, and return nothing."""
    if not data:
        return ""
    beside, up = _merged_log(output_folder())
    path = beside / folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        warning(f"{path} could not be written: {error.strerror}")
        return ""
    return f"{up}{folder}/{name}"


def _merged_log(output: Path) -> tuple[Path, str]:
    """Return the folder of the log that people open, and what leads there in a link."""
    if variable_or_none("PABOTQUEUEINDEX") is None:
        return output, ""
    above = [parent.parent for parent in output.parents if parent.name == _PABOT_RESULTS]
    return (above[-1], _UP) if above else (output, "")
