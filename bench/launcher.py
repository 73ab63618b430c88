"""Run a command and write its resource usage to a file; exit with the command's exit code.

This is a separate, small process because Linux counts the memory of a process that starts another one as the peak of
the latter.
"""

import json
import os
import sys
import time


def main(figures: str, command: list[str]) -> int:
    """Run the command until it ends."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    usage = {"wall": wall, "processor": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}
    with open(figures, "w", encoding="utf-8") as file:
        json.dump(usage, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
