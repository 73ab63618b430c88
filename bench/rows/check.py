"""A check in the steady state of a robot run: one GET, its status and five values, with evidence in the log."""

from functools import partial

from bench.bench import Bench
from bench.measure import in_turns, median, ratio
from bench.parties import LOOP, OURS, PARTIES, REQUESTS, REST, STEP
from bench.table import Findings, Result, Row, Theme

CHECKS = 300
ROUNDS = 5

ROW = Row(
    "GET, status and 5 JSON expectations in a robot run, evidence in the log",
    "≤ 2.5 × raw httpx and ≤ 0.4 × RequestsLibrary; better 2.2 and 0.33",
    {"raw": 2.5, "peer": 0.4},
)


def measure(bench: Bench) -> Findings:
    """Run the suites of the libraries in turns."""
    checks = 100 if bench.quick else CHECKS
    suites = {name: bench.write(f"{name}.robot", party.looped(checks)) for name, party in PARTIES.items()}
    runs = in_turns(bench.rounds(ROUNDS), {name: partial(bench.robot, suite) for name, suite in suites.items()})
    tests = {name: [run.tests[name] for run in found] for name, found in runs.items()}
    wall = {name: [test.wall / checks for test in found] for name, found in tests.items()}
    processor = {name: [(test.processor or 0) / checks for test in found] for name, found in tests.items()}
    times = {name: ratio(wall[name], wall[LOOP]) for name in wall}
    beside = ratio(wall[OURS], wall[REQUESTS])
    result = Result(
        measured=f"{times[OURS]:.1f} × raw, {beside:.2f} × RequestsLibrary",
        peers=f"RequestsLibrary {times[REQUESTS]:.1f} × raw httpx; RESTinstance {times[REST]:.1f}",
        limit=f"{times[STEP]:.1f} × raw",
        figures={"raw": times[OURS], "peer": beside},
    )
    details = [
        f"{name}: {median(wall[name]) * 1e3:.2f} ms per check, {median(processor[name]) * 1e3:.2f} ms processor time "
        f"({ratio(processor[name], processor[LOOP]):.1f} × raw)"
        for name in wall
    ]
    return Findings([result], details)


THEME = Theme("check", (ROW,), measure)
