"""What a passing check adds to output.xml: the difference between a run with many checks and one without."""

from bench.bench import Bench
from bench.parties import OURS, PARTIES, REQUESTS, REST, STEP, Party
from bench.table import Findings, Result, Row, Theme

CHECKS = 50

ROW = Row("output.xml per passing check of 5 expectations", "≤ 2.5 KB", {"KB": 2.5})


def measure(bench: Bench) -> Findings:
    """Compare the sizes; bytes do not depend on the machine, so one round is enough."""
    size = {name: _size(bench, PARTIES[name]) for name in (REQUESTS, REST, STEP, OURS)}
    result = Result(
        measured=f"{size[OURS]:.1f} KB",
        peers=f"RequestsLibrary {size[REQUESTS]:.1f} KB, RESTinstance {size[REST]:.1f} KB",
        limit=f"{size[STEP]:.1f} KB",
        figures={"KB": size[OURS]},
    )
    return Findings([result])


def _size(bench: Bench, party: Party) -> float:
    """Return the KB (1,024 bytes) of output.xml per check."""
    sizes = []
    for checks in (0, CHECKS):
        suite = bench.write(f"{party.name}-{checks}-checks.robot", party.repeated(checks))
        sizes.append(bench.robot(suite).output.stat().st_size)
    return (sizes[1] - sizes[0]) / CHECKS / 1024


THEME = Theme("log-size", (ROW,), measure)
