"""Who holds a lease, and whether that process still runs: a killed test cannot give its value back.

In: what a process wrote beside the lock that it holds. Out: its name for messages, and whether it has died. A process
of another machine or container is never taken for dead.
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
"""The places of both among the fields of `/proc/PID/stat` behind the name of the program."""


@dataclass(frozen=True, slots=True)
class LeaseHolder:
    """A process that holds a lease; `owner` is pabot's name for it, `started` is written as its system does."""

    owner: str
    host: str
    machine: str
    pid: int
    started: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"

    def text(self) -> str:
        """Return the holder as a text that `read_holder` reads."""
        return json.dumps(asdict(self))

    def is_dead(self) -> bool:
        """Return whether the process is known to have ended; its number may be another process's by now."""
        return bool(self.started) and self.machine == _machine() and process_start(self.pid) != self.started


def this_process(owner: str) -> LeaseHolder:
    """Return this process as a holder."""
    return LeaseHolder(owner, socket.gethostname(), _machine(), os.getpid(), process_start(os.getpid()))


def read_holder(text: object) -> LeaseHolder | None:
    """Return the holder that was written beside a lock; None if none was."""
    return LeaseHolder(**json.loads(text)) if isinstance(text, str) and text else None


def process_start(pid: int) -> str:
    """Return when a process started; empty if it does not run, or on Windows, where nobody says."""
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
    """Return what tells machines and containers apart, as each counts its processes by itself."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {os.readlink(_PROC / 'self/ns/pid')}"
    except OSError:
        return socket.gethostname()
