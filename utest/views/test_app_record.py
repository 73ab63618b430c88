"""Records of the app's requests are read back from the log unchanged, whatever they contain."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import UnreadableRecordError
from QuashLibrary.views.app_record import AppRequestRecord, AppTrafficRecord, app_record_comment, read_app_record

NOON = datetime(2026, 1, 1, 12, 0, 0, 123456)
REQUEST = AppRequestRecord(1, "shop", "POST", "/pay", NOON, 0.25, "POST /pay -> 500", 500, failed=True)
RECORD = AppTrafficRecord(1, 1, requests=(REQUEST,))
texts = st.text(st.characters(exclude_categories=["Cs"]))
counts = st.integers(0, 1_000_000)
requests = st.builds(
    AppRequestRecord,
    counts, texts, texts, texts, st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1)), st.floats(0, 1e6), texts,
    counts, texts, st.booleans(), st.booleans(), st.booleans(), texts, texts, texts, texts, texts, texts,
)  # fmt: skip
records = st.builds(
    AppTrafficRecord, counts, counts, counts, texts, texts, texts, st.lists(requests, max_size=3).map(tuple)
)


@given(records)
def test_record_is_read_as_it_was_written(record: AppTrafficRecord) -> None:
    """Any text in any field survives, between any other markup."""
    assert read_app_record(f"<p>before</p>{app_record_comment(record)}<p>after</p>") == record


@given(records)
def test_comment_ends_where_it_ends(record: AppTrafficRecord) -> None:
    """Nothing in a record closes its comment or opens markup."""
    inner = app_record_comment(record).removeprefix("<!--").removesuffix("-->")
    assert not {"<", ">", "&"}.intersection(inner)
    assert "--" not in inner


def test_message_without_record_has_none() -> None:
    """This includes messages with the record of an outcome."""
    assert read_app_record('<p>hello</p><!--quash {"version":1}-->') is None


def test_request_ends_after_its_time() -> None:
    """Its lane in the report needs start and end."""
    assert REQUEST.ended == NOON + timedelta(seconds=0.25)


@pytest.mark.parametrize("change", [{"sent": "1"}, {"sent": None}, {"requests": [5]}, {"requests": 5}, {"new": 1}])
def test_damaged_record_says_so(change: dict[str, object]) -> None:
    """A log may have been edited, or written by a later version."""
    data = {"version": 1, "sent": 1, "failed": 1, **change}
    with pytest.raises(UnreadableRecordError):
        read_app_record(f"<!--quash-app {json.dumps(data)}-->")


@pytest.mark.parametrize(
    "change",
    [{"started": "noon"}, {"started": None}, {"started": 5}, {"elapsed": "1"}, {"elapsed": 1e300}, {"status": []}],
)  # fmt: skip
def test_damaged_request_says_so(change: dict[str, object]) -> None:
    """The report says that a record cannot be read, and continues."""
    whole = json.loads(app_record_comment(RECORD).removeprefix("<!--quash-app ").removesuffix("-->"))
    whole["requests"][0] |= change
    with pytest.raises(UnreadableRecordError):
        read_app_record(f"<!--quash-app {json.dumps(whole)}-->")


@given(st.text(), st.integers(0, 400))
def test_any_comment_is_read_or_unreadable(text: str, cut: int) -> None:
    """There is no other error."""
    for comment in (f"<!--quash-app {text}-->", app_record_comment(replace(RECORD, message=text))[:cut]):
        try:
            read_app_record(comment)
        except UnreadableRecordError:
            continue
