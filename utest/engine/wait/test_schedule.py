"""The default schedule of attempts: requests and lateness, counted on a simulated clock."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.wait.polling import poll
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.registry.model import Timing
from utest.engine.timed_backend import Backend, pending, true_from

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "waiting.md"
ALL_DAY = Timing(within=1000)
BAND = [0.2 + 1.8 * (number + 0.5) / 1000 for number in range(1000)]
"""Moments from 0.2 to 2 s, evenly spread: most backends that work in the background need so long."""


def waited(moment: float, before: float = 0.0, takes: float = 0.0) -> tuple[int, float]:
    """Return the number of requests and the lateness of a wait for a state reached at a given time."""
    backend = Backend(true_from(moment), takes=takes)
    poll(backend.attempt, Schedule(ALL_DAY, before), backend.clock(), lambda _: "")
    return len(backend.asked), backend.asked[-1] - moment


def around(moment: float) -> tuple[float, float]:
    """Return the mean number of requests and the mean lateness near a time, which alone may be favourable or not."""
    waits = [waited(moment * (0.8 + 0.4 * (number + 0.5) / 100)) for number in range(100)]
    return mean([requests for requests, _ in waits]), mean([late for _, late in waits])


def mean(numbers: list[float]) -> float:
    """Return the mean of numbers."""
    return sum(numbers) / len(numbers)


def test_attempts_come_ten_times_a_second_and_then_in_proportion_to_the_wait() -> None:
    """The period is 0.1 s for two seconds, then a twentieth of the time waited, at most a second."""
    backend = Backend(pending)
    backend.ask(Timing(within=40))
    for begin, end in pairwise(backend.asked[:-1]):
        assert end - begin == pytest.approx(min(max(0.1, begin / 20), 1.0))


def test_the_time_of_a_request_is_part_of_the_period() -> None:
    """Slow answers do not make a wait coarser, but a backend that needs the whole period gets a pause."""
    assert Schedule(Timing()).pause_after(1, took=0.04, waited=0.04) == pytest.approx(0.06)
    assert Schedule(Timing()).pause_after(1, took=3.0, waited=3.0) == pytest.approx(1.5)


def test_waits_of_up_to_two_seconds_are_noticed_in_time_with_few_requests() -> None:
    """Requests times lateness is half the wait (0.55 s), plus the first and the last request."""
    waits = [waited(moment) for moment in BAND]
    requests, late = mean([number for number, _ in waits]), mean([late for _, late in waits])
    assert requests == pytest.approx(12.5, abs=0.01)
    assert late == pytest.approx(0.05, abs=0.001)
    assert requests * late < 0.63


def test_what_was_waited_for_before_takes_fewer_requests() -> None:
    """The order of waits is random: the last wait does not predict the next one exactly."""
    before, waits = 0.0, []
    for number in range(len(BAND)):
        moment = BAND[number * 389 % len(BAND)]
        waits.append(waited(moment, before))
        before = moment + waits[-1][1]
    requests, late = mean([number for number, _ in waits]), mean([late for _, late in waits])
    assert requests == pytest.approx(10.6, abs=0.1)
    assert late == pytest.approx(0.054, abs=0.001)
    assert requests * late < 0.58


def test_a_known_long_wait_polls_once_a_second() -> None:
    """A wait that took half a minute does not begin with ten requests per second."""
    assert waited(30.05, before=30)[0] == 32
    assert waited(30.05)[0] == 79


@given(st.floats(0.1, 100), st.floats(0, 1000))
def test_no_change_is_noticed_more_than_a_second_late(moment: float, before: float) -> None:
    """This holds whatever is known about the last wait."""
    assert waited(moment, before)[1] <= 1 + 1e-9


@given(st.floats(0, 1000))
def test_what_is_true_already_is_noticed_at_once(before: float) -> None:
    """The first attempt comes without a pause."""
    assert waited(0, before) == (1, 0)


def test_the_guide_has_the_curve() -> None:
    """The table in docs/reference/waiting.md is what a simulated clock counts."""
    text = GUIDE.read_text(encoding="utf-8")
    for moment in (0.05, 0.2, 0.5, 1, 2, 5, 10, 20, 60):
        requests, late = around(moment)
        written = f"| {moment:g} s | {requests:.0f} | {late * 1000:.0f} ms |"
        assert written in text, written


def test_a_long_backoff_does_not_overflow() -> None:
    """The pause stays finite after any number of attempts."""
    timing = Timing(within=1, every=1, backoff=10)
    assert Schedule(timing).pause_after(100_000, took=0, waited=1) < float("inf")
