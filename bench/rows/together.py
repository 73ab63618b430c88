"""Ten checks of 50 ms each in one step, compared with the same requests one after another."""

from functools import partial

from bench.bench import Bench
from bench.measure import in_turns, median
from bench.table import Findings, Result, Row, Theme

CHECKS, TIMES, ROUNDS = 10, 10, 5
PEER, OURS = "RequestsLibrary", "QuashLibrary"

ROW = Row("ten 50 ms checks in one step", "≤ 60 ms", {"ms": 60})

_SUITE = """\
*** Settings ***
Library         RawHttp
{library}
Suite Setup     Prepare
Test Setup      Log Processor Time
Test Teardown   Log Processor Time

*** Test Cases ***
Together
    FOR    ${{_}}    IN RANGE    {times}
        {step}
    END

*** Keywords ***
Prepare
    {prepare}
    {step}

Ask One After The Other
    FOR    ${{number}}    IN RANGE    {checks}
        ${{answer}} =    GET On Session    shop    /slow/${{number}}
        Should Be Equal    ${{answer.json()}}[state]    paid
    END
"""


def measure(bench: Bench) -> Findings:
    """Run both suites in turns."""
    slugs = [f"slow-{number}" for number in range(CHECKS)]
    entries = "".join(
        f"  {slug}: {{request: GET /{slug.replace('-', '/')}, expect: {{$.state: paid}}}}\n" for slug in slugs
    )
    text = f"version: 1\nconnections:\n  shop: {{base_url: '{bench.url}'}}\nvalidations:\n{entries}"
    registry = bench.write("together.yaml", text)
    step = "    ".join(["Validate Backend", *(f"@{slug}" for slug in slugs)])
    steps = {
        PEER: ("Library         RequestsLibrary", "Ask One After The Other", "Create Session    shop    ${URL}"),
        OURS: (f"Library         QuashLibrary    registry={registry}", step, "No Operation"),
    }
    suites = {
        name: bench.write(
            f"together-{name}.robot",
            _SUITE.format(library=library, step=step, prepare=prepare, times=TIMES, checks=CHECKS),
        )
        for name, (library, step, prepare) in steps.items()
    }
    runs = in_turns(bench.rounds(ROUNDS), {name: partial(bench.robot, suite) for name, suite in suites.items()})
    tests = {name: [run.tests["Together"] for run in found] for name, found in runs.items()}
    wall = {name: median(test.wall * 1e3 / TIMES for test in found) for name, found in tests.items()}
    processor = {name: median((test.processor or 0) * 1e3 / TIMES for test in found) for name, found in tests.items()}
    result = Result(f"{wall[OURS]:.0f} ms", f"RequestsLibrary {wall[PEER]:.0f} ms", "50 ms", {"ms": wall[OURS]})
    return Findings([result], [f"{name}: {processor[name]:.1f} ms of processor time" for name in wall])


THEME = Theme("together", (ROW,), measure)
