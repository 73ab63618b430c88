"""`summary.md`: the summary of a CI job, bounded in size and without markup from the run."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.report.formats.markdown import code, seconds
from QuashLibrary.views.noticed_changes import ChangesRecord
from utest.report.outputs import blind_test, case, kw, order_test, record, swallowing_test, told, ui
from utest.report.reports import report_of

SUMMARY = """\
## 1 silent failure: the UI showed no failure, but the backend check failed

`Shop`, 2026-01-01 12:00, in 1.0 s, 3 passed, 4 failed, 5 validation outcomes.

### Silent failures (1)

| test | finding |
| --- | --- |
| `Shop.Order` | `@order-created failed: $.state should be "paid", was "pending"` |

### Failed backend checks (1)

| test | finding |
| --- | --- |
| `Shop.Without UI` | `@stock failed: $.state should be "paid", was "pending"` |

### Errors: the backend could not be checked (1)

| test | finding |
| --- | --- |
| `Shop.Refused` | `@order-created error: $.state should be "paid", was "pending"` |

### Warnings (1)

| test | finding |
| --- | --- |
| `Shop.Warned` | `@order-created failed: $.state should be "paid", was "pending"` |

### Other failures (1)

| test | finding |
| --- | --- |
| `Shop.Other` | `it broke` |

### Slowest to reach the expected state

| validation | uses | passed after (median) | max |
| --- | --- | --- | --- |
| `@slow` | 1 | 1.6 s | 1.6 s |

### Blind spots: passed without a backend check (1)

| test | UI steps |
| --- | --- |
| `Shop.Look` | 1 |
"""


def markdown(folder: Path, *tests: str) -> str:
    """Return the summary.md for a run of these tests."""
    report_of(folder, *tests)
    return (folder / "quash" / "summary.md").read_text(encoding="utf-8")


def slow() -> str:
    """Return a step that passed after a while."""
    made = record("slow")
    later = made.attempts[0].ended
    first = made.attempts[0]
    attempts = (type(first)(1, 5, first.started, later, 0.1, "failed", ""), first)
    return told(record("slow", attempts=attempts, became_true=later))


def test_summary_of_a_run(tmp_path: Path) -> None:
    """The verdict comes first, then failures, slow backends and blind spots."""
    text = markdown(
        tmp_path,
        order_test(),
        case("Without UI", told(record("stock", "failed")), number=2, result="FAIL"),
        case("Refused", told(record(verdict="error")), number=3, result="FAIL"),
        case("Warned", told(record(verdict="failed", policy="warn")), number=4),
        case("Other", kw("Fail", result="FAIL"), number=5, result="FAIL", message="it broke\nin line 2"),
        case("Slow", ui("Click Element", start=0, elapsed=0.5), slow(), number=6),
        blind_test(number=7),
    )
    assert text == SUMMARY


def test_run_without_findings_says_so(tmp_path: Path) -> None:
    """A clean run says whether the backend agreed or was not checked."""
    assert markdown(tmp_path, case("One", told(record()))).startswith(
        "## The only test passed, and the backend agreed each time\n"
    )
    assert markdown(tmp_path, case("One")).startswith("## The only test passed, but only in the UI")


def test_truncated_output_has_a_note(tmp_path: Path) -> None:
    """The summary itself says that the output was truncated."""
    from QuashLibrary.report.write import write_report

    path = tmp_path / "output.xml"
    path.write_text('<robot><suite name="Shop"><test name="One">', encoding="utf-8")
    write_report([path], tmp_path / "quash")
    text = (tmp_path / "quash" / "summary.md").read_text(encoding="utf-8")
    assert "> `output.xml is truncated" in text


def test_size_is_bounded(tmp_path: Path) -> None:
    """The size stays bounded for any number of failures with messages and names of any length."""
    tests = [
        case(f"{'N' * 500} {number}", number=number, result="FAIL", message="|" * 5_000) for number in range(1, 1501)
    ]
    text = markdown(tmp_path, *tests)
    assert len(text.encode()) < 100_000
    assert "and 1,480 more; all are in the report." in text


@given(st.text(min_size=1))
def test_any_text_is_one_cell_of_code(text: str) -> None:
    """No text ends its code span, its cell or its line, or starts markup."""
    span = code(text)
    assert len(span.splitlines()) <= 1
    if span.startswith("<code>"):
        inner = span.removeprefix("<code>").removesuffix("</code>")
        assert re.fullmatch(r"(?:[^\x00-\x7f]|[\w ,()-]|&#\d+;)*", inner, re.ASCII)
    elif span:
        assert span[0] == span[-1] == "`"
        assert not {"`", "|"}.intersection(span[1:-1])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@team <b>bold</b> *x* [a](b)", "`@team <b>bold</b> *x* [a](b)`"),
        ("a|b `c`", "<code>a&#124;b &#96;c&#96;</code>"),
        ("a\nb\tc", "`a b c`"),
        ("x\u202ey", "`x\\u202ey`"),
        ("", ""),
    ],
)
def test_texts_are_shown_literally(text: str, shown: str) -> None:
    """Mentions, HTML, tables and text directions have no effect."""
    assert code(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0124, "12 ms"), (1.26, "1.3 s"), (61, "1 min 1 s"), (3600, "60 min 0 s")]
)
def test_durations_are_short(value: float, shown: str) -> None:
    """Durations are in a convenient unit."""
    assert seconds(value) == shown


def test_a_broken_registry_comes_first_with_each_problem_once(tmp_path: Path) -> None:
    """Each problem appears once, before silent failures, however many tests did not run because of it."""
    problems = "\n".join(f"  v.yaml:{number}:1 unknown key" for number in range(1, 26))
    message = f"QuashLibrary cannot be used: the registry has 25 problems:\n{problems}"
    broken = (case(f"Broken {number}", result="FAIL", message=message, number=number) for number in (2, 3, 4))
    report_of(tmp_path, order_test(), *broken)
    text = (tmp_path / "quash" / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("## 3 tests did not run: QuashLibrary cannot be used\n")
    section = text.partition("### Broken registry or import (3)\n\n")[2].partition("\n###")[0]
    lines = section.splitlines()
    assert lines[0] == "`QuashLibrary cannot be used: the registry has 25 problems:` 3 tests"
    assert (lines[2], lines[21], lines[22]) == (
        "- `v.yaml:1:1 unknown key`",
        "- `v.yaml:20:1 unknown key`",
        "- and 5 more; all are in the report.",
    )


def test_expectations_that_miss_changes_are_a_table(tmp_path: Path) -> None:
    """The table names the missed changes, as many as fit on a line."""
    names = tuple(f"$.x{number} null" for number in range(4))
    changes = ChangesRecord(41, 35, 41, ("$.total + 1", *names), ("$.customer",))
    report_of(tmp_path, case("One", told(record(changes=changes))))
    text = (tmp_path / "quash" / "summary.md").read_text(encoding="utf-8")
    assert "### Expectations that miss changes (1)" in text
    missed = "`$.total + 1`, `$.x0 null`, `$.x1 null`, `$.x2 null`, `$.x3 null` and 1 more"
    assert f"| `@order-created` | 35 of 41 changes noticed | {missed} |" in text


def test_swallowed_failures_come_after_silent_ones(tmp_path: Path) -> None:
    """They have their own table with the request and the step that sent it."""
    report_of(tmp_path, order_test(), swallowing_test(number=2))
    text = (tmp_path / "quash" / "summary.md").read_text(encoding="utf-8")
    titles = re.findall("### (.*)", text)
    assert titles[:2] == ["Silent failures (1)", "Swallowed failures (1)"]
    assert "| `Shop.Pay` | `POST /checkout -> 500, at Click Element    id=pay` |" in text
