"""With `holds_for` and `always`, the checks must keep holding; tested on a simulated clock."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Verdict
from QuashLibrary.registry.model import Timing
from utest.engine.timed_backend import REFUSED, AnswerOrFault, Backend, ok, pending, true_from

Told = tuple[Verdict, AnswerOrFault, str]
EVENTUALLY = Timing(within=10, every=0.5, holds_for=2)
ALWAYS = Timing(within=5, every=0.5, always=True)


def true_between(begin: float, end: float) -> Callable[[float], Told]:
    """Hold from one time to another."""
    return lambda time: true_from(begin)(time) if time < end else ("failed", ok(), 'was "rolled back"')


def interrupted(begin: float, end: float, answer: Told) -> Callable[[float], Told]:
    """Hold, except for a while with another answer."""
    return lambda time: answer if begin <= time < end else ("passed", ok(), "")


def test_what_stays_true_passes() -> None:
    """The validation polls for as long as the checks must hold, and says when they began to hold."""
    backend = Backend(true_from(1))
    asked = backend.hold(EVENTUALLY)
    assert asked.attempts[-1].verdict == "passed"
    assert (asked.held, asked.gave_up) == ("true after 1 s, stayed true for 2 s", "")
    assert backend.asked == pytest.approx([0, 0.5, 1, 1.5, 2, 2.5, 2.975])


def test_a_rollback_after_success_is_caught() -> None:
    """The message says when the checks held and when no longer; the wait does not restart."""
    backend = Backend(true_between(1, 1.7))
    asked = backend.hold(EVENTUALLY)
    assert asked.attempts[-1].verdict == "failed"
    assert asked.gave_up == "met at 1.5 s but no longer at 2 s"
    assert [made.verdict for made in asked.attempts] == ["failed", "passed", "failed"]


def test_what_never_becomes_true_does_not_have_to_hold() -> None:
    """The wait ends as it would without `holds_for`."""
    asked = Backend(pending).hold(EVENTUALLY)
    assert asked.gave_up.startswith("gave up after ")


def test_it_may_pass_late_and_must_still_hold() -> None:
    """The time to hold begins when the checks first hold."""
    backend = Backend(true_from(9.5))
    assert backend.hold(EVENTUALLY).held == "true after 9.5 s, stayed true for 2 s"
    assert 11 < backend.time <= 12


def test_always_passes_where_every_attempt_does() -> None:
    """All attempts pass from the first to the last."""
    backend = Backend(true_from(0))
    asked = backend.hold(ALWAYS)
    assert (asked.held, len(asked.attempts)) == ("stayed true for 5 s", 1)
    assert backend.asked[0] == 0
    assert backend.asked[-1] == pytest.approx(4.975)


def test_always_fails_at_the_first_attempt_that_does() -> None:
    """A duplicate order fails without further waiting."""
    backend = Backend(true_between(0, 2.2))
    asked = backend.hold(ALWAYS)
    assert asked.attempts[-1].verdict == "failed"
    assert asked.gave_up == "met at 2 s but no longer at 2.5 s"
    assert backend.asked[-1] == pytest.approx(2.5)


def test_always_never_waits_for_what_is_not_true() -> None:
    """It fails at once, and the message has no time."""
    backend = Backend(pending)
    asked = backend.hold(ALWAYS)
    assert (len(backend.asked), asked.gave_up) == (1, "")


@pytest.mark.parametrize("answer", [("error", REFUSED, ""), ("failed", ok(503), "was 503")])
def test_a_transient_answer_is_retried(answer: Told) -> None:
    """A refused connection is not a rollback."""
    asked = Backend(interrupted(2, 3, answer)).hold(ALWAYS)
    assert asked.held == "stayed true for 5 s"


@pytest.mark.parametrize("answer", [("error", REFUSED, ""), ("failed", ok(503), "was 503")])
def test_what_the_backend_says_last_counts(answer: Told) -> None:
    """If no later attempt gets an answer, nobody saw the checks keep holding."""
    asked = Backend(interrupted(2.2, 99, answer)).hold(ALWAYS)
    assert asked.attempts[-1].verdict == answer[0]
    assert asked.gave_up == "was last true at 2 s"


def test_a_backend_that_falls_silent_is_an_error() -> None:
    """A check that held once does not count as having kept holding."""
    backend = Backend(true_from(0), takes=0.1)
    attempt = backend.attempt

    def silent_from_third(number: int, deadline: object) -> object:
        backend.takes = 0.1 if number < 3 else 99
        return attempt(number, deadline)  # type: ignore[arg-type]

    backend.attempt = silent_from_third  # type: ignore[method-assign, assignment]
    asked = backend.hold(ALWAYS)
    assert asked.attempts[-1].verdict == "error"
    assert asked.gave_up.startswith("was last true at ")


def test_a_last_exchange_that_is_cut_off_is_not_reported() -> None:
    """The end of the time says nothing about the backend."""
    backend = Backend(true_from(0), takes=0.1)
    attempt = backend.attempt

    def slow_at_last(number: int, deadline: object) -> object:
        backend.takes = 99 if backend.time > 4.6 else 0.1
        return attempt(number, deadline)  # type: ignore[arg-type]

    backend.attempt = slow_at_last  # type: ignore[method-assign, assignment]
    assert backend.hold(ALWAYS).held == "stayed true for 5 s"


@given(st.floats(0, 8), st.floats(0.1, 5), st.floats(0, 3), st.one_of(st.none(), st.floats(0.01, 3)))
def test_all_of_it_is_bounded(moment: float, holds_for: float, takes: float, every: float | None) -> None:
    """The wait and the time to hold limit everything, including an exchange in flight."""
    backend = Backend(true_from(moment), takes=takes)
    backend.hold(Timing(within=8, every=every, holds_for=holds_for))
    assert backend.time <= 8 + holds_for + 1e-9
    backend = Backend(true_from(0), takes=takes)
    backend.hold(Timing(within=8, every=every, always=True))
    assert backend.time <= 8 + 1e-9


def test_without_time_it_runs_once() -> None:
    """`within=0` in the call turns both off."""
    for timing in (Timing(within=0, holds_for=2), Timing(within=0, always=True)):
        backend = Backend(true_from(0))
        assert backend.hold(timing).attempts[-1].verdict == "passed"
        assert backend.asked == [0]


def test_a_run_that_ends_is_not_held_up() -> None:
    """No request is sent after a cancellation."""
    backend = Backend(true_from(0))
    backend.cancelled.set()
    asked = backend.hold(ALWAYS)
    assert (backend.asked, asked.gave_up) == ([0], "the run was stopped")
