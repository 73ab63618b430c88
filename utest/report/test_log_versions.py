"""Logs of other versions of the library: older logs are read, newer logs cause a note."""

import json
import shutil
from pathlib import Path
from typing import Any

from QuashLibrary.report.write import write_report
from QuashLibrary.version import __version__
from QuashLibrary.views.record import outcome_message, read_record, record_comment
from utest.report.outputs import blind_test, case, kw, msg, read, record, told, written
from utest.report.reports import outcomes, report_of

VERSION_1 = Path(__file__).parent / "version_1"


def test_a_newer_log_is_noted_once(tmp_path: Path) -> None:
    """A newer log causes one note, and its readable parts are read."""
    newer = kw("@order-paid", msg('<p>x</p><!--quash {"version": 99, "colour": []}-->'))
    app = kw("› the app sent 1 request", msg('<!--quash-app {"version": 99}-->'))
    tags = ("@order-paid", "@order-created")
    path = written(
        tmp_path,
        case("One", newer, told(record()), tags=tags),
        case("Two", newer, app, number=2),
        blind_test(number=3),
    )
    [one, two, _], info = read(path)
    assert [shown.record.slug for shown in one.outcomes] == ["order-created"]
    assert one.notes == (
        "the log's record of an outcome cannot be read: it has version 99; only versions up to 2 can be read",
    )
    assert two.notes[-1] == (
        "the log's record of the app's requests cannot be read: it has version 99; only versions up to 1 can be read"
    )
    assert info.notes == (
        "a newer version of QuashLibrary wrote output.xml, so outcomes are missing here: "
        f"generate the report with that version; this is {__version__}",
    )


def test_a_newer_log_is_noted_on_the_first_page(tmp_path: Path) -> None:
    """The note on a newer log is on the first page, once."""
    newer = kw("@order-paid", msg('<!--quash {"version": 99}-->'))
    page = report_of(tmp_path, *(case(f"T{number}", newer, number=number) for number in (1, 2))).page
    assert page.read_text(encoding="utf-8").count("a newer version of QuashLibrary wrote output.xml") == 1


def test_a_log_of_version_1_is_reported_as_before(tmp_path: Path) -> None:
    """A report of a version 1 output equals the report from that time, except for added keys."""
    output = Path(shutil.copy(VERSION_1 / "output.xml", tmp_path))
    write_report([output], tmp_path / "quash")
    before = json.loads((VERSION_1 / "outcomes.json").read_text(encoding="utf-8"))
    made = outcomes(tmp_path / "quash")
    assert _only_keys_of(before["tests"], made["tests"]) == before["tests"]
    assert (made["summary"], made["version"]) == (before["summary"], before["version"])
    assert made["run"]["notes"] == []


def test_each_version_is_read_as_the_same() -> None:
    """Outcomes of an earlier version survive writing and reading unchanged."""
    tests, _ = read(VERSION_1 / "output.xml")
    records = [shown.record for test in tests for shown in test.outcomes]
    assert {record.verdict for record in records} == {"passed", "failed", "error"}
    for outcome in records:
        assert read_record(record_comment(outcome)) == outcome
        assert read_record(outcome_message(outcome)) == outcome


def _only_keys_of(before: Any, made: Any) -> Any:
    """Return `made` without the keys that `before` lacks."""
    if isinstance(before, list) and isinstance(made, list) and len(before) == len(made):
        return [_only_keys_of(*pair) for pair in zip(before, made, strict=True)]
    if isinstance(before, dict) and isinstance(made, dict):
        return {key: _only_keys_of(value, made.get(key)) for key, value in before.items()}
    return made
