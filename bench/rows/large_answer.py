"""Five expectations on an answer of 1 MB, without its transfer, compared with json.loads on the same text.

The engine queries the backend in this process. The time of a plain httpx request that reads the same body is
subtracted. Times are processor times, because the transfer waits for the backend.
"""

import json
import time
from collections.abc import Callable

import httpx

from bench.bench import TOKEN, Bench
from bench.measure import added, in_turns, median
from bench.table import Findings, Result, Row, Theme
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE

ROUNDS = 60
TRANSFER, LOADS, OURS = "transfer", "json.loads", "check"

ROW = Row("1 MB answer, 5 expectations, without the transfer", "≤ 1.3 × json.loads", {"times": 1.3})

_REGISTRY = """\
version: 1
connections:
  shop: {base_url: "URL", auth: {bearer: {env: SHOP_TOKEN}}}
validations:
  large:
    request: GET /large
    expect:
      $.state: paid
      $.currency: EUR
      $.count: 742
      $.orders[700].total: 30.5
      $.orders[3].items[0].sku: tea-001
"""


def measure(bench: Bench) -> Findings:
    """Measure in turns: the request alone, json.loads alone, and the whole check."""
    check = _check(bench)
    redactor = Redactor()
    runner = Runner(Clock(), redactor)
    with httpx.Client(trust_env=False) as client:

        def transfer() -> bytes:
            return client.get(f"{bench.url}/large").content

        text = transfer().decode()
        parties: dict[str, Callable[[], object]] = {
            TRANSFER: transfer,
            LOADS: lambda: json.loads(text),
            OURS: lambda: check(runner, redactor),
        }
        in_turns(2, parties)
        timed = {name: _timed(party) for name, party in parties.items()}
        times = in_turns(10 if bench.quick else ROUNDS, timed)
    runner.close()
    loads, ours = median(times[LOADS]), added(times[OURS], times[TRANSFER])
    result = Result(
        measured=f"{ours * 1e3:.1f} ms ({ours / loads:.2f} ×)",
        limit=f"json.loads {loads * 1e3:.1f} ms",
        figures={"times": ours / loads},
    )
    return Findings([result], [f"the transfer: {median(times[TRANSFER]) * 1e3:.1f} ms"])


def _check(bench: Bench) -> Callable[[Runner, Redactor], None]:
    loaded = load_registry([bench.write("large.yaml", _REGISTRY.replace("URL", bench.url))])
    validation, connection = loaded.registry.validations["large"], loaded.registry.connections["shop"][BASE]

    def check(runner: Runner, redactor: Redactor) -> None:
        [outcome] = runner.run([Call(validation, connection, Scope(redactor, environment=TOKEN))])
        if outcome.verdict != "passed":
            raise AssertionError(outcome.reason)

    return check


def _timed(party: Callable[[], object]) -> Callable[[], float]:
    """Return the function as a measurement of its processor time in seconds."""

    def measured() -> float:
        start = time.process_time()
        party()
        return time.process_time() - start

    return measured


THEME = Theme("large-answer", (ROW,), measure)
