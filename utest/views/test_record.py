"""Records of outcomes are read back from the log unchanged, whatever they contain."""

import contextlib
import json
import string
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Check, FetchedValue
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.errors import NewerRecordError, UnreadableRecordError
from QuashLibrary.views.noticed_changes import ChangesRecord
from QuashLibrary.views.outcome_record import record_of
from QuashLibrary.views.record import (
    UI_MARK,
    AttemptRecord,
    CheckRecord,
    OutcomeRecord,
    outcome_message,
    read_record,
    record_comment,
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
lines = texts | st.builds("{} -> {} in 12 ms".format, texts, texts)
attempts = st.builds(
    AttemptRecord,
    numbers,
    numbers,
    times,
    times,
    st.floats(0, 1e6) | st.just(0.012),
    st.sampled_from(["failed", "passed"]),
    lines,
)
changes = st.builds(
    ChangesRecord, numbers, numbers, numbers, st.lists(texts).map(tuple), st.lists(texts).map(tuple), numbers
)
checks = st.builds(CheckRecord, texts, texts, texts, texts, texts, st.lists(texts).map(tuple), texts) | st.builds(
    CheckRecord,
    texts,
    st.just("holds"),
    st.builds("should {}".format, texts) | st.builds("should be {}".format, texts),
    st.builds("was {}".format, texts) | texts,
)
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
    command=texts,
    remembered=st.booleans(),
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
    """Text that would end a comment or begin markup is written with JSON escapes."""
    record = replace(RECORD, summary=text, fetched={text: text})
    assert read_record(record_comment(record)) == record


@given(records, st.lists(st.text(string.ascii_letters, min_size=1), max_size=3))
def test_message_is_read_as_it_was_written(record: OutcomeRecord, names: list[str]) -> None:
    """The visible lines and the comment together contain the whole record."""
    assert read_record(outcome_message(record, names)) == record


def test_version_1_is_read() -> None:
    """It has every value under its name."""
    values = {
        **{"version": 1, "slug": "order-created", "verdict": "passed", "started": NOON.isoformat(), "elapsed": 0.25},
        **{"summary": "@order-created passed", "attempts": [ATTEMPT], "fetched": {"total": "8.9"}},
        "checks": [{"subject": "status", "state": "holds", "should": "should be 200", "was": "was 200"}],
    }
    record = read_record(f"<p>evidence</p><!--quash {json.dumps(values)}-->")
    assert record == replace(
        RECORD,
        attempts=(AttemptRecord(1, 1, NOON, NOON, 0.1, "failed", ""),),
        checks=(CheckRecord("status", "holds", "should be 200", "was 200"),),
        fetched={"total": "8.9"},
    )


def test_what_follows_from_the_rest_is_left_out() -> None:
    """A log contains many records."""
    assert record_comment(RECORD) == (
        '<!--quash {"version":2,"slug":"order-created","started":"2026-01-01T12:00:00.123456","elapsed":0.25}-->'
    )


def test_what_people_see_is_not_in_the_record_again() -> None:
    """The report reads summary and checks from the visible lines."""
    attempt = AttemptRecord(
        1, 1, NOON, NOON + timedelta(milliseconds=12), 0.012, "passed", "GET http://h/a -> 200 in 12 ms"
    )
    record = replace(
        RECORD,
        summary="@order-created passed",
        became_true=attempt.ended,
        attempts=(attempt,),
        command="curl http://h/a -H 'Accept: text/x'",
        checks=(
            CheckRecord("status", "holds", "should be 200", "was 200"),
            CheckRecord("$.total", "holds", "should be greater than 0", "was 8.9"),
            CheckRecord("errors", "holds", "should be none", "were none"),
        ),
    )
    shown, _, comment = outcome_message(record).partition("</div>")
    assert shown.split(">", 1)[1].splitlines() == [
        "@order-created passed",
        "status\t200",
        "$.total\t8.9,\N{EM SPACE}should be greater than 0",
        "errors\twere none,\N{EM SPACE}should be none,\N{EM SPACE}",
    ]
    assert comment == (
        '<!--quash {"version":2,"slug":"order-created","started":"2026-01-01T12:00:00.123456","elapsed":0.25,'
        '"attempts":[[0,12000,0.012,"200"]],"command":["curl "," -H \'Accept: text/x\'"],"asked":"GET http://h/a"}-->'
    )
    assert read_record(shown + "</div>" + comment) == record


@pytest.mark.parametrize("elapsed", [0.0144999999, 0.0145000001, 0.0004749999, 0.1234567891])
def test_the_line_of_an_attempt_follows_from_its_time(elapsed: float) -> None:
    """A time that would be shown otherwise when it is rounded does not make the record longer."""
    made = outcome("passed", STATUS)
    [attempt] = made.attempts
    exact = replace(attempt, exchange=replace(attempt.exchange, elapsed=elapsed))
    assert '"line"' not in outcome_message(record_of(replace(made, attempts=(exact,)), Redactor()))


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("curl -X POST http://h/a --data-raw '{}'", "POST http://h/a -> 200 in 12 ms"),
        ("curl http://h/a -H 'Referer: http://h/a'", "GET http://h/a -> 200 in 12 ms"),
        ('curl "http://h/?key=$KEY"', "GET http://h/?key=*** -> 200 in 12 ms"),
        ("curl http://h/a", "GET -> 200"),
        ("curl http://h/a", ""),
    ],
)
def test_a_command_is_read_as_it_was(command: str, line: str) -> None:
    """The URL may be anywhere in it, and texts may look like marks."""
    attempt = AttemptRecord(1, 1, NOON, NOON, 0.012, "passed", line)
    record = replace(RECORD, became_true=NOON, attempts=(attempt,), command=command)
    assert read_record(outcome_message(record)) == record


@pytest.mark.parametrize("text", ["a\tb", "a\nb", " a", "a\r", "a,\N{EM SPACE}b"])
def test_what_does_not_fit_into_a_line_is_in_the_record(text: str) -> None:
    """Nothing is lost if a line or a column ends elsewhere."""
    record = replace(RECORD, summary=text, checks=(CheckRecord(text, "holds", text, text),))
    assert read_record(outcome_message(record)) == record


def test_message_without_its_lines_is_still_read() -> None:
    """A tool may remove the markup and keep the comment."""
    comment = outcome_message(replace(RECORD, checks=(CheckRecord("status", "holds", "should be 200", "was 200"),)))
    record = read_record(comment.partition("</div>")[2])
    assert record is not None
    assert (record.slug, record.summary, record.checks) == ("order-created", "@order-created passed", ())


def test_well_known_ui_libraries_are_not_mentioned() -> None:
    """The report knows them."""
    assert UI_MARK not in outcome_message(RECORD, ["AppiumLibrary"])
    assert outcome_message(RECORD, ["AppiumLibrary", "Phone"]).endswith(f"<!--{UI_MARK}Phone-->")


def test_message_without_record_has_none() -> None:
    """Most messages in a log have no record."""
    assert read_record("<p>hello</p>") is None


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        ('<!--quash {"version":1', "it is cut off"),
        ("<!--quash {}-->", "null is not a version"),
    ],
)
def test_what_cannot_be_read_says_why(comment: str, why: str) -> None:
    """A log may be truncated."""
    with pytest.raises(UnreadableRecordError, match=why):
        read_record(comment)


def test_a_newer_version_says_so() -> None:
    """The report may be older than the log."""
    with pytest.raises(NewerRecordError, match="it has version 3; only versions up to 2 can be read"):
        read_record('<!--quash {"version":3,"slug":"order-created","colour":"red"}-->')


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "null", "{", '{"version":1}', '{"version":1,"slug":"a","colour":"red"}', "[" * 99_999),
        *('{"version":2}', '{"version":2,"slug":"a","started":"2026-01-01T12:00:00","elapsed":1,"colour":"red"}'),
        '{"version":2,"slug":"a","started":"2026-01-01T12:00:00","elapsed":1,"attempts":[[0,1e300,0.1,"200"]]}',
        '{"version":2,"slug":"a","started":"2026-01-01T12:00:00","elapsed":1,"attempts":[[0]]}',
    ],
)
def test_any_other_content_is_unreadable(text: str) -> None:
    """No other exception is raised, whatever the comment contains."""
    with pytest.raises(UnreadableRecordError):
        read_record(f"<!--quash {text}-->")


@given(
    st.sampled_from([1, 2]),
    st.sampled_from(["2026-01-01T12:00:00", None]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts, lambda item: st.lists(item) | st.dictionaries(texts, item)
    ),
)
def test_any_json_is_unreadable_or_a_record(version: int, started: str | None, value: object) -> None:
    """Values of wrong types raise no other exceptions."""
    data = {"version": version, "slug": "a", "verdict": "failed", "started": started or value, "elapsed": 1}
    data |= dict.fromkeys(("attempts", "checks", "command", "message"), value)
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
    """Readers of the record rely on valid values."""
    data = {"version": 1, "slug": "a", "verdict": "failed", "started": NOON.isoformat(), "elapsed": 1, "summary": ""}
    with pytest.raises(UnreadableRecordError):
        read_record(f"<!--quash {json.dumps({**data, item: value})}-->")


def test_times_of_a_record_are_naive() -> None:
    """All other times in the output are naive too, and they are compared."""
    comment = record_comment(RECORD).replace("12:00:00.123456", "12:00:00.123456+02:00")
    assert read_record(comment) == RECORD


def test_outcome_that_held_at_once_says_so() -> None:
    """Nobody knows when the backend reached the expected state before."""
    attempt = AttemptRecord(1, 1, NOON, NOON, 0.1, "passed", "")
    assert replace(RECORD, became_true=NOON, attempts=(attempt,)).at_once
    assert not replace(RECORD, became_true=NOON, attempts=(replace(attempt, verdict="failed"), attempt)).at_once
    assert not RECORD.at_once


def test_failed_outcome_has_its_evidence() -> None:
    """It contains the message and the exchange."""
    record = record_of(outcome("failed", STATUS, STATE, ui=UI), Redactor())
    assert record.summary.startswith('@order-created failed: $.state should be "paid", was "pending"')
    assert record.message.startswith(record.summary)
    assert record.exchange
    assert (record.silent, record.ui_steps, record.last_ui_step) == (True, 3, UI.last)
    assert [(check.subject, check.state) for check in record.checks] == [("status", "holds"), ("$.state", "failed")]


def test_passed_outcome_is_short() -> None:
    """Nobody needs its evidence, only the command that repeats the request."""
    record = record_of(outcome("passed", STATUS), Redactor())
    assert (record.message, record.exchange) == ("", "")
    assert record.command == "curl http://127.0.0.1:8080/api/orders/A-17"


def test_long_values_of_a_passed_outcome_are_shortened() -> None:
    """Equal values stay equal."""
    made = outcome("passed", Check("$.note", "holds", f'should be "{"x" * 200}"', f'was "{"x" * 200}"'))
    [check] = record_of(made, Redactor()).checks
    assert len(check.was) == len("was ") + 80
    assert check.should.removeprefix("should be ") == check.was.removeprefix("was ")
    assert len(record_of(made, Redactor(), whole=True).checks[0].was) == len("was ") + 202


def test_passed_outcome_may_have_its_whole_evidence() -> None:
    """`evidence=always` requests it."""
    record = record_of(outcome("passed", STATUS), Redactor(), whole=True)
    assert (record.message, record.command) == ("", "")
    assert record.exchange.startswith("curl http://127.0.0.1:8080/api/orders/A-17\n\n200 OK")


def test_times_are_those_of_the_log() -> None:
    """Robot writes local times without a zone."""
    record = record_of(outcome("passed", STATUS), Redactor())
    assert (record.started, record.became_true) == (LOCAL, LOCAL)


def test_it_became_true_with_the_first_that_held_to_the_end() -> None:
    """`holds_for` continues polling; equal attempts are collapsed and keep the time of the first."""
    made = outcome("passed", STATUS)
    [first] = made.attempts

    def at(second: int, number: int, verdict: str) -> object:
        moment = MOMENT + timedelta(seconds=second)
        return replace(first, first=number, number=number, started=moment, ended=moment, verdict=verdict)

    attempts = (at(0, 1, "passed"), at(1, 2, "failed"), at(2, 3, "passed"), at(3, 4, "passed"))
    record = record_of(replace(made, attempts=attempts), Redactor())  # type: ignore[arg-type]
    assert record.became_true == LOCAL + timedelta(seconds=2)


def test_attachment_is_named() -> None:
    """The report names the line that ran the validation."""
    assert record_of(outcome("passed"), Redactor()).attached == ""
    assert (
        record_of(outcome("passed"), Redactor(), "a.yaml:3:5, after Tap    pay").attached
        == "a.yaml:3:5, after Tap    pay"
    )


def test_secrets_are_masked_everywhere() -> None:
    """Every text of a record passes through the redactor."""
    redactor = Redactor()
    redactor.add("s3cr3t-token")
    check = replace(STATE, was='was "s3cr3t-token"', hint="s3cr3t-token")
    answer = http_answer(200, "OK", (("X-Token", "s3cr3t-token"),), b'{"token": "s3cr3t-token"}')
    made = outcome("failed", check, answer=answer, description="s3cr3t-token")
    attempt = replace(made.attempts[0], fetched=(FetchedValue("token", "s3cr3t-token"),))
    made = replace(made, attempts=(attempt,))
    assert "s3cr3t-token" not in repr(record_of(made, redactor))


def test_lone_surrogates_do_not_break_the_log() -> None:
    """JSON may contain characters that XML cannot."""
    record = record_of(outcome("failed", replace(STATE, was='was "\ud800\x00"')), Redactor())
    comment = record_comment(record)
    comment.encode("utf-8")
    assert read_record(comment) == record
    assert "\x00" not in comment


def test_outcome_without_attempt_has_none() -> None:
    """A failed lookup means that no request was sent."""
    record = record_of(outcome("error", attempts=(), problem="no value for ${order_id}"), Redactor())
    assert record.attempts == ()
    assert record.ended is None
    assert isinstance(record.started, datetime)
