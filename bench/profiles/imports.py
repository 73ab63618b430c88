"""Where an import spends its time: by package and by module, from `python -X importtime`.

Modules that Robot Framework has already loaded are not counted. A package's time excludes the packages that it imports.
"""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.bench import Bench
from bench.registries import registry_of

VALIDATIONS, PACKAGES, MODULES = 30, 15, 25
RUNS = 3
"""Only the fastest process counts: a busy machine can only add time."""
_MARK = "the imports of Robot Framework end here"
_TIME = re.compile(r"import time: +(\d+) \| +\d+ \| +(\S+)")
_PROGRAM = f"""\
import sys, time
import robot.run, robot.api, robot.libraries.BuiltIn
print({_MARK!r}, file=sys.stderr, flush=True)
start = time.process_time()
from QuashLibrary import QuashLibrary
imported = time.process_time()
QuashLibrary(registry=sys.argv[1])
print(imported - start, time.process_time() - imported)
"""


@dataclass(frozen=True)
class ImportTimes:
    """Milliseconds: of the import and the registry in a plain process, and by module in a profiled process."""

    imported: float
    registry: float
    modules: dict[str, float]


def lines(bench: Bench) -> Iterator[str]:
    """Return the import's time by package and by module."""
    times = _measured(bench)
    packages: dict[str, float] = defaultdict(float)
    for module, own in times.modules.items():
        packages[module.partition(".")[0]] += own
    total = sum(times.modules.values())
    yield f"Import, cache of registries off: {times.imported:.0f} ms of processor time, {len(times.modules)} modules,"
    yield f"then {times.registry:.0f} ms for a registry of {VALIDATIONS} validations."
    yield from _table(f"Own time by package, of {total:.0f} ms while watched", packages, PACKAGES)
    yield from _table(f"Own time by module, top {MODULES}", times.modules, MODULES)


def _measured(bench: Bench) -> ImportTimes:
    registry = registry_of(bench, VALIDATIONS)
    command: list[str | Path] = ["-c", _PROGRAM, registry]
    bench.python(*command, QUASH_CACHE="off")
    _, said = bench.python(*command, QUASH_CACHE="off")
    imported, loaded = (float(word) * 1e3 for word in said.split())
    watched = min((_watched(bench, command) for _ in range(RUNS)), key=lambda modules: sum(modules.values()))
    return ImportTimes(imported, loaded, watched)


def _watched(bench: Bench, command: Sequence[str | Path]) -> dict[str, float]:
    """Return the milliseconds of each module that one profiled process imports."""
    words = [sys.executable, "-X", "importtime", *map(str, command)]
    environment = bench.environment(QUASH_CACHE="off")
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return {name: int(own) / 1e3 for own, name in _TIME.findall(done.stderr.partition(_MARK)[2])}


def _table(title: str, times: Mapping[str, float], count: int) -> Iterator[str]:
    yield f"\n{title}\n"
    total = sum(times.values())
    for name, own in sorted(times.items(), key=lambda item: -item[1])[:count]:
        yield f"  {own:7.1f} ms  {own / total:4.0%}  {name}"
