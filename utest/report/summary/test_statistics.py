"""The summary of a run: the categories of tests, and how long backends took."""

from pathlib import Path

import pytest

from QuashLibrary.report.read.model import RunInfo
from QuashLibrary.report.summary.model import RunSummary, Spread
from QuashLibrary.report.summary.statistics import SummaryBuilder, entry_of, spread
from QuashLibrary.views.record import AttemptRecord
from utest.report.outputs import blind_test, case, kw, moment, order_test, read, record, told, ui, written

NOTHING = RunInfo("Shop", ())


def summed(folder: Path, *tests: str) -> RunSummary:
    """Return the summary of these tests."""
    builder = SummaryBuilder()
    for test in read(written(folder, *tests))[0]:
        builder.add(test)
    return builder.summary(NOTHING)


def failing(name: str, number: int, **more: object) -> str:
    """Return a test with one outcome that did not pass."""
    outcome = record(**{"verdict": "failed", **more})  # type: ignore[arg-type]
    return case(name, told(outcome), number=number, result="FAIL", message=outcome.message)


def test_every_failed_test_is_in_one_category(tmp_path: Path) -> None:
    """A failed test is in the worst category that applies."""
    summary = summed(
        tmp_path,
        order_test(number=1),
        failing("Without UI", 2),
        failing("Not checked", 3, verdict="error"),
        case("Other", kw("Fail", result="FAIL"), number=4, result="FAIL"),
        blind_test(number=5),
    )
    names = {
        "silent": [test.name for test in summary.of("silent")],
        "failed": [test.name for test in summary.of("failed")],
        "errors": [test.name for test in summary.of("error")],
        "other": [test.name for test in summary.of("broken")],
        "blind": [test.name for test in summary.blind_spots],
    }
    assert names == {
        "silent": ["Order"],
        "failed": ["Without UI"],
        "errors": ["Not checked"],
        "other": ["Other"],
        "blind": ["Look"],
    }
    assert (summary.total, summary.with_status("FAIL"), summary.with_status("PASS")) == (5, 4, 1)


def test_warning_fails_nothing(tmp_path: Path) -> None:
    """A test with `on_failure: warn` passes and is listed among the warnings."""
    outcome = record(verdict="failed", policy="warn")
    summary = summed(tmp_path, case("Warned", told(outcome)))
    [entry] = summary.of("warned")
    assert (entry.warnings, entry.failed, entry.reason) == (1, 0, outcome.summary)
    assert summary.of("failed") == ()


def test_fixtures_of_suites_are_not_counted(tmp_path: Path) -> None:
    """Suite setups are listed, but the number of tests is Robot's."""
    summary = summed(tmp_path, kw("Open", ui("Open Application"), kind="SETUP"), case("One"))
    assert (len(summary.tests), summary.total) == (2, 1)


def test_reason_is_the_worst_outcome(tmp_path: Path) -> None:
    """A silent failure counts more than an error, and an error more than a warning."""
    warned = told(record("a", "failed", policy="warn"))
    error = told(record("b", "error"))
    silent = told(record("c", "failed", silent=True))
    [test], _ = read(written(tmp_path, case("One", warned, error, silent, result="FAIL", message="Several")))
    assert entry_of(test).reason.startswith("@c failed")


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("\nlost\nmore", "lost"),
        (
            "Parent suite setup failed:\n@stock error: refused\n  GET /",
            "Parent suite setup failed: @stock error: refused",
        ),
        ("Several failures occurred:\n\n1) lost\n\n2) more", "Several failures occurred: 1) lost"),
        ("", ""),
    ],
)
def test_reason_without_outcome_is_the_first_line(tmp_path: Path, message: str, reason: str) -> None:
    """A first line that ends with a colon is joined with the next line."""
    [test], _ = read(written(tmp_path, case("One", result="FAIL", message=message)))
    assert entry_of(test).reason == reason


def test_test_that_failed_and_warned_is_a_failed_one(tmp_path: Path) -> None:
    """The worse category counts."""
    warned = told(record(verdict="failed", policy="warn"))
    summary = summed(tmp_path, case("One", warned, kw("Fail", result="FAIL"), result="FAIL"))
    assert (len(summary.of("broken")), len(summary.of("warned"))) == (1, 0)


def test_figures_of_a_validation(tmp_path: Path) -> None:
    """The figures contain each use, the number that passed, and how long slow uses took."""
    attempts = (
        AttemptRecord(1, 3, moment(2), moment(3), 0.2, "failed", ""),
        AttemptRecord(4, 4, moment(3.4), moment(3.5), 0.1, "passed", ""),
    )
    step = ui("Click Element", start=1, elapsed=0.5)
    slow = told(record(attempts=attempts, became_true=moment(3.5)))
    summary = summed(
        tmp_path,
        case("One", step, slow),
        case("Two", step, told(record()), number=2),
        order_test(number=3),
        case("Four", told(record(remembered=True)), number=4),
    )
    [figures] = summary.validations
    assert [use.test_name for use in figures.uses] == ["One", "Two", "Order"]
    assert [use.verdict for use in figures.uses] == ["passed", "passed", "failed"]
    assert [use.silent for use in figures.uses] == [False, False, True]
    assert (figures.passed, figures.at_once) == (2, 1)
    assert figures.lag == Spread(1, 2.0, 2.0)


def test_figures_of_a_connection(tmp_path: Path) -> None:
    """Every answer counts, including those of collapsed attempts."""
    attempt = AttemptRecord(1, 3, moment(2), moment(3), 0.2, "failed", "")
    last = AttemptRecord(4, 4, moment(3), moment(3.1), 0.4, "failed", "")
    summary = summed(tmp_path, failing("One", 1, attempts=(attempt, last)), failing("Two", 2, verdict="error"))
    [figures] = summary.connections
    assert (figures.name, figures.attempts, figures.errors) == ("shop", 5, 1)
    assert figures.answer is not None
    assert figures.answer.median == pytest.approx(0.2)


def test_spread_of_nothing_is_none() -> None:
    """Without values there is no median."""
    assert spread([]) is None
    assert spread([2.0, 1.0]) == Spread(2, 1.5, 2.0)


def test_caught_failure_is_a_warning(tmp_path: Path) -> None:
    """A caught failure counts like an outcome whose policy is to warn."""
    summary = summed(tmp_path, case("Catches", kw("Ignore", told(record(verdict="error")))))
    [entry] = summary.of("warned")
    assert (entry.errors, entry.warnings, summary.of("error")) == (0, 1, ())


def test_tries_of_a_wait_are_not_uses(tmp_path: Path) -> None:
    """A wait is one use with the result of its last try."""
    tries = kw(
        "Wait Until Keyword Succeeds", told(record(verdict="failed", silent=True)), told(record()), owner="BuiltIn"
    )
    summary = summed(tmp_path, case("Waits", ui("Click Element"), tries, tags=("@order-created",)))
    [figures] = summary.validations
    assert ([use.verdict for use in figures.uses], summary.of("silent"), summary.of("warned")) == (["passed"], (), ())


@pytest.mark.parametrize(
    ("result", "message", "tags", "counted"),
    [
        ("FAIL", "@a failed: no", ("@a", "@a:failed", "silent-failure"), (1, 0, 0, 1)),
        ("FAIL", "@a failed: no", ("@a", "@a:failed"), (1, 0, 0, 0)),
        ("FAIL", "@a error: refused", ("@a", "@a:failed"), (0, 1, 0, 0)),
        ("PASS", "Backend warning: @a failed: no", ("@a", "@a:failed", "silent-failure"), (0, 0, 1, 1)),
        ("PASS", "", ("@a",), (0, 0, 0, 0)),
    ],
)
def test_tags_show_what_was_removed(
    tmp_path: Path, result: str, message: str, tags: tuple[str, ...], counted: tuple[int, ...]
) -> None:
    """Tags show the outcomes that `--loglevel NONE` or `--removekeywords all` removed from the log."""
    [test] = read(written(tmp_path, case("Bare", result=result, message=message, tags=tags)))[0]
    entry = entry_of(test)
    assert (entry.failed, entry.errors, entry.warnings, entry.silent) == counted
    assert entry.reason == message


def test_errors_of_a_backend_are_those_of_its_requests(tmp_path: Path) -> None:
    """An error without a request does not count as an error of the backend."""
    summary = summed(tmp_path, failing("No snapshot", 1, verdict="error", attempts=()))
    [backend] = summary.connections
    assert (backend.attempts, backend.errors) == (0, 0)
