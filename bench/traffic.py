"""What recording costs: the same requests to the shop, direct and through the proxy, in turns over kept connections.

Printed are the median of each request's time, the difference, and the memory of mitmproxy after all of them.
"""

from __future__ import annotations

import socket
import statistics
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from QuashLibrary.errors import TrafficError
from QuashLibrary.traffic.model import Way
from QuashLibrary.traffic.proxy import Proxy

ROUNDS = 1_000


def measure(shop_url: str) -> str:
    """Return what was measured, as a line each."""
    proxy = Proxy(time.monotonic)
    parts = urlsplit(shop_url)
    way = Way("shop", f"{parts.scheme}://{parts.netloc}", port=_free_port())
    start = time.monotonic()
    try:
        proxy.serve([way])
    except TrafficError as error:
        return f"app requests: not measured, {error}"
    try:
        started = time.monotonic() - start
        addresses = {"direct": shop_url, "through the proxy": f"http://{way.address}"}
        clients = {name: httpx.Client(base_url=url, trust_env=False) for name, url in addresses.items()}
        times: dict[str, list[float]] = {name: [] for name in clients}
        for _ in range(ROUNDS):
            for name, client in clients.items():
                begun = time.perf_counter()
                client.get("/api/products").raise_for_status()
                times[name].append(time.perf_counter() - begun)
        proxy.sync()
        recorded = len(proxy.log.ended())
        memory = _memory(proxy)
    finally:
        proxy.close()
    medians = {name: statistics.median(found) * 1000 for name, found in times.items()}
    lines = [f"  {name:<18} {median:6.2f} ms a request" for name, median in medians.items()]
    added = medians["through the proxy"] - medians["direct"]
    return "\n".join(
        [
            f"{ROUNDS} requests of the app, {recorded} recorded; the proxy started in {started:.1f} s",
            *lines,
            f"  {'added':<18} {added:6.2f} ms a request; mitmproxy then has {memory} MiB",
        ]
    )


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def _memory(proxy: Proxy) -> str:
    """Return the resident memory of mitmproxy in MiB; a question mark where /proc does not tell."""
    status = Path(f"/proc/{proxy.process_id}/status")
    if not status.is_file():
        return "?"
    [line] = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:")]
    return f"{int(line.split()[1]) / 1024:.0f}"
