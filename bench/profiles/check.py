"""Where a check spends its time: by package and by function, from cProfile over 300 checks of a robot run.

It covers all threads. Times are processor times, so waiting does not count. In the main thread, the first check, which
opens the connection, is not counted.
"""

import cProfile
import os
import pstats
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from robot.run import run

from bench.bench import SUITES, Bench
from bench.parties import OURS, PARTIES

CHECKS = 300
OF_OURS, OF_OTHERS, PACKAGES = 25, 25, 10
PACKAGE = Path(__file__).resolve().parents[2] / "QuashLibrary"


@dataclass(frozen=True)
class Function:
    """One function of the profile; times are milliseconds per check."""

    name: str
    package: str
    calls: float
    own: float
    total: float

    def __str__(self) -> str:
        return f"  {self.own:6.3f} ms own {self.total:7.3f} ms total {self.calls:6.1f} calls  {self.name}"


class Watch:
    """A Robot listener that profiles its tests, and all threads that start meanwhile."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        self._main = cProfile.Profile(time.thread_time)
        self._threads: list[cProfile.Profile] = []

    def start_test(self, _data: Any, _result: Any) -> None:
        """Start profiling the main thread."""
        self._main.enable()

    def end_test(self, _data: Any, _result: Any) -> None:
        """Stop profiling the main thread."""
        self._main.disable()

    def watch_thread(self, _frame: FrameType, _event: str, _argument: Any) -> None:
        """Profile the calling thread: its first event replaces this function by a profiler."""
        profile = cProfile.Profile(time.thread_time)
        self._threads.append(profile)
        profile.enable()

    def functions(self) -> list[Function]:
        """Return the profiled functions."""
        stats = pstats.Stats(self._main)
        for profile in self._threads:
            stats.add(profile)
        found: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = stats.stats  # type: ignore[attr-defined]
        return [_function(where, calls, own, total) for where, (_, calls, own, total, _) in found.items()]


def lines(bench: Bench) -> Iterator[str]:
    """Return a check's time by package, and by function of this library and of others."""
    functions = sorted(_profiled(bench), key=lambda function: -function.own)
    packages: dict[str, float] = defaultdict(float)
    for function in functions:
        packages[function.package] += function.own
    whole = sum(packages.values())
    yield f"Check: {whole:.2f} ms of own time per check while watched, {sum(f.calls for f in functions):.0f} calls\n"
    yield "Own time by package\n"
    yield from (f"  {own:6.3f} ms  {own / whole:4.0%}  {name}" for name, own in _largest(packages))
    for title, count, ours in (("this library", OF_OURS, True), ("others", OF_OTHERS, False)):
        yield f"\nFunctions of {title}, by own time\n"
        yield from map(str, [one for one in functions if (one.package == OURS) == ours][:count])


def _largest(times: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(times.items(), key=lambda item: -item[1])[:PACKAGES]


def _profiled(bench: Bench) -> list[Function]:
    suite = bench.write("check.robot", PARTIES[OURS].looped(CHECKS))
    watch = Watch()
    threading.setprofile(watch.watch_thread)
    try:
        _run(bench, suite, watch)
    finally:
        threading.setprofile(None)
    return watch.functions()


def _run(bench: Bench, suite: Path, watch: Watch) -> None:
    os.environ.update(bench.environment())
    places = {"outputdir": str(bench.folder / "profile"), "pythonpath": [str(SUITES)], "variable": [f"URL:{bench.url}"]}
    if run(str(suite), listener=[watch], console="none", log=None, report=None, **places):
        raise RuntimeError("the checks failed")


def _function(where: tuple[str, int, str], calls: int, own: float, total: float) -> Function:
    file, line, name = where
    path = Path(file)
    if path.is_relative_to(PACKAGE):
        package, place = OURS, f"{path.relative_to(PACKAGE)}:{line}"
    elif "site-packages" in path.parts:
        parts = path.parts[path.parts.index("site-packages") + 1 :]
        package, place = parts[0], f"{'/'.join(parts)}:{line}"
    elif path.is_absolute():
        package, place = "standard library", f"{path.name}:{line}"
    else:
        package, place = "built in", ""
    return Function(f"{place} {name}".strip(), package, calls / CHECKS, own * 1e3 / CHECKS, total * 1e3 / CHECKS)
