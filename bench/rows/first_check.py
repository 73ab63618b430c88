"""The duration of a process's first check, after importing AppiumLibrary: this check pays for late imports.

An app takes a while to start, and the engine loads meanwhile. So the same check is also measured after a UI step of one
second.
"""

from functools import partial

from bench.bench import Bench
from bench.measure import in_turns, median
from bench.parties import REGISTRY
from bench.table import Findings, Result, Row, Theme

ROUNDS = 7
HTTPX, LEAST, OURS, LATER = "httpx", "standard-library", "ours", "ours-later"

ROW = Row("first check, AppiumLibrary loaded", "≤ 60 ms, or hidden while the app starts", {"ms": 60})

_SUITE = """\
*** Settings ***
Library    AppiumLibrary
Library    RawHttp
{library}

*** Test Cases ***
First
    {step}
Second
    {step}
"""


def measure(bench: Bench) -> Findings:
    """Run each first step in a separate process; each test has one step, so the test's time is the step's."""
    ours = f"Library    QuashLibrary    registry={REGISTRY}"
    check = "@order-created    order_id=A-1001"
    steps = {
        HTTPX: ("", "Ask Once    ${URL}"),
        LEAST: ("", "Ask By Standard Library    ${URL}"),
        OURS: (ours, check),
        LATER: (f"{ours}    ui_library=Phone\nLibrary    Phone\nSuite Setup    Start App", check),
    }
    suites = {
        name: bench.write(f"first-{name}.robot", _SUITE.format(library=library, step=step))
        for name, (library, step) in steps.items()
    }
    in_turns(1, {name: partial(bench.robot, suite) for name, suite in suites.items()})
    runs = in_turns(bench.rounds(ROUNDS), {name: partial(bench.robot, suite) for name, suite in suites.items()})
    first = {name: median(run.tests["First"].wall * 1e3 for run in found) for name, found in runs.items()}
    second = median(run.tests["Second"].wall * 1e3 for run in runs[OURS])
    result = Result(
        measured=f"{first[OURS]:.0f} ms; {first[LATER]:.0f} ms while the app started, in a second",
        peers=f"the first request of httpx {first[HTTPX]:.0f} ms",
        limit=f"{first[LEAST]:.0f} ms (http.client)",
        figures={"ms": min(first[OURS], first[LATER])},
    )
    return Findings([result], [f"the second check: {second:.1f} ms"])


THEME = Theme("first-check", (ROW,), measure)
