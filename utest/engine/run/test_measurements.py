"""What the expectations of a validation would notice is measured once, on an answer that passed, without a request."""

from dataclasses import replace

import pytest

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.measurements import Measurements
from QuashLibrary.engine.run.runner import Runner
from utest.engine.registries import scope_of, used
from utest.engine.servers import answering, response, serving

ORDER = response(b'{"state": "paid", "total": 17.8, "pin": "482913"}')


def outcomes_of(
    runner: Runner, text: str, answer: bytes = ORDER, times: int = 1, **more: object
) -> tuple[list[Outcome], int]:
    """Return the outcomes of a validation that is used several times, and how many requests there were."""
    measurements = Measurements()
    with serving(answering(answer)) as server:
        made, connection = used(text, "", server.url)
        call = Call(made, connection, scope_of(made), measurements=measurements)
        outcomes = [runner.run([replace(call, **more)])[0] for _ in range(times)]  # type: ignore[arg-type]
        return outcomes, len(server.requests)


def test_an_outcome_that_passed_says_what_it_would_notice(runner: Runner) -> None:
    """By the expectations and the fetches of the validation."""
    [outcome], requests = outcomes_of(
        runner, "request: GET /\nexpect: {$.total: {greater than: 0}}\nfetch: {state: $.state}"
    )
    assert outcome.verdict == "passed"
    assert outcome.changes is not None
    names = "$.state null", "$.state empty", "$.state another text", "$.state a number", "$.total + 1"
    assert outcome.changes.not_noticed == names
    assert outcome.changes.not_looked_at == ("$.pin",)
    assert requests == 1


def test_it_is_measured_once(runner: Runner) -> None:
    """The next use has the same result, and only one of them shows it."""
    (first, second), _ = outcomes_of(runner, "request: GET /", times=2)
    assert first.changes is second.changes is not None
    measurements = Measurements()
    assert measurements.shown_once(first) == first
    assert measurements.shown_once(second).changes is None


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("request: GET /\nexpect: {$.state: sent}", {}),
        ("request: GET /", {"measurements": None}),
        ("request: GET /\nexpect: {$.total: {changed: true}}", {"remember": True}),
    ],
    ids=["failed", "not wanted", "snapshot"],
)
def test_nothing_is_measured_without_an_outcome_that_passed(runner: Runner, text: str, more: dict[str, object]) -> None:
    """One that failed notices, and a snapshot expects nothing."""
    [outcome], _ = outcomes_of(runner, text, **more)
    assert outcome.changes is None


@pytest.mark.parametrize("timing", ["eventually: 2s", "always: 50ms"])
def test_of_several_attempts_the_last_one_counts(runner: Runner, timing: str) -> None:
    """However long it was waited."""
    [outcome], _ = outcomes_of(runner, f"request: GET /\nexpect: {{$.state: paid}}\n{timing}")
    assert outcome.changes is not None
    assert outcome.changes.not_looked_at == ("$.total", "$.pin")


def test_the_outcome_is_otherwise_the_same(runner: Runner) -> None:
    """The answer, the checks and what was fetched."""
    text = "request: GET /\nexpect: {$.state: {matches: '^p'}}\nfetch: {pin: {from: $.pin, secret: true}}"
    [measured], _ = outcomes_of(runner, text)
    [plain], _ = outcomes_of(runner, text, measurements=None)
    assert measured.last is not None
    assert plain.last is not None
    assert list(map(str, measured.last.checks)) == list(map(str, plain.last.checks))
    assert measured.last.fetched == plain.last.fetched
    assert measured.last.exchange.answer == plain.last.exchange.answer


def test_a_changed_secret_is_none(runner: Runner) -> None:
    """What is fetched from a changed copy must not be masked in every log."""
    outcomes_of(runner, "request: GET /\nfetch: {pin: {from: $.pin, secret: true}}")
    assert runner._redactor.clean("482913 and 593024") == "*** and 593024"
