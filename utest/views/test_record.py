"""Records of outcomes: what is written into the log is read back, whatever it holds."""

import contextlib
import json
import string
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.views.record import UI_MARK, AttemptRecord, CheckRecord, OutcomeRecord, read_record, record_comment

NOON = datetime(2026, 1, 1, 12, 0, 0, 123456)
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
