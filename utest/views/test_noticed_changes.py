"""Which changes would have been noticed, as text and as a record."""

import pytest

from QuashLibrary.engine.noticed_changes import NoticedChanges
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.views.noticed_changes import ChangesRecord, changes_line, changes_text, changes_title
from QuashLibrary.views.outcome_record import changes_record, record_of
from QuashLibrary.views.record import record_comment
from utest.views.outcomes import outcome

CHANGES = NoticedChanges(41, 38, 40, ("$.total + 1", "$.items one more"), ("$.customer",))
TEXT = """\
38 of 41 changes noticed; 1 of the other 3 is in a value that nothing checks
not noticed:
  $.total + 1
  $.items one more
nothing checks:
  $.customer"""


def test_the_text_lists_what_is_missed() -> None:
    """Unnoticed changes in checked values come first, one per line."""
    record = changes_record(CHANGES, Redactor())
    assert changes_title(record) == "41 changes to the answer: 38 noticed"
    assert changes_text(record) == TEXT


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (ChangesRecord(1, 1, 1), "1 of 1 change noticed"),
        (ChangesRecord(120, 7, 120, left_out=80), "7 of 120 changes noticed; no time for 80 more"),
        (
            ChangesRecord(38, 26, 29),
            "26 of 38 changes noticed; 9 of the other 12 are in values that nothing checks",
        ),
        (ChangesRecord(38, 26, 26), "26 of 38 changes noticed; the other 12 are in values that nothing checks"),
        (ChangesRecord(38, 37, 37), "37 of 38 changes noticed; the other one is in a value that nothing checks"),
        (ChangesRecord(38, 26, 38), "26 of 38 changes noticed"),
    ],
)
def test_the_line_counts(record: ChangesRecord, line: str) -> None:
    """It counts unchecked values, and changes for which there was no time."""
    assert changes_line(record) == line


def test_names_are_redacted_and_short() -> None:
    """A key of an answer may be a secret, and have any length."""
    redactor = Redactor()
    redactor.add("key-482913")
    record = changes_record(NoticedChanges(2, 0, 2, ("$['key-482913'] null", f"$.{'x' * 500} null")), redactor)
    assert record.not_noticed[0] == "$['***'] null"
    assert len(record.not_noticed[1]) <= 120


def test_an_outcome_without_changes_writes_none() -> None:
    """The log of a run without measurements does not change."""
    assert "changes" not in record_comment(record_of(outcome("passed"), Redactor()))
    assert '"changes":{"tried":41' in record_comment(record_of(outcome("passed", changes=CHANGES), Redactor()))
