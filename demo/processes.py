"""Child processes that leave nothing behind: started in a session of their own, stopped by their own id.

A browser's driver puts the browser into another process group, but not into another session; so what is
stopped in the end is everything in the child's session.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

STOP_SECONDS = 10.0
POLL_SECONDS = 0.05
LAST_LINES = 15


class StartError(RuntimeError):
    """A server did not get ready; the message ends with its last words."""


class Child:
    """A running process whose output goes to a file; ``user`` is who it runs as, where that is somebody else."""

    def __init__(
        self, command: Sequence[str | Path], environment: Mapping[str, str], log: Path, user: str | None = None
    ) -> None:
        self.name = Path(command[0]).name
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                env={**environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user,
            )

    @property
    def pid(self) -> int:
        """The process id, which is the id of its group and session as well."""
        return self._process.pid

    @property
    def output(self) -> str:
        """What the process has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until(self, ready: Callable[[], str | None], seconds: float) -> str:
        """Poll until ``ready`` returns something; fail at once when the process ends before."""
        deadline = time.monotonic() + seconds
        while (found := ready()) is None:
            ended = self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                reason = f"ended with code {self._process.returncode}" if ended else f"not ready after {seconds:g} s"
                last = "\n".join(self.output.splitlines()[-LAST_LINES:])
                raise StartError(f"{self.name} {reason}. Its last words:\n{last}")
            time.sleep(POLL_SECONDS)
        return found

    def stop(self) -> None:
        """Ask the process to end, insist after a while, and take its descendants along."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        _end_session(self.pid)


@contextmanager
def running(
    command: Sequence[str | Path], environment: Mapping[str, str], log: Path, user: str | None = None
) -> Iterator[Child]:
    """A process for as long as the block lasts."""
    child = Child(command, environment, log, user)
    try:
        yield child
    finally:
        child.stop()


def _end_session(session: int) -> None:
    """Kill what is left of a session whose leader has ended, and wait until it is gone."""
    deadline = time.monotonic() + STOP_SECONDS
    while (left := _members(session)) and time.monotonic() < deadline:
        for pid in left:
            _kill(pid)
        time.sleep(POLL_SECONDS)


def _members(session: int) -> list[int]:
    """The living processes of a session; where there is no /proc, its group stands for it."""
    if not Path("/proc/self/stat").exists():
        return _kill_group(session)
    return [pid for pid in (int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()) if _in(session, pid)]


def _in(session: int, pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # It ended while we were looking.
        return False
    # After the name in brackets: state, parent, group, session.
    state, _parent, _group, of_session = stat.rpartition(")")[2].split()[:4]
    return state != "Z" and int(of_session) == session


def _kill_group(group: int) -> list[int]:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    return []


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
