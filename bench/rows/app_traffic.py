"""The cost of recording the app's requests: the same requests directly and through the proxy, in turns.

Connections stay open, as in a real app.
"""

import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bench.bench import Bench
from bench.measure import in_turns, median
from bench.table import Findings, Result, Row, Theme
from demo.servers import free_port
from QuashLibrary.errors import TrafficError
from QuashLibrary.traffic.model import Way
from QuashLibrary.traffic.proxy import Proxy

ROUNDS = 1_000
DIRECT, PROXY = "direct", "through the proxy"

ROW = Row("the app's request through the recording proxy", "≤ +3 ms, ≤ 90 MiB", {"ms": 3, "MiB": 90})


def measure(bench: Bench) -> Findings:
    """Send the requests; without mitmproxy nothing is measured."""
    proxy = Proxy(time.monotonic)
    way = Way("shop", f"http://{urlsplit(bench.url).netloc}", port=free_port())
    start = time.monotonic()
    try:
        proxy.serve([way])
    except TrafficError as error:
        return Findings([Result(str(error).partition("\n")[0])])
    try:
        return _findings(bench, proxy, way, time.monotonic() - start)
    finally:
        proxy.close()


def _findings(bench: Bench, proxy: Proxy, way: Way, started: float) -> Findings:
    rounds = 100 if bench.quick else ROUNDS
    with httpx.Client(trust_env=False) as one, httpx.Client(trust_env=False) as other:
        parties = {DIRECT: lambda: _request(one, bench.url), PROXY: lambda: _request(other, f"http://{way.address}")}
        times = {name: median(found) * 1e3 for name, found in in_turns(rounds, parties).items()}
    proxy.sync()
    recorded, memory = len(proxy.log.ended()), _memory(proxy.process_id)
    result = Result(
        measured=f"{times[PROXY] - times[DIRECT]:+.1f} ms, {memory:.0f} MiB",
        limit=f"direct {times[DIRECT]:.1f} ms",
        figures={"ms": times[PROXY] - times[DIRECT], "MiB": memory},
    )
    return Findings([result], [f"{recorded} of {rounds} requests recorded; the proxy started in {started:.1f} s"])


def _request(client: httpx.Client, url: str) -> float:
    start = time.perf_counter()
    client.get(f"{url}/orders/A-1001").raise_for_status()
    return time.perf_counter() - start


def _memory(process: int | None) -> float:
    """Return the resident memory of a process in MiB; 0 if the system does not report it."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


THEME = Theme("app-traffic", (ROW,), measure)
