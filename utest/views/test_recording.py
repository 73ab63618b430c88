"""What of an outcome becomes its record."""

from dataclasses import replace
from datetime import datetime, timedelta

from QuashLibrary.engine.outcome import FetchedValue
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import Response
from QuashLibrary.views.record import read_record, record_comment, record_of
from utest.views.outcomes import MOMENT, STATE, STATUS, UI, outcome

LOCAL = MOMENT.astimezone().replace(tzinfo=None)


def test_failed_outcome_has_its_evidence() -> None:
    """What the message says and what was exchanged."""
    record = record_of(outcome("failed", STATUS, STATE, ui=UI), Redactor())
    assert record.summary.startswith('@order-created failed: $.state should be "paid", was "pending"')
    assert record.message.startswith(record.summary)
    assert record.exchange
    assert (record.silent, record.ui_steps, record.last_ui_step) == (True, 3, UI.last)
    assert [(check.subject, check.state) for check in record.checks] == [("status", "holds"), ("$.state", "failed")]


def test_passed_outcome_is_short() -> None:
    """Nobody looks for the evidence of what is as it should be."""
    record = record_of(outcome("passed", STATUS), Redactor())
    assert (record.message, record.exchange) == ("", "")


def test_times_are_those_of_the_log() -> None:
    """Robot writes local times without zone."""
    record = record_of(outcome("passed", STATUS), Redactor())
    assert (record.started, record.became_true) == (LOCAL, LOCAL)


def test_it_became_true_with_the_first_that_held_to_the_end() -> None:
    """A `holds_for` asks on; equal attempts are folded and tell when the first of them was asked."""
    made = outcome("passed", STATUS)
    [first] = made.attempts

    def at(second: int, number: int, verdict: str) -> object:
        moment = MOMENT + timedelta(seconds=second)
        return replace(first, first=number, number=number, started=moment, ended=moment, verdict=verdict)

    attempts = (at(0, 1, "passed"), at(1, 2, "failed"), at(2, 3, "passed"), at(3, 4, "passed"))
    record = record_of(replace(made, attempts=attempts), Redactor())  # type: ignore[arg-type]
    assert record.became_true == LOCAL + timedelta(seconds=2)


def test_attachment_is_told() -> None:
    """Who reads the report finds the line that had it run."""
    assert record_of(outcome("passed"), Redactor()).attached == ""
    assert (
        record_of(outcome("passed"), Redactor(), "a.yaml:3:5, after Tap    pay").attached
        == "a.yaml:3:5, after Tap    pay"
    )


def test_secrets_are_masked_everywhere() -> None:
    """Nothing of a record has not passed the redactor."""
    redactor = Redactor()
    redactor.add("s3cr3t-token")
    check = replace(STATE, was='was "s3cr3t-token"', hint="s3cr3t-token")
    answer = Response(200, "OK", (("X-Token", "s3cr3t-token"),), b'{"token": "s3cr3t-token"}')
    made = outcome("failed", check, answer=answer, description="s3cr3t-token")
    attempt = replace(made.attempts[0], fetched=(FetchedValue("token", "s3cr3t-token"),))
    made = replace(made, attempts=(attempt,))
    assert "s3cr3t-token" not in repr(record_of(made, redactor))


def test_lone_surrogates_do_not_break_the_log() -> None:
    """JSON may hold what XML cannot."""
    record = record_of(outcome("failed", replace(STATE, was='was "\ud800\x00"')), Redactor())
    comment = record_comment(record)
    comment.encode("utf-8")
    assert read_record(comment) == record
    assert "\x00" not in comment


def test_outcome_without_attempt_has_none() -> None:
    """What could not be looked up was never asked."""
    record = record_of(outcome("error", attempts=(), problem="no value for ${order_id}"), Redactor())
    assert record.attempts == ()
    assert record.ended is None
    assert isinstance(record.started, datetime)
