"""Measuring processes and taking medians."""

import os
import sys

import pytest

from bench.measure import BenchError, added, in_turns, ratio, run_process


def test_parties_take_turns_and_each_is_first_once() -> None:
    """A machine that gets slower then slows down nobody alone."""
    heard: list[str] = []
    samples = in_turns(2, {"a": lambda: heard.append("a"), "b": lambda: heard.append("b")})
    assert heard == ["a", "b", "b", "a"]
    assert {name: len(found) for name, found in samples.items()} == {"a": 2, "b": 2}


def test_a_ratio_is_that_of_the_rounds() -> None:
    """A round that was slow for both parties changes nothing, and one odd round neither."""
    assert ratio([2, 20, 6], [1, 10, 1]) == 2
    assert added([3, 30, 5], [1, 28, 1]) == 2


def test_a_process_is_measured_with_its_own_memory() -> None:
    """Not with that of the process that starts it, which Linux counts as its peak."""
    ballast = bytearray(120 * 2**20)
    usage, said = run_process([sys.executable, "-c", "print('done')"], os.environ)
    assert said == "done\n"
    assert 1 < usage.peak < len(ballast) / 2**20 / 2
    assert usage.processor > 0
    assert usage.wall > 0


def test_a_process_that_fails_says_why() -> None:
    """The figures of such a process mean nothing."""
    with pytest.raises(BenchError, match="no such thing"):
        run_process([sys.executable, "-c", "raise SystemExit('no such thing')"], os.environ)
