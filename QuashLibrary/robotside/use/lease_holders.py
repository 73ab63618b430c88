"""The process that holds a lease, and whether it still runs: a killed test cannot give its value back.

In: the text that a process wrote beside the lock that it holds. Out: the process's name for messages, and whether it
has died. A process on another machine or in another container always counts as running.
"""

import json
import os
import socket
import subprocess
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
_STATE, _START = 0, 19
"""The indexes of both in `/proc/PID/stat`, counted after the name of the program."""


@dataclass(frozen=True, slots=True)
class LeaseHolder:
    """A process that holds a lease; `owner` is pabot's name for it, `started` has the format of its system."""

    owner: str
    host: str
    machine: str
    pid: int
    started: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"

    def text(self) -> str:
        """Return the holder as a text for `read_holder`."""
        return json.dumps(asdict(self))

    def is_dead(self) -> bool:
        """Return whether the process has certainly ended; another process may have its number by now."""
        return bool(self.started) and self.machine == _machine() and process_start(self.pid) != self.started


def this_process(owner: str) -> LeaseHolder:
    """Return this process as a holder."""
    return LeaseHolder(owner, socket.gethostname(), _machine(), os.getpid(), process_start(os.getpid()))


def read_holder(text: object) -> LeaseHolder | None:
    """Return the holder written beside a lock; None if there is none."""
    return LeaseHolder(**json.loads(text)) if isinstance(text, str) and text else None


def process_start(pid: int) -> str:
    """Return the start time of a process; empty if it does not run, or on Windows, where it is unknown."""
    if (_PROC / "self/stat").exists():
        try:
            fields = (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[_STATE] in "ZX" else fields[_START]
    if os.name == "nt":
        return ""
    shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return shown.stdout.strip()


@cache
def _machine() -> str:
    """Return an identifier of this machine or container, because each has its own process numbers."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {os.readlink(_PROC / 'self/ns/pid')}"
    except OSError:
        return socket.gethostname()
