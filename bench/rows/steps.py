"""What the listener adds to steps that do not concern it: 50,000 times `No Operation`.

The times are the test's, so imports are not counted.
"""

from collections.abc import Callable
from functools import partial

from bench.bench import Bench, RobotRun, TestFigures
from bench.measure import in_turns, median, ratio
from bench.registries import registry_of
from bench.table import Findings, Result, Row, Theme

STEPS, FEWER = 50_000, 5_000
ROUNDS = 3
NOTHING, V2, V3, OURS, OF_LIBRARY = "no listener", "empty v2", "empty v3", "--listener", "library imported"
SMALL = "a tenth"

ROWS = (
    Row(
        f"listener on {STEPS:,} cheap steps",
        "≤ +6 % elapsed, ≤ +10 % processor",
        {"elapsed": 6, "processor": 10},
    ),
    Row("growth: ten times the steps", "≤ 11 ×", {"times": 11}),
)

_SUITE = """\
*** Settings ***
Library         RawHttp
{library}
Test Setup      Log Processor Time
Test Teardown   Log Processor Time

*** Test Cases ***
Steps
    FOR    ${{_}}    IN RANGE    {turns}
{steps}
    END
"""


def measure(bench: Bench) -> Findings:
    """Run the same steps with each listener, in turns."""
    runs = in_turns(bench.rounds(ROUNDS), _parties(bench))
    tests = {name: [run.tests["Steps"] for run in found] for name, found in runs.items()}
    added = {name: _added(found, tests[NOTHING]) for name, found in tests.items()}
    elapsed, processor = added[OURS]
    growth = ratio((test.wall for test in tests[OURS]), (test.wall for test in tests[SMALL]))
    results = [
        Result(
            measured=f"{elapsed:+.0f} % elapsed, {processor:+.0f} % processor",
            peers=f"empty v3 {added[V3][0]:+.1f} %; empty v2 {added[V2][0]:+.0f} %",
            limit="0",
            figures={"elapsed": elapsed, "processor": processor},
        ),
        Result(f"{growth:.1f} ×", figures={"times": growth}),
    ]
    base = tests[NOTHING]
    wall, used = median(test.wall for test in base), median(test.processor or 0 for test in base)
    details = [f"no listener: {wall:.1f} s, {used:.1f} s of processor time"]
    others = (V2, V3, OURS, OF_LIBRARY)
    details += [f"{name}: {added[name][0]:+.1f} % elapsed, {added[name][1]:+.1f} % processor" for name in others]
    return Findings(results, details)


def _parties(bench: Bench) -> dict[str, Callable[[], RobotRun]]:
    registry = registry_of(bench, 30)
    steps = bench.write("steps.robot", _suite(STEPS))
    fewer = bench.write("fewer-steps.robot", _suite(FEWER))
    imported = bench.write("steps-import.robot", _suite(STEPS, f"Library    QuashLibrary    registry={registry}"))
    listeners = {V2: "EmptyV2", V3: "EmptyV3", OURS: f"QuashLibrary.Listener:{registry}"}
    parties: dict[str, Callable[[], RobotRun]] = {NOTHING: partial(bench.robot, steps)}
    parties[OF_LIBRARY] = partial(bench.robot, imported)
    parties |= {name: partial(bench.robot, steps, "--listener", of) for name, of in listeners.items()}
    parties[SMALL] = partial(bench.robot, fewer, "--listener", listeners[OURS])
    return parties


def _added(tests: list[TestFigures], base: list[TestFigures]) -> tuple[float, float]:
    """Return the added percentages of elapsed time and of processor time."""
    wall = ratio((test.wall for test in tests), (test.wall for test in base))
    processor = ratio((test.processor or 0 for test in tests), (test.processor or 1 for test in base))
    return (wall - 1) * 100, (processor - 1) * 100


def _suite(steps: int, library: str = "") -> str:
    return _SUITE.format(library=library, turns=steps // 50, steps="\n".join(["        No Operation"] * 50))


THEME = Theme("steps", ROWS, measure)
