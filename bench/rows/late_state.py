"""How soon a wait notices a state that arrives after 0.2 to 2 seconds, and how many requests it needs.

Fewer requests make a wait later, so the figure is their product: with equal pauses it is half the wait, whatever the
pause. The backend counts both. Four processes wait at the same time. Each wait uses its own validation, so none can
learn the duration from an earlier one.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx

from bench.bench import SUITES, Bench
from bench.table import Findings, Result, Row, Theme

SHORTEST, LONGEST, WAITS = 200, 2_000, 36
PROCESSES = 4
PEER, OURS = "peer", "ours"

ROW = Row(
    f"notice of a late state after {SHORTEST / 1000:g} to {LONGEST / 1000:g} s",
    "lateness × requests ≤ 0.62 s, with ≤ 60 ms late",
    {"product": 0.62, "late": 60},
)


def measure(bench: Bench) -> Findings:
    """Let both parties wait for the same states, one party after the other."""
    waits = WAITS // 3 if bench.quick else WAITS
    step = (LONGEST - SHORTEST) / (waits - 1)
    times = [round(SHORTEST + number * step) for number in range(waits)]
    shares = [times[start::PROCESSES] for start in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(partial(_peer, bench), shares))
        list(pool.map(partial(_ours, bench), shares))
    late, requests = _figures(bench, OURS)
    peer_late, peer_requests = _figures(bench, PEER)
    product, peer_product = late * requests / 1e3, peer_late * peer_requests / 1e3
    result = Result(
        measured=f"{late:.0f} ms late, {requests:.1f} requests, product {product:.2f} s",
        peers=f"Wait Until Keyword Succeeds 0.2 s: {peer_late:.0f} ms late, {peer_requests:.1f} requests, "
        f"product {peer_product:.2f} s",
        limit=f"half the wait, {sum(times) / len(times) / 2e3:.2f} s, with equal pauses",
        figures={"product": product, "late": late},
    )
    return Findings([result], [f"{waits} waits, spread evenly; means"])


def _figures(bench: Bench, party: str) -> tuple[float, float]:
    """Return the mean lateness in milliseconds and the mean number of requests."""
    states: dict[str, list[float]] = httpx.get(f"{bench.url}/late", trust_env=False).json()["state"]
    found = [figures for name, figures in states.items() if name.startswith(party)]
    return sum(late for _, late in found) * 1e3 / len(found), sum(number for number, _ in found) / len(found)


def _peer(bench: Bench, times: Sequence[int]) -> None:
    suite = bench.write(f"late-peer-{times[0]}.robot", (SUITES / "late.robot").read_text(encoding="utf-8"))
    bench.robot(suite, "--variable", f"WAITS:{'-'.join(map(str, times))}", "--variable", f"PARTY:{PEER}")


def _ours(bench: Bench, times: Sequence[int]) -> None:
    registry = _registry(bench, times)
    steps = "".join(f"    @late-{time}\n" for time in times)
    text = (
        f"*** Settings ***\nLibrary    QuashLibrary    registry={registry}\nSuite Setup    Prepare\n\n"
        f"*** Test Cases ***\nLate\n{steps}\n"
        "*** Keywords ***\nPrepare\n    @ready\n    Sleep    1s    other processes are starting\n"
    )
    bench.robot(bench.write(f"late-ours-{times[0]}.robot", text))


def _registry(bench: Bench, times: Sequence[int]) -> Path:
    entries = "".join(
        f"  late-{time}:\n    request: GET /late/{OURS}-{time}/{time}\n"
        "    expect: {$.state: paid}\n    eventually: 10s\n"
        for time in times
    )
    ready = "  ready: {request: GET /orders/A-1001, expect: {$.state: paid}}\n"
    text = f"version: 1\nconnections:\n  shop: {{base_url: '{bench.url}'}}\nvalidations:\n{ready}{entries}"
    return bench.write(f"late-{times[0]}.yaml", text)


THEME = Theme("late-state", (ROW,), measure)
