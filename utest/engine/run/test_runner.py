"""The runner runs validations over real connections, several in parallel, and returns their outcomes."""

import itertools
import json
import re
import signal
import threading
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from QuashLibrary.engine import answer_parts
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.language.json_text.reader import Document
from QuashLibrary.registry.model import OnFailure
from utest.engine.registries import scope_of, used
from utest.engine.runners import runner_over
from utest.engine.servers import Peer, Serve, Server, answering, response, serving, silent

PENDING, PAID = response(b'{"state": "pending"}'), response(b'{"state": "paid"}')
PAID_IS_EXPECTED = "request: GET /orders/7\nexpect: {$.state: paid}\n"


def call(server: Server, text: str = PAID_IS_EXPECTED, *, within: float | None = None, **more: Any) -> Call:
    """Return a call of a validation on a server; `more` goes to its scope."""
    validation, connection = used(text, base_url=server.url)
    return Call(validation, connection, scope_of(validation, **more), within)


def outcome_of(runner: Runner, serve: Serve, text: str = PAID_IS_EXPECTED, **more: Any) -> Outcome:
    """Return the outcome of one validation on a server."""
    with serving(serve) as server:
        (outcome,) = runner.run([call(server, text, **more)])
    return outcome


def test_what_holds_is_passed(runner: Runner) -> None:
    """The outcome has the attempt that shows it."""
    outcome = outcome_of(runner, answering(PAID))
    assert (outcome.name, outcome.verdict, len(outcome.attempts)) == ("@order", "passed", 1)
    assert outcome.elapsed >= 0
    assert outcome.policy == ""
    assert not outcome.waited


def test_what_does_not_hold_is_failed(runner: Runner) -> None:
    """The outcome has the failed check and the policy of the registry."""
    outcome = outcome_of(runner, answering(PENDING), f"{PAID_IS_EXPECTED}on_failure: warn")
    assert (outcome.verdict, outcome.policy) == ("failed", "warn")
    assert outcome.last is not None
    assert [str(check) for check in outcome.last.failed_checks] == ['$.state should be "paid", was "pending"']


def test_no_answer_is_an_error(runner: Runner) -> None:
    """The attempt has the fault, and the policy for errors applies."""
    outcome = outcome_of(runner, Peer.reset, f"{PAID_IS_EXPECTED}on_error: skip")
    assert (outcome.verdict, outcome.policy) == ("error", "skip")
    assert len(outcome.attempts) == 1


@pytest.mark.parametrize(
    ("own", "of_connection", "of_call", "policy"),
    [
        ("", "", None, "fail"),
        ("", "on_failure: warn", None, "warn"),
        ("on_failure: stop", "on_failure: warn", None, "stop"),
        ("on_failure: stop", "on_failure: warn", "continue", "continue"),
    ],
)
def test_the_nearest_policy_wins(
    runner: Runner, own: str, of_connection: str, of_call: OnFailure | None, policy: str
) -> None:
    """The call takes precedence over the validation, and the validation over the connection."""
    with serving(answering(PENDING)) as server:
        validation, connection = used(f"{PAID_IS_EXPECTED}{own}", of_connection, server.url)
        (outcome,) = runner.run([Call(validation, connection, scope_of(validation), on_failure=of_call)])
    assert outcome.policy == policy


def test_a_value_that_is_not_known_is_an_error(runner: Runner) -> None:
    """Nothing is sent, and the outcome has the problem."""
    with serving(answering(PAID)) as server:
        (outcome,) = runner.run([call(server, "request: GET /${n}")])
        assert not server.peers
    assert (outcome.verdict, outcome.attempts) == ("error", ())
    assert outcome.problem == "${n} is not set; set it before this step"


def test_a_call_overrides_the_policy(runner: Runner) -> None:
    """The step takes precedence over the registry."""
    with serving(answering(PENDING)) as server:
        validation, connection = used(PAID_IS_EXPECTED, base_url=server.url)
        (outcome,) = runner.run([Call(validation, connection, scope_of(validation), on_failure="stop")])
    assert outcome.policy == "stop"


def test_it_is_retried_until_it_holds(runner: Runner) -> None:
    """The expectations end the wait; equal attempts are collapsed."""
    outcome = outcome_of(runner, answering(PENDING, PENDING, PAID), f"{PAID_IS_EXPECTED}eventually: 20s")
    assert [(made.first, made.number, made.verdict) for made in outcome.attempts] == [
        (1, 2, "failed"),
        (3, 3, "passed"),
    ]
    assert outcome.waited
    assert outcome.gave_up == ""


def test_within_of_the_call_makes_it_wait(runner: Runner) -> None:
    """The call can set a time that the registry does not."""
    outcome = outcome_of(runner, answering(PENDING, PAID), within=20.0)
    assert (outcome.verdict, outcome.waited) == ("passed", True)


def test_it_gives_up_when_time_is_up(runner: Runner) -> None:
    """The last answer decides, and the outcome says how long it waited."""
    outcome = outcome_of(runner, answering(PENDING), within=0.2)
    assert outcome.verdict == "failed"
    assert outcome.gave_up.startswith("gave up after ")


def test_the_step_is_bounded_with_an_exchange_in_flight(runner: Runner) -> None:
    """A server that falls silent does not hold up the step, and the silent exchange is not reported."""

    def falls_silent(peer: Peer) -> None:
        peer.receive()
        peer.send(PENDING)
        peer.receive()
        silent(peer)

    outcome = outcome_of(runner, falls_silent, within=0.3)
    assert (outcome.verdict, len(outcome.attempts)) == ("failed", 1)
    assert outcome.gave_up.startswith("gave up after ")


def test_a_first_exchange_that_is_cut_off(runner: Runner) -> None:
    """There is only the timeout to report: an error."""
    outcome = outcome_of(runner, silent, within=0.2)
    assert outcome.verdict == "error"
    assert outcome.last is not None
    assert re.search(r"within [12]\d\d ms", str(outcome.last.exchange.answer))


def test_the_timeout_of_the_validation_bounds_each_exchange(runner: Runner) -> None:
    """The wait continues, because a timeout is retried."""
    numbers = itertools.count()

    def first_is_silent(peer: Peer) -> None:
        if next(numbers) == 0:
            silent(peer)
        answering(PAID)(peer)

    text = f"{PAID_IS_EXPECTED}timeout: 200ms\neventually: 20s"
    outcome = outcome_of(runner, first_is_silent, text)
    assert [made.verdict for made in outcome.attempts] == ["error", "passed"]


def _first(fault: Serve) -> Serve:
    """Answer the first connection with a fault, and all others normally."""
    numbers = itertools.count()
    return lambda peer: fault(peer) if next(numbers) == 0 else answering(PAID)(peer)


def test_a_fault_in_retry_errors_is_retried(runner: Runner) -> None:
    """A reset is retried by default."""
    assert outcome_of(runner, _first(Peer.reset), within=20.0).verdict == "passed"


def test_a_fault_that_is_not_named_ends_the_wait(runner: Runner) -> None:
    """An answer in another protocol will not change."""
    outcome = outcome_of(runner, _first(answering(b"SSH-2.0\r\n\r\n")), within=20.0)
    assert (outcome.verdict, outcome.gave_up) == ("error", "not retried")


def test_retry_errors_can_be_set(runner: Runner) -> None:
    """Only the listed errors are retried."""
    text = f"{PAID_IS_EXPECTED}retry_errors: [timeout]"
    assert outcome_of(runner, _first(Peer.reset), text, within=20.0).gave_up == "not retried"


def test_an_answer_that_cannot_be_read_ends_the_wait(runner: Runner) -> None:
    """Failed attempts are retried, but not answers that are not JSON."""
    outcome = outcome_of(runner, answering(response(b"<html>"), PAID), within=20.0)
    assert (outcome.verdict, outcome.gave_up) == ("error", "not retried")


def test_an_unavailable_backend_is_retried(runner: Runner) -> None:
    """503 with an HTML page is a failed attempt; if 503 is expected, it is an error that is retried."""
    unavailable = response(b"<html>", "503 Service Unavailable")
    assert outcome_of(runner, answering(unavailable, PAID), within=20.0).verdict == "passed"
    text = "request: GET /\nexpect: {status: [200, 503], $.state: paid}"
    assert outcome_of(runner, answering(unavailable, PAID), text, within=20.0).verdict == "passed"


def test_give_up_if_ends_the_wait(runner: Runner) -> None:
    """The reason has the value found."""
    text = f"{PAID_IS_EXPECTED}eventually: {{within: 20s, give_up_if: {{$.state: rejected}}}}"
    outcome = outcome_of(runner, answering(PENDING, response(b'{"state": "rejected"}')), text)
    assert outcome.verdict == "failed"
    assert outcome.gave_up == 'stopped early: give_up_if matched ($.state was "rejected")'
    assert outcome.last is not None
    assert outcome.last.number == 2


def test_a_body_is_parsed_once_in_an_attempt(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Expectations, `fetch`, `redact` and `give_up_if` share the parsed body."""
    parsed: list[object] = []

    def counted(text: str | bytes) -> Any:
        parsed.append(text)
        return Document(json.loads(text))

    monkeypatch.setattr(answer_parts, "read_document", counted)
    text = f"{PAID_IS_EXPECTED}fetch: {{s: $.state}}\nredact: $.card\n"
    text += "eventually: {within: 20s, give_up_if: {$.state: rejected}}"
    outcome = outcome_of(runner, answering(PENDING, PENDING, PAID), text)
    assert (outcome.verdict, len(parsed)) == ("passed", 3)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b'{"state": "rejected"}', 'stopped early: give_up_if matched ($.state was "rejected")'),
        (b'{"state": "pending"}', ""),
    ],
)
def test_a_part_of_a_wait_says_what_ends_it(runner: Runner, answer: bytes, reason: str) -> None:
    """It checks once and tells its caller whether retrying makes sense."""
    text = f"{PAID_IS_EXPECTED}eventually: {{within: 20s, give_up_if: {{$.state: rejected}}}}"
    with serving(answering(response(answer))) as server:
        (outcome,) = runner.run([replace(call(server, text, within=0.0), part=True)])
    assert (outcome.verdict, len(outcome.attempts), outcome.gave_up) == ("failed", 1, reason)


def test_give_up_if_ends_the_wait_where_the_answer_cannot_be_read(runner: Runner) -> None:
    """The outcome says so, and not only that the answer is not JSON."""
    text = f"{PAID_IS_EXPECTED}eventually: {{within: 10s, give_up_if: {{body: {{contains: closed}}}}}}"
    outcome = outcome_of(runner, answering(response(b"closed for good", "200 OK")), text)
    assert (outcome.verdict, outcome.gave_up) == (
        "error",
        'stopped early: give_up_if matched (body was "closed for good")',
    )


def test_a_post_is_not_repeated_by_default(runner: Runner) -> None:
    """It may do harm unless the registry says that it does not."""
    with serving(answering(PENDING, PAID)) as server:
        text = "request: POST /orders\nexpect: {$.state: paid}\n"
        (refused,) = runner.run([call(server, text, within=20.0)])
        assert not server.peers
        (once,) = runner.run([call(server, text, within=0.0)])
        (repeated,) = runner.run([call(server, f"{text}idempotent: true", within=20.0)])
    assert refused.problem == "POST is retried only if the validation has idempotent: true"
    assert once.verdict == "failed"
    assert repeated.verdict == "passed"


def test_fetched_values_are_in_the_outcome(runner: Runner) -> None:
    """Values are found by name; the redactor already knows the secret ones."""
    outcome = outcome_of(runner, answering(PAID), "request: GET /\nfetch: {state: $.state}")
    assert outcome.fetched == {"state": "paid"}


def test_a_secret_of_a_failed_attempt_is_masked(runner: Runner, redactor: Redactor) -> None:
    """The response contained it, whether or not the expectations hold."""
    text = "request: GET /\nexpect: {$.state: paid}\nfetch: {code: {from: $.code, secret: true}}"
    outcome = outcome_of(runner, answering(response(b'{"state": "pending", "code": "482913"}')), text)
    assert outcome.verdict == "failed"
    assert redactor.clean("code 482913") == "code ***"


def test_a_value_that_is_not_found_fails(runner: Runner) -> None:
    """The validation also waits for it."""
    text = "request: GET /\nfetch: {code: $.code}"
    assert outcome_of(runner, answering(PENDING), text).verdict == "failed"
    assert outcome_of(runner, answering(PENDING, response(b'{"code": 1}')), text, within=20.0).fetched == {"code": 1}


def test_several_run_at_the_same_time(runner: Runner) -> None:
    """No answer comes before all requests were sent; outcomes have the order of the calls."""
    together = threading.Barrier(5, timeout=10)

    def serve(peer: Peer) -> None:
        number = peer.receive().split()[1].decode().strip("/")
        together.wait()
        peer.send(response(json.dumps({"n": int(number)}).encode()))

    with serving(serve) as server:
        calls = [call(server, f"request: GET /{number}\nfetch: {{n: $.n}}") for number in range(5)]
        outcomes = runner.run(calls)
    assert [outcome.fetched for outcome in outcomes] == [{"n": number} for number in range(5)]


def test_one_of_several_that_cannot_run_stays_in_its_place(runner: Runner) -> None:
    """The others still run."""
    with serving(answering(PAID)) as server:
        outcomes = runner.run([call(server), call(server, "request: GET /${n}"), call(server)])
    assert [outcome.verdict for outcome in outcomes] == ["passed", "error", "passed"]


def test_nothing_to_run_gives_nothing(runner: Runner) -> None:
    """Without calls there are no outcomes."""
    assert runner.run([]) == []


class _TestTimeoutError(Exception):
    """Represents the exception that Robot Framework raises in the main thread."""


def test_an_exception_in_the_calling_thread_ends_all(runner: Runner) -> None:
    """A test timeout or Ctrl-C is not delayed by waits, and leaves no thread behind."""
    asked = threading.Semaphore(0)
    before = set(threading.enumerate())
    main = threading.get_ident()

    def serve(peer: Peer) -> None:
        while peer.receive():
            asked.release()
            peer.send(PENDING)

    def interrupt() -> None:
        for _ in range(4):
            asked.acquire()
        signal.pthread_kill(main, signal.SIGUSR1)

    def raise_timeout(_: int, __: FrameType | None) -> None:
        raise _TestTimeoutError

    previous = signal.signal(signal.SIGUSR1, raise_timeout)
    try:
        with serving(serve) as server:
            own = set(threading.enumerate())
            helper = threading.Thread(target=interrupt)
            helper.start()
            with pytest.raises(_TestTimeoutError):
                runner.run([call(server, within=3600.0) for _ in range(2)])
            helper.join()
            left = [thread for thread in threading.enumerate() if thread not in own]
            for thread in left:
                if thread.daemon:
                    thread.join()
    finally:
        signal.signal(signal.SIGUSR1, previous)
    assert set(threading.enumerate()) <= before


def test_an_exception_of_a_thread_is_raised_in_the_calling_one(redactor: Redactor) -> None:
    """A bug is not hidden."""

    class Broken:
        def send(self, *_: object) -> None:
            raise ZeroDivisionError

    with serving(answering(PAID)) as server, pytest.raises(ZeroDivisionError):
        runner_over(Broken(), redactor).run([call(server), call(server)])


def test_many_runs_leave_no_threads(runner: Runner) -> None:
    """The threads of a run end with it."""
    before = set(threading.enumerate())
    with serving(answering(PAID)) as server:
        for _ in range(20):
            runner.run([call(server) for _ in range(4)])
    assert set(threading.enumerate()) - before == set()


def test_an_expression_of_robot_is_an_error_where_robot_does_not_run(runner: Runner) -> None:
    """The other expectations are still evaluated."""
    text = 'request: GET /\nexpect: {$.state: {satisfies: "len($value) == 4"}, status: 200}'
    outcome = outcome_of(runner, answering(PAID), text)
    assert outcome.verdict == "error"
    assert outcome.last is not None
    assert [(check.state, check.was) for check in outcome.last.checks] == [
        ("not evaluated", "satisfies needs Robot Framework, which is not running here"),
        ("holds", "was 200"),
    ]


def test_a_fetch_is_not_reached_if_the_status_is_wrong(runner: Runner) -> None:
    """The wrong status is the cause, for fetches and for checks."""
    with serving(answering(response(b'{"error": "none"}', "404 Not Found"))) as server:
        (outcome,) = runner.run([call(server, "request: GET /\nfetch: {number: $.number}")])
    assert outcome.last is not None
    assert [check.subject for check in outcome.last.failed_checks] == ["status"]
    assert [check.is_reached for check in outcome.last.checks] == [True, False]
