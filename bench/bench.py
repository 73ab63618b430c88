"""What a theme needs to measure: the backend, a folder, the number of rounds, and robot processes."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bench.measure import Usage, run_process

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SUITES = HERE / "suites"
TOKEN = {"SHOP_TOKEN": "shop-test-token"}
"""The environment variable from which the registries read the credentials."""


@dataclass(frozen=True)
class TestFigures:
    """The duration of one test of a robot run in seconds; `processor` is None if the test did not log it."""

    wall: float
    processor: float | None


@dataclass(frozen=True)
class RobotRun:
    """A robot process: the resources it used, its output.xml, and the duration of each test."""

    usage: Usage
    output: Path
    tests: Mapping[str, TestFigures]


@dataclass(frozen=True)
class Bench:
    """Where to measure, and how thoroughly."""

    url: str
    folder: Path
    quick: bool = False

    def rounds(self, full: int) -> int:
        """Return how many rounds to measure: one for a quick measurement."""
        return 1 if self.quick else full

    def path(self, *parts: str) -> Path:
        """Return a path in the folder of this run, whose parent folder exists."""
        path = self.folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder of this run."""
        path = self.path(name)
        path.write_text(text, encoding="utf-8")
        return path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a measured process: no proxy, a cache for this run alone, compiled modules kept.

        If PYTHONDONTWRITEBYTECODE were set, as in many containers, every process would compile this library again.
        """
        direct = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
        cache = {"QUASH_CACHE": str(self.folder / "cache")}
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**inherited, "PYTHONPATH": path, **direct, **TOKEN, **cache, **more}

    def python(self, *words: str | Path, **more: str) -> tuple[Usage, str]:
        """Run a Python process; `more` extends its environment."""
        return run_process([sys.executable, *words], self.environment(**more))

    def robot(self, suite: Path, *options: str, **more: str) -> RobotRun:
        """Run a suite in a separate robot process, without log.html and report.html."""
        name = "-".join([suite.stem, *(word for word in options if word.isalnum())])
        folder = self.path("runs", name, "output.xml").parent
        plain = ["--console", "dotted", "--log", "none", "--report", "none", "--pythonpath", str(SUITES)]
        places = ["--variable", f"URL:{self.url}", "--outputdir", str(folder)]
        usage, _ = self.python("-m", "robot", *plain, *places, *options, suite, **more)
        return RobotRun(usage, folder / "output.xml", dict(_tests(folder / "output.xml")))


def _tests(output: Path) -> "list[tuple[str, TestFigures]]":
    found = []
    for _, element in ElementTree.iterparse(output):  # noqa: S314
        if element.tag == "test":
            status = element.find("status")
            wall = float(status.get("elapsed", "0")) if status is not None else 0.0
            found.append((element.get("name", ""), TestFigures(wall, _processor(element))))
        if element.tag in ("iter", "test"):
            element.clear()
    return found


def _processor(test: ElementTree.Element) -> float | None:
    """Return the processor time between setup and teardown of a test that logs `time.process_time()` in both."""
    logged = [keyword.findtext("msg") for keyword in test.findall("kw") if keyword.get("type") in ("SETUP", "TEARDOWN")]
    if len(logged) != 2 or None in logged:  # noqa: PLR2004
        return None
    start, end = (float(text or 0) for text in logged)
    return end - start
