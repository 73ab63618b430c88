"""A snapshot remembers an answer, and later answers are compared with it."""

from typing import Any

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.snapshots import SnapshotKey, snapshot_key
from QuashLibrary.engine.outcome import Answer, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.views.message import failure_message, summary
from utest.engine.registries import scope_of, used
from utest.engine.servers import Serve, answering, response, serving

OTP = """\
inputs: {phone: A number, kind: {default: sms}}
request: {path: /otp, query: {phone: "${phone}", kind: "${kind}"}}
expect: {$.code: {type: string, changed: true}}
fetch: {code: {from: $.code, secret: true}}
"""
OLD, NEW = response(b'{"code": "111111"}'), response(b'{"code": "222222"}')
NONE = response(b'{"error": "no code"}', "404 Not Found")
EMPTY = response(b"", "404 Not Found")


class Flow:
    """A validation on one server that is first remembered, then used."""

    def __init__(self, runner: Runner, url: str, text: str = OTP) -> None:
        self._runner = runner
        self._validation, self._connection = used(text, base_url=url)
        self.snapshots: dict[SnapshotKey, AnswerParts] = {}

    def _call(self, inputs: dict[str, object], **more: Any) -> Call:
        scope = scope_of(self._validation, call=inputs)
        return Call(self._validation, self._connection, scope, snapshots=self.snapshots, **more)

    def remember(self, **inputs: object) -> Outcome:
        """Take a snapshot as the library does."""
        call = self._call(inputs, remember=True)
        (outcome,) = self._runner.run([call])
        if outcome.verdict == "passed" and outcome.last and isinstance(outcome.last.exchange.answer, Answer):
            key = snapshot_key(call.validation, call.connection, call.scope)
            self.snapshots[key] = AnswerParts(outcome.last.exchange.answer, 0.0)
        return outcome

    def use(self, within: float | None = None, **inputs: object) -> Outcome:
        """Use the validation."""
        (outcome,) = self._runner.run([self._call(inputs, within=within)])
        return outcome


def flow_of(runner: Runner, serve: Serve, text: str = OTP, within: float | None = None) -> tuple[Outcome, Outcome]:
    """Return the outcomes of remembering and using a validation, with equal inputs."""
    with serving(serve) as server:
        flow = Flow(runner, server.url, text)
        return flow.remember(phone="+49"), flow.use(within, phone="+49")


def test_a_stale_value_fails(runner: Runner) -> None:
    """The code of an earlier login does not count as the new one."""
    remembered, used_ = flow_of(runner, answering(OLD, OLD))
    assert (remembered.verdict, used_.verdict) == ("passed", "failed")
    assert used_.last is not None
    assert [str(check) for check in used_.last.failed_checks] == ['$.code should have changed, was "111111", as before']


def test_a_new_value_is_waited_for(runner: Runner) -> None:
    """A stale value is never returned."""
    _, used_ = flow_of(runner, answering(OLD, OLD, OLD, NEW), within=20.0)
    assert (used_.verdict, used_.fetched) == ("passed", {"code": "222222"})


@pytest.mark.parametrize("nothing", [NONE, EMPTY])
def test_what_was_not_there_before_has_changed(runner: Runner, nothing: bytes) -> None:
    """404 means that nothing was there, with and without a JSON body."""
    remembered, used_ = flow_of(runner, answering(nothing, NEW))
    assert remembered.last is not None
    [check] = remembered.last.checks
    assert str(check).startswith("$.code is remembered, was not found")
    assert used_.verdict == "passed"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(b'{"error": 1}', "500 Oops"),
         "the backend answered 500 (Internal Server Error), which is not a state to remember"),
        (response(b"{}", "401 No"), "the backend answered 401 (Unauthorized), which is not a state to remember"),
        (response(b"<html>"), "the body is not JSON: it looks like HTML or XML"),
    ],
)  # fmt: skip
def test_an_answer_without_a_state_is_an_error(runner: Runner, answer: bytes, reason: str) -> None:
    """Otherwise an old code hidden by a failing backend would later count as new."""
    with serving(answering(answer)) as server:
        flow = Flow(runner, server.url)
        outcome = flow.remember(phone="+49")
    assert outcome.verdict == "error"
    assert summary(outcome, Redactor()).startswith(f"@order error: {reason[:60]}")
    assert not flow.snapshots


def test_an_expected_status_is_a_state(runner: Runner) -> None:
    """An expected status is a state, whatever its usual meaning."""
    text = "request: GET /\nexpect: {status: [200, 409], $.code: {changed: true}}"
    with serving(answering(response(b'{"code": 1}', "409 Busy"))) as server:
        assert Flow(runner, server.url, text).remember().verdict == "passed"


def test_expectations_need_not_hold_when_remembered(runner: Runner) -> None:
    """An order that is about to be paid is not paid yet."""
    text = "request: GET /\nexpect: {$.state: paid, $.total: {changed by: 5}}"
    with serving(
        answering(response(b'{"state": "new", "total": 1}'), response(b'{"state": "paid", "total": 6}'))
    ) as at:
        flow = Flow(runner, at.url, text)
        assert flow.remember().verdict == "passed"
        assert flow.use().verdict == "passed"


def test_what_is_remembered_is_not_fetched(runner: Runner) -> None:
    """Later validations must not use an old value as the new one."""
    remembered, _ = flow_of(runner, answering(OLD, NEW))
    assert remembered.fetched == {}


def test_errors_are_retried_while_there_is_time(runner: Runner) -> None:
    """A snapshot waits for an answer, not for the expectations."""
    text = f"{OTP}eventually: 20s"
    remembered, _ = flow_of(runner, answering(response(b"", "503 Later"), OLD, NEW), text)
    assert remembered.verdict == "passed"
    assert remembered.last is not None
    assert remembered.last.number == 2


def test_without_a_snapshot_it_is_an_error_that_has_the_step(runner: Runner) -> None:
    """Nothing is sent; the message contains the whole step to copy, whatever its length."""
    with serving(answering(NEW)) as server:
        outcome = Flow(runner, server.url).use(phone="+4915550100", kind="x" * 90)
        assert not server.peers
    assert outcome.verdict == "error"
    step = f"Remember Backend    @order    phone=+4915550100    kind={'x' * 90}"
    assert outcome.problem.endswith(f"before the change, add  {step}")
    assert "kind=xxx" in failure_message(outcome, Redactor()).splitlines()[1]


def test_a_secret_input_is_not_in_the_step(runner: Runner) -> None:
    """Messages contain no secrets."""
    text = "inputs: {pin: {secret: true}}\nrequest: GET /${pin}\nexpect: {$.a: {changed: true}}"
    with serving(answering(NEW)) as server:
        outcome = Flow(runner, server.url, text).use(pin="test-1234")
    assert outcome.problem.endswith("Remember Backend    @order    pin=***")


def test_a_snapshot_holds_for_the_same_inputs_alone(runner: Runner) -> None:
    """Another phone has other codes, and the message says so."""
    with serving(answering(OLD, NEW)) as server:
        flow = Flow(runner, server.url)
        flow.remember(phone="+49")
        assert flow.use(phone="+49", kind="sms").verdict == "passed"
        other = flow.use(phone="+48")
    assert other.problem.startswith("there is no snapshot to compare with, only one with other inputs; before")


def test_an_unknown_input_is_reported_before_a_request(runner: Runner) -> None:
    """A snapshot needs all inputs, even those that the request does not use."""
    text = "inputs: {a: x, b: {default: '${a}'}}\nrequest: GET /${b}\nexpect: {$.code: {changed: true}}"
    with serving(answering(OLD)) as server:
        outcome = Flow(runner, server.url, text).remember(b="1")
        assert not server.peers
    assert outcome.problem == "${a} is not set; add a=… to the step"


def test_a_validation_that_compares_nothing_cannot_be_remembered(runner: Runner) -> None:
    """The error reveals that `changed` is missing."""
    with serving(answering(NEW)) as server:
        outcome = Flow(runner, server.url, "request: GET /\nexpect: {$.a: 1}").remember()
        assert not server.peers
    assert outcome.problem == (
        "@order compares nothing with a snapshot; add changed or changed by to its expect in the registry"
    )


def test_documents_headers_and_give_up_if_compare_too(runner: Runner) -> None:
    """Comparison works everywhere that operators are allowed."""
    text = """\
request: GET /${phone}
expect:
  json: {a: [{b: {expect: {changed by: 1}}}], c: {expect: {changed: true}}}
  headers: {ETag: {changed: true}}
  body: {changed: true}
"""
    first = response(b'{"a": [{"b": 1}]}', "200 OK", "ETag: x")
    second = response(b'{"a": [{"b": 2}], "c": 1}', "200 OK", "ETag: y")
    _, used_ = flow_of(runner, answering(first, second), f"inputs: {{phone: x}}\n{text}")
    assert used_.verdict == "passed"


def test_give_up_if_compares(runner: Runner) -> None:
    """A wait can end when a counter changes."""
    text = "inputs: {phone: x}\nrequest: GET /${phone}\nexpect: {$.state: paid}\n"
    text += "eventually: {within: 20s, give_up_if: {$.refused: {changed by: 1}}}"
    answers = (response(b'{"refused": 0}'), response(b'{"refused": 0}'), response(b'{"refused": 1}'))
    _, used_ = flow_of(runner, answering(*answers), text)
    assert used_.gave_up == "stopped early: give_up_if matched ($.refused was 1, before 0 (+1))"


def test_what_was_remembered_is_the_summary(runner: Runner) -> None:
    """The summary does not say "passed", because nothing was checked."""
    remembered, _ = flow_of(runner, answering(OLD, NEW))
    assert summary(remembered, Redactor()) == "@order remembered"
