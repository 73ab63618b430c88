"""Measure the resources of processes and take medians, in rounds in which the parties take turns.

Another process may slow the machine down at any time. Because the parties take turns, it slows all of them down, and
the ratio of two parties, taken round by round, stays the same.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Sample = TypeVar("Sample")
LAUNCHER = Path(__file__).with_name("launcher.py")


class BenchError(RuntimeError):
    """A measured process failed; the message has its last output."""


@dataclass(frozen=True)
class Usage:
    """The resources of a process: elapsed seconds, processor seconds, and peak memory in MiB."""

    wall: float
    processor: float
    peak: float


def run_process(command: Sequence[str | Path], environment: Mapping[str, str]) -> tuple[Usage, str]:
    """Run a process until it ends; return its resource usage and its output.

    Raises:
        BenchError: the process failed.
    """
    with tempfile.TemporaryDirectory(prefix="quash-bench-") as folder:
        figures = Path(folder, "usage.json")
        words = [sys.executable, "-I", "-S", str(LAUNCHER), str(figures), *map(str, command)]
        code, said, errors = _run(words, environment)
        if code:
            raise BenchError(f"{' '.join(words[5:])} ended with {code}:\n{(said + errors)[-3000:]}")
        return Usage(**json.loads(figures.read_text(encoding="utf-8"))), said


def _run(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a process; if this one is interrupted, end that process and all its children as well."""
    process = subprocess.Popen(  # noqa: S603
        words,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said, errors = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, said, errors


def in_turns(rounds: int, parties: Mapping[str, Callable[[], Sample]]) -> dict[str, list[Sample]]:
    """Measure all parties once per round, in the same order; each round starts with another party."""
    samples: dict[str, list[Sample]] = {name: [] for name in parties}
    names = list(parties)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(parties[name]())
    return samples


def median(values: Iterable[float]) -> float:
    """Return the middle of the values."""
    return statistics.median(values)


def ratio(values: Iterable[float], base: Iterable[float]) -> float:
    """Return the values as a multiple of the base: the median of the rounds' ratios."""
    return statistics.median(value / other for value, other in zip(values, base, strict=True))


def added(values: Iterable[float], base: Iterable[float]) -> float:
    """Return how much the values exceed the base: the median of the rounds' differences."""
    return statistics.median(value - other for value, other in zip(values, base, strict=True))
