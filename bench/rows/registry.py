"""The time to load a registry of 1,000 and 10,000 validations, each in a separate process.

It is compared with PyYAML's CSafeLoader, which only reads, and with the bare events of libyaml, which are the minimum
for any YAML reader. "Again" is the next process with unchanged files. Each process imports the library and loads a
small registry first, so imports are not counted; the row "import" counts them. Times are processor times.
"""

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from bench.bench import Bench
from bench.measure import in_turns, median
from bench.registries import LINES, registry_of
from bench.table import Findings, Result, Row, Theme

SMALL, LARGE = 1_000, 10_000
ROUNDS = {SMALL: 7, LARGE: 3}
LOADER, EVENTS, FIRST, AGAIN = "CSafeLoader", "bare libyaml events", "first time", "again"
PROGRAM = Path(__file__).parents[1] / "programs" / "load_registry.py"
Times = dict[str, float]


def _goal(most: float, events: float) -> tuple[str, Times]:
    """Return a goal in words and as a figure: both depend on how long libyaml's events take on the machine."""
    times = most / events
    return f"≤ {most:,} ms where the events take {events} ms, so {times:.1f} × the events", {"times": times}


ROWS = (
    Row(f"registry of {SMALL:,} validations of {LINES} lines, first time", *_goal(250, 34)),
    Row(f"registry of {LARGE:,} validations, first time", *_goal(2_500, 550)),
    Row(f"registry of {SMALL:,} validations, unchanged since the last run", *_goal(60, 34)),
    Row(f"registry of {LARGE:,} validations, unchanged since the last run", *_goal(500, 550)),
    Row("growth: a registry ten times as large, first time", "≤ 11 ×", {"times": 11}),
)


def measure(bench: Bench) -> Findings:
    """Load both registries with each party, in turns."""
    times = {size: _times(bench, size) for size in (SMALL, LARGE)}
    growth = times[LARGE][FIRST] / times[SMALL][FIRST]
    again = times[LARGE][AGAIN] / times[SMALL][AGAIN]
    results = [
        *(_result(times[size], FIRST) for size in (SMALL, LARGE)),
        *(_result(times[size], AGAIN) for size in (SMALL, LARGE)),
        Result(f"{growth:.1f} ×; again {again:.1f} ×", figures={"times": growth}),
    ]
    return Findings(results, ["times are processor times: reading a file does not wait for anything"])


def _result(times: Times, party: str) -> Result:
    peers = f"CSafeLoader {times[LOADER]:,.0f} ms" if party == FIRST else ""
    limit = f"bare libyaml events {times[EVENTS]:,.0f} ms" if party == FIRST else ""
    ratio = times[party] / times[EVENTS]
    return Result(f"{times[party]:,.0f} ms ({ratio:.1f} × the events)", peers, limit, {"times": ratio})


def _times(bench: Bench, size: int) -> Times:
    """Return the milliseconds of each party."""
    path, warm, fresh = registry_of(bench, size), str(bench.folder / f"warm-{size}"), count()

    def load(how: str, cache: str) -> float:
        _, said = bench.python(PROGRAM, how, path, registry_of(bench, 1), QUASH_CACHE=cache)
        return float(said) * 1e3

    parties: dict[str, Callable[[], float]] = {
        LOADER: partial(load, "loader", "off"),
        EVENTS: partial(load, "events", "off"),
        FIRST: lambda: load("ours", str(bench.folder / f"first-{size}-{next(fresh)}")),
        AGAIN: partial(load, "ours", warm),
    }
    load("ours", warm)
    return {name: median(found) for name, found in in_turns(bench.rounds(ROUNDS[size]), parties).items()}


THEME = Theme("registry", ROWS, measure)
