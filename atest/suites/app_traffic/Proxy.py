"""Inspects the proxy, a child of the robot process: kills it, and measures the memory of both."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from robot.api.deco import keyword, library

_KIB = 1024


@library(scope="GLOBAL")
class Proxy:
    """The processes of this run."""

    @keyword
    def kill_proxy(self) -> None:
        """Kills the proxy, and waits until it has ended."""
        [pid] = _proxies()
        handle = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PIDFD, handle, os.WEXITED | os.WNOWAIT)
        os.close(handle)

    @keyword
    def most_memory_of_proxy(self) -> int:
        """Returns the peak memory of the proxy in bytes."""
        [pid] = _proxies()
        return _most_memory(pid)

    @keyword
    def most_memory_of_robot(self) -> int:
        """Returns the peak memory of this process in bytes."""
        return _most_memory(os.getpid())


def _proxies() -> list[int]:
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [int(pid) for file in children for pid in file.read_text().split()]
    return [pid for pid in pids if b"mitmdump" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _most_memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * _KIB
