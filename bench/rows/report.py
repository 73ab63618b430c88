"""The report of 100,000 steps and 2,000 checks: 201 pages from output.xml, compared with other readers of that file.

Rebot's log and ExecutionResult read it as Robot does; bare expat calls no handler, and no XML reader in Python is
faster. The seconds in the table are processor times, because reading a file does not wait for anything.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.bench import Bench
from bench.measure import Usage, in_turns, median
from bench.outputs import CHECKS, STEPS, make_output
from bench.table import Findings, Result, Row, Theme

TESTS, FEWER = 200, 20
ROUNDS = 3
REBOT, RESULT, EXPAT, OURS = "rebot's log", "ExecutionResult", "bare expat", "quash report"
LESS, LEAST = "a tenth", "one test"
PROGRAM = Path(__file__).parents[1] / "programs" / "read_output.py"

ROWS = (
    Row(
        f"report of {TESTS * STEPS:,} steps and {TESTS * CHECKS:,} checks ({TESTS + 1} pages)",
        "≤ 2.0 s where expat takes 0.38 s, so 5.3 × expat; ≤ 40 MiB",
        {"times": 5.3, "MiB": 40},
    ),
    Row("growth: a report of ten times the steps", "≤ 11 ×", {"times": 11}),
)


def measure(bench: Bench) -> Findings:
    """Read the same output with each party, in turns."""
    output = make_output(bench, TESTS)
    used = in_turns(bench.rounds(ROUNDS), _parties(bench, output))
    time = {name: median(use.processor for use in found) for name, found in used.items()}
    peak = {name: median(use.peak for use in found) for name, found in used.items()}
    growth = median(map(_growth, used[OURS], used[LESS], used[LEAST]))
    results = [
        Result(
            measured=f"{time[OURS]:.1f} s ({time[OURS] / time[EXPAT]:.1f} × expat), {peak[OURS]:.0f} MiB",
            peers=f"rebot's log {time[REBOT]:.1f} s, {peak[REBOT]:.0f} MiB; "
            f"ExecutionResult {time[RESULT]:.1f} s, {peak[RESULT]:.0f} MiB",
            limit=f"bare expat {time[EXPAT]:.2f} s",
            figures={"times": time[OURS] / time[EXPAT], "MiB": peak[OURS]},
        ),
        Result(f"{growth:.1f} ×", figures={"times": growth}),
    ]
    wall = (f"{name} {median(use.wall for use in found):.2f} s" for name, found in used.items())
    size = output.stat().st_size / 2**20
    return Findings(results, [f"output.xml has {size:.0f} MiB", f"elapsed: {', '.join(wall)}"])


def _parties(bench: Bench, output: Path) -> dict[str, Callable[[], Usage]]:
    log = ("-m", "robot.rebot", "--report", "NONE", "--log", bench.path("rebot", "log.html"))
    return {
        REBOT: partial(_read, bench, *log, output),
        RESULT: partial(_read, bench, PROGRAM, "result", output),
        EXPAT: partial(_read, bench, PROGRAM, "expat", output),
        OURS: partial(_report, bench, output),
        LESS: partial(_report, bench, make_output(bench, FEWER)),
        LEAST: partial(_report, bench, make_output(bench, 1)),
    }


def _growth(usage: Usage, less: Usage, least: Usage) -> float:
    """Return how the time grows for ten times the tests, without imports: from the time of each additional test."""
    of_many = (usage.processor - less.processor) / (TESTS - FEWER)
    of_few = (less.processor - least.processor) / (FEWER - 1)
    return TESTS / FEWER * of_many / of_few


def _read(bench: Bench, *words: str | Path) -> Usage:
    usage, _ = bench.python(*words)
    return usage


def _report(bench: Bench, output: Path) -> Usage:
    folder = bench.path("reports", output.stem, "index.html").parent
    return _read(bench, "-m", "QuashLibrary", "report", output, "--output", folder, "--ui-library", "Phone")


THEME = Theme("report", ROWS, measure)
