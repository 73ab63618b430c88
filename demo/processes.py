"""Child processes that leave nothing behind: each starts in its own session and is stopped by its id.

A browser's driver puts the browser into another process group, but not into another session, so stopping a child stops
everything in its session.
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
    """A server did not get ready; the message ends with the server's last output."""


class Child:
    """A running process with its output in a file; ``user``, if set, is the user that it runs as."""

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
        """The process id, which is also the id of its group and session."""
        return self._process.pid

    @property
    def output(self) -> str:
        """The output of the process so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until(self, ready: Callable[[], str | None], seconds: float) -> str:
        """Poll until ``ready`` returns a value; fail at once if the process ends first."""
        deadline = time.monotonic() + seconds
        while (found := ready()) is None:
            ended = self._process.poll() is not None
            if ended or time.monotonic() > deadline:
                reason = f"exited with code {self._process.returncode}" if ended else f"not ready after {seconds:g} s"
                last = "\n".join(self.output.splitlines()[-LAST_LINES:])
                raise StartError(f"{self.name} {reason}. Its last output:\n{last}")
            time.sleep(POLL_SECONDS)
        return found

    def stop(self) -> None:
        """Terminate the process, kill it after a while, and end its descendants."""
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
    """Run a process while the block runs."""
    child = Child(command, environment, log, user)
    try:
        yield child
    finally:
        child.stop()


def _end_session(session: int) -> None:
    """Kill the remaining processes of a session after its leader has ended, and wait until they have ended."""
    deadline = time.monotonic() + STOP_SECONDS
    while (left := _members(session)) and time.monotonic() < deadline:
        for pid in left:
            _kill(pid)
        time.sleep(POLL_SECONDS)


def _members(session: int) -> list[int]:
    """Return the living processes of a session; without /proc, those of its group."""
    if not Path("/proc/self/stat").exists():
        return _kill_group(session)
    return [pid for pid in (int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()) if _in(session, pid)]


def _in(session: int, pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # It ended in the meantime.
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
