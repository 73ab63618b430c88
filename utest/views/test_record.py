"""Records of outcomes: what is written into the log is read back, whatever it holds."""

import contextlib
import json
import string
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import FetchedValue
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.record import (
    UI_MARK,
    AttemptRecord,
    CheckRecord,
    OutcomeRecord,
    read_record,
    record_comment,
    record_of,
)
from utest.views.outcomes import MOMENT, STATE, STATUS, UI, outcome

NOON = datetime(2026, 1, 1, 12, 0, 0, 123456)
LOCAL = MOMENT.astimezone().replace(tzinfo=None)
RECORD = OutcomeRecord("order-created", "passed", NOON, 0.25, "@order-created passed")
ATTEMPT = {
    "first": 1,
    "number": 1,
    "started": NOON.isoformat(),
    "ended": NOON.isoformat(),
    "took": 0.1,
    "verdict": "failed",
    "line": "",
}
texts = st.text(st.characters(exclude_categories=["Cs"]))
times = st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1))
numbers = st.integers(1, 1_000_000)
attempts = st.builds(
    AttemptRecord, numbers, numbers, times, times, st.floats(0, 1e6), st.sampled_from(["failed"]), texts
)
changes = st.builds(
    ChangesRecord, numbers, numbers, numbers, st.lists(texts).map(tuple), st.lists(texts).map(tuple), numbers
)
checks = st.builds(CheckRecord, texts, texts, texts, texts, texts, st.lists(texts).map(tuple))
records = st.builds(
    OutcomeRecord,
    slug=st.text(string.ascii_lowercase, min_size=1),
    verdict=st.sampled_from(["passed", "failed", "error"]),
    started=times,
    elapsed=st.floats(0, 1e6),
    summary=texts,
    message=texts,
    description=texts,
    silent=st.booleans(),
    became_true=st.none() | times,
    attempts=st.lists(attempts, max_size=3).map(tuple),
    checks=st.lists(checks, max_size=3).map(tuple),
    fetched=st.dictionaries(texts, texts, max_size=3),
    ui_steps=numbers,
    last_ui_step=texts,
    exchange=texts,
    changes=st.none() | changes,
)


@given(records)
def test_record_is_read_as_it_was_written(record: OutcomeRecord) -> None:
    """Any text in any field survives, between any other markup."""
    assert read_record(f"<p>before</p>{record_comment(record)}<p>after</p>") == record


@given(records, st.lists(st.text(string.ascii_letters, min_size=1), max_size=3))
def test_comment_ends_where_it_ends(record: OutcomeRecord, names: list[str]) -> None:
    """Nothing in a record closes its comment, opens markup or begins another comment."""
    comment = record_comment(record, names)
    inner = comment.removeprefix("<!--").removesuffix("-->")
    for part in inner.split(f"--><!--{UI_MARK}"):
        assert not {"<", ">", "&"}.intersection(part)
        assert "--" not in part


@pytest.mark.parametrize(
    "text",
    ["-->", "--!>", "<!--quash {", "*HTML*<b>x</b>", "<script>", "]]>", "&amp;", "-", "--", "---", "\u2028", "שלום 🛒"],
)
def test_hostile_texts_survive(text: str) -> None:
    """What would end a comment or begin markup is written as JSON's escapes."""
    record = replace(RECORD, summary=text, fetched={text: text})
    assert read_record(record_comment(record)) == record


def test_defaults_are_left_out() -> None:
    """A log has many records."""
    assert record_comment(RECORD) == (
        '<!--quash {"version":1,"slug":"order-created","verdict":"passed","started":"2026-01-01T12:00:00.123456",'
        '"elapsed":0.25,"summary":"@order-created passed"}-->'
    )


def test_message_without_record_has_none() -> None:
    """Most messages of a log are of others."""
    assert read_record("<p>hello</p>") is None


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        ('<!--quash {"version":1', "it is cut off"),
        ('<!--quash {"version":2}-->', "it has version 2, and version 1 can be read"),
        ("<!--quash {}-->", "it has version None, and version 1 can be read"),
    ],
)
def test_what_cannot_be_read_says_why(comment: str, why: str) -> None:
    """A log may be cut, or of another version."""
    with pytest.raises(UnreadableRecordError, match=why):
        read_record(comment)


@pytest.mark.parametrize(
    "text", ["[]", "null", "{", '{"version":1}', '{"version":1,"slug":"a","colour":"red"}', "[" * 99_999]
)
def test_any_other_content_is_unreadable(text: str) -> None:
    """Never another exception, whatever somebody has written there."""
    with pytest.raises(UnreadableRecordError):
        read_record(f"<!--quash {text}-->")


@given(st.recursive(st.none() | st.booleans() | texts, lambda item: st.lists(item) | st.dictionaries(texts, item)))
def test_any_json_is_unreadable_or_a_record(value: object) -> None:
    """Values of wrong types do not come through as exceptions of other kinds."""
    data = {"version": 1, "slug": "a", "verdict": "failed", "started": value, "elapsed": 1, "attempts": value}
    text = json.dumps(data).replace("--", "-\\u002d")
    with contextlib.suppress(UnreadableRecordError):
        assert isinstance(read_record(f"<!--quash {text}-->"), OutcomeRecord)


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("elapsed", 1e300),
        ("elapsed", float("nan")),
        ("summary", 5),
        ("silent", "yes"),
        ("started", "9999-12-31T23:59:59"),
        ("fetched", ["code"]),
        ("attempts", [{**ATTEMPT, "number": 10**18}]),
        ("attempts", [{**ATTEMPT, "took": "long"}]),
    ],
)
def test_damaged_values_are_unreadable(item: str, value: object) -> None:
    """Whoever reads the record reckons with them."""
    data = {"version": 1, "slug": "a", "verdict": "failed", "started": NOON.isoformat(), "elapsed": 1, "summary": ""}
    with pytest.raises(UnreadableRecordError):
        read_record(f"<!--quash {json.dumps({**data, item: value})}-->")


def test_times_of_a_record_are_naive() -> None:
    """As all others in the output, with which they are compared."""
    comment = record_comment(RECORD).replace("12:00:00.123456", "12:00:00.123456+02:00")
    assert read_record(comment) == RECORD


def test_outcome_that_held_at_once_is_told() -> None:
    """When it became true before is not known then."""
    attempt = AttemptRecord(1, 1, NOON, NOON, 0.1, "passed", "")
    assert replace(RECORD, became_true=NOON, attempts=(attempt,)).at_once
    assert not replace(RECORD, became_true=NOON, attempts=(replace(attempt, verdict="failed"), attempt)).at_once
    assert not RECORD.at_once


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
    answer = http_answer(200, "OK", (("X-Token", "s3cr3t-token"),), b'{"token": "s3cr3t-token"}')
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
