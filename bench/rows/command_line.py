"""How long somebody waits for a `quash` command, each in a separate process.

`quash --help` is compared with `pip --version`. `quash run` runs one validation of a registry with 10,000 others that
is unchanged since the last command; it is compared with a process that sends the same request with httpx.
"""

from collections.abc import Callable
from functools import partial

from bench.bench import Bench
from bench.measure import added, in_turns, median, ratio
from bench.registries import registry_of
from bench.table import Findings, Result, Row, Theme

VALIDATIONS = 10_000
ROUNDS = 7
PYTHON, PIP, HELP, HTTPX, RUN = "python", "pip --version", "quash --help", "httpx", "quash run"

ROWS = (
    Row("`quash --help`", "no slower than pip --version", {"times": 1.0}),
    Row(
        f"`quash run` of one of {VALIDATIONS:,} validations, over starting Python",
        "≤ 200 ms where importing httpx and making a client takes 101, so 2.0 ×",
        {"times": 2.0},
    ),
)
_ASK = "import httpx; assert httpx.Client().get({url!r}).status_code == 200"
_NOBODY = "http://127.0.0.1:9/api"
_VALIDATION = "  the-order: {request: GET /orders/A-1001, expect: {$.state: paid}}\n"


def measure(bench: Bench) -> Findings:
    """Run the commands in turns; the first round fills the caches."""
    parties = _parties(bench)
    in_turns(1, parties)
    found = in_turns(bench.rounds(ROUNDS), parties)
    times = ratio(found[HELP], found[PIP])
    over = {name: added(found[name], found[PYTHON]) for name in found}
    results = [
        Result(
            f"{median(found[HELP]):.0f} ms ({times:.2f} × pip)",
            peers=f"pip --version {median(found[PIP]):.0f} ms",
            limit=f"starting Python {median(found[PYTHON]):.0f} ms",
            figures={"times": times},
        ),
        Result(
            f"{over[RUN]:+.0f} ms ({over[RUN] / over[HTTPX]:.1f} × httpx)",
            limit=f"the request with httpx {over[HTTPX]:+.0f} ms",
            figures={"times": over[RUN] / over[HTTPX]},
        ),
    ]
    return Findings(results)


def _parties(bench: Bench) -> dict[str, Callable[[], float]]:
    others = registry_of(bench, VALIDATIONS).read_text(encoding="utf-8")
    registry = bench.write("command-line.yaml", others.replace(_NOBODY, bench.url) + _VALIDATION)

    def took(*words: object) -> float:
        usage, _ = bench.python(*map(str, words))
        return usage.wall * 1e3

    return {
        PYTHON: partial(took, "-c", "pass"),
        PIP: partial(took, "-m", "pip", "--version"),
        HELP: partial(took, "-m", "QuashLibrary", "--help"),
        HTTPX: partial(took, "-c", _ASK.format(url=f"{bench.url}/orders/A-1001")),
        RUN: partial(took, "-m", "QuashLibrary", "run", "@the-order", "--registry", registry),
    }


THEME = Theme("command-line", ROWS, measure)
