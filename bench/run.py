"""Measure what a backend check costs, beside a peer in the same run; prints a table.

    python -m bench.run [rounds]

The order of the two is that of the suite; each is run in three `robot` processes, and the median is told.
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import httpx

from bench import traffic
from demo import robot_run, servers

HERE = Path(__file__).resolve().parent
REPEATS = 3


def main(rounds: int) -> None:
    """Run the suite and print the milliseconds of each check."""
    with servers.shop() as shop_url, tempfile.TemporaryDirectory() as folder:
        order = httpx.post(
            f"{shop_url}/api/checkout", json={"customer": "bench", "items": [{"sku": "tea", "quantity": 1}]}
        ).json()
        variables = [f"SHOP_URL:{shop_url}", f"ORDER_ID:{order['number']}", f"ROUNDS:{rounds}"]
        recording = traffic.measure(shop_url)
        runs = [_run(variables, Path(folder) / str(number)) for number in range(REPEATS)]
    print(f"{rounds} checks of one request and four expectations, median of {REPEATS} runs")
    for name in runs[0]:
        print(f"  {name:<16} {statistics.median(run[name] for run in runs):6.2f} ms a check")
    print(recording)


def _run(variables: list[str], output: Path) -> dict[str, float]:
    options = [part for variable in variables for part in ("--variable", variable)]
    command = [sys.executable, "-m", "robot", "--console", "none", "--log", "none", "--report", "none"]
    subprocess.run([*command, *options, "--outputdir", str(output), str(HERE)], env=robot_run.environment(), check=True)  # noqa: S603
    tests = ElementTree.parse(output / "output.xml").iter("test")  # noqa: S314
    rounds = int(variables[-1].partition(":")[2])
    return {str(test.get("name")): _seconds(test) * 1000 / rounds for test in tests}


def _seconds(test: ElementTree.Element) -> float:
    status = test.find("status")
    return float(status.get("elapsed", "0")) if status is not None else 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
