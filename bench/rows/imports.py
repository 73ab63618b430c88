"""What an import adds to a robot run: a suite of one test without the import, and with it.

With pabot and `--testlevelsplit` each test pays this. Pabot's processes write no report, so the figure is for a run
without one; the cost of the report at the end of other runs is printed beside it.
"""

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.bench import Bench, RobotRun
from bench.measure import added, in_turns, median, ratio
from bench.registries import registry_of
from bench.table import Findings, Result, Row, Theme

ROUNDS = 9
VALIDATIONS = 30
NOTHING, COLD, WARM, OFF = "without", "cold", "warm", "cache off"
BESIDE, REPORTED = "beside AppiumLibrary, over it alone", "warm, with the report of the run"
REQUESTS = "RequestsLibrary"
PEERS = {REQUESTS: "RequestsLibrary", "RESTinstance": "REST", "AppiumLibrary": "AppiumLibrary"}

ROW = Row(
    f"import with a registry of {VALIDATIONS} validations, over a run without it",
    "≤ +60 ms where RequestsLibrary adds 60, so no more than it adds",
    {"times": 1.0},
)

_SUITE = """\
*** Settings ***
{imports}

*** Test Cases ***
Nothing
    No Operation
"""


def measure(bench: Bench) -> Findings:
    """Run a suite of one test with each import in turns; the first round only fills the system's caches."""
    parties = _parties(bench)
    in_turns(1, parties)
    runs = in_turns(bench.rounds(ROUNDS), parties)
    wall = {name: [run.usage.wall * 1e3 for run in found] for name, found in runs.items()}
    processor = {name: [run.usage.processor * 1e3 for run in found] for name, found in runs.items()}
    over = {name: added(wall[name], wall[NOTHING]) for name in wall}
    times = ratio(wall[WARM], wall[NOTHING])
    beside = over[WARM] / over[REQUESTS]
    result = Result(
        measured=f"{over[WARM]:+.0f} ms ({times:.1f} × the run without, {beside:.2f} × what RequestsLibrary adds); "
        f"the first time {over[COLD]:+.0f} ms",
        peers="; ".join(f"{name} {over[name]:+.0f} ms" for name in PEERS),
        limit="0",
        figures={"times": beside},
    )
    bases = {name: "AppiumLibrary" if name == BESIDE else NOTHING for name in parties if name != NOTHING}
    details = [f"without: {median(wall[NOTHING]):.0f} ms, {median(processor[NOTHING]):.0f} ms of processor time"]
    details += [
        f"{name}: {added(wall[name], wall[base]):+.0f} ms, "
        f"{added(processor[name], processor[base]):+.0f} ms of processor time"
        for name, base in bases.items()
    ]
    return Findings([result], details)


def _parties(bench: Bench) -> dict[str, Callable[[], RobotRun]]:
    reported = f"Library    QuashLibrary    registry={registry_of(bench, VALIDATIONS)}"
    ours = f"{reported}    report=NONE"
    imports = {NOTHING: "", **{name: f"Library    {library}" for name, library in PEERS.items()}}
    suites = {name: _suite(bench, name, text) for name, text in {**imports, "ours": ours, "reported": reported}.items()}
    both = _suite(bench, "both", f"Library    AppiumLibrary\n{ours}")
    fresh = itertools.count()

    def cold() -> RobotRun:
        return bench.robot(suites["ours"], QUASH_CACHE=str(bench.folder / f"cold-{next(fresh)}"))

    parties: dict[str, Callable[[], RobotRun]] = {name: partial(bench.robot, suites[name]) for name in imports}
    parties |= {COLD: cold, WARM: partial(bench.robot, suites["ours"])}
    parties |= {REPORTED: partial(bench.robot, suites["reported"])}
    parties |= {OFF: partial(bench.robot, suites["ours"], QUASH_CACHE="off"), BESIDE: partial(bench.robot, both)}
    return parties


def _suite(bench: Bench, name: str, imports: str) -> Path:
    return bench.write(f"import-{name}.robot".replace(" ", "-"), _SUITE.format(imports=imports))


THEME = Theme("import", (ROW,), measure)
