"""The card of an outcome in a test's timeline: how it ended and why, its checks, attempts and evidence.

In: an outcome at its place in a test. Out: plain data for the markup, with the record itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.summary.verdicts import Chip
from QuashLibrary.report.summary.words import count, duration
from QuashLibrary.views.noticed_changes import changes_line
from QuashLibrary.views.phrases import SILENT_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.report.pages.log_folder import LogFolder
    from QuashLibrary.report.pages.markup.text import ViewData
    from QuashLibrary.report.pages.time_scale import TimeScale
    from QuashLibrary.report.read.model import ShownOutcome
    from QuashLibrary.views.noticed_changes import ChangesRecord
    from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord

_STATES = {"holds": Chip("passed", "holds"), "failed": Chip("failed", "failed")}
_NOT_EVALUATED = Chip("skipped", "not evaluated")
_VERDICTS = {"passed": Chip("passed", "Passed"), "failed": Chip("failed", "Failed"), "error": Chip("error", "Error")}
_ORDER_OF_STATES = {"failed": 0, "holds": 2}
_FEW_CHECKS = 8
_FEW_PLACES = 3
_POLICIES = {
    "continue": "the test went on and fails at its end",
    "warn": "only a warning: the test can still pass",
    "stop": "the run stops after this test",
    "skip": "the test is skipped",
}


def anchor_of(index: int) -> str:
    """Return the anchor of an outcome on its page."""
    return f"outcome-{index + 1}"


def outcome_card(shown: ShownOutcome, index: int, scale: TimeScale, log_folder: LogFolder) -> ViewData:
    """Return the card of an outcome; a `passed_label` collapses everything except the remarks."""
    record = shown.record
    passed = record.verdict == "passed"
    checks = sorted(record.checks, key=lambda check: _ORDER_OF_STATES.get(check.state, 1))
    fold = passed or len(checks) > _FEW_CHECKS
    holding = [check for check in checks if check.state == "holds" and fold]
    holding_label = f"{len(holding):,} check{' holds' if len(holding) == 1 else 's hold'}" if holding else ""
    attempts_label = _attempts_label(record)
    return {
        "anchor": anchor_of(index),
        "record": record,
        "within": shown.within,
        "chip": outcome_chip(shown),
        "reason": "" if passed else _reason_line(record),
        "offset": scale.label(record.started),
        "remarks": list(filter(None, _remarks(shown))),
        "silent": _silent_in_words(shown),
        "checks": _check_rows([check for check in checks if check not in holding]),
        "holding_checks": _check_rows(holding),
        "holding_label": holding_label,
        "attempts": [_attempt_row(attempt, scale) for attempt in record.attempts],
        "attempts_label": attempts_label,
        "passed_label": ", ".join(filter(None, (holding_label, attempts_label))) if passed else "",
        "facts": _facts(record),
        "message": "" if passed or record.checks else record.message.partition("\n")[2].strip("\n"),
        "screenshot": log_folder.picture(shown.screenshot) if shown.screenshot else None,
        "source": log_folder.file(shown.page_source) if shown.page_source else None,
    }


def outcome_chip(shown: ShownOutcome) -> Chip:
    """Return the chip of an outcome."""
    record = shown.record
    if shown.retried:
        return Chip("skipped", "Retried")
    if shown.silent:
        return Chip("silent", "Silent failure")
    if record.remembered and record.verdict == "passed":
        return Chip("passed", "Remembered")
    if record.verdict != "passed" and shown.soft:
        return Chip("warned", "Warning")
    return _verdict_chip(record.verdict)


def lag_in_short(shown: ShownOutcome) -> str:
    """Return when the outcome passed, in few enough words for a drawing on a phone."""
    record = shown.record
    if shown.at_once or record.became_true is None:
        return "at once" if shown.at_once else ""
    lag = (record.became_true - record.started).total_seconds() if shown.lag is None else shown.lag
    return f"after {duration(lag)}"


def _lag_in_words(shown: ShownOutcome) -> str:
    """Return when the outcome passed; empty if it did not pass."""
    record = shown.record
    if record.became_true is None:
        return ""
    if shown.at_once:
        return "passed at once" + (f", at most {duration(shown.lag)} after the UI step" if shown.lag else "")
    if shown.lag is not None:
        return f"passed {duration(shown.lag)} after the UI step"
    return f"passed {duration((record.became_true - record.started).total_seconds())} after the first request"


def _remarks(shown: ShownOutcome) -> Iterator[str]:
    record = shown.record
    yield _lag_in_words(shown)
    yield record.held
    yield record.gave_up
    yield "the UI had already failed" if record.ui_failed and record.verdict != "passed" else ""
    if shown.retried:
        yield "the step was retried and succeeded: only the last try counts"
    else:
        yield "the test caught the failure and passed" if shown.caught else _POLICIES.get(record.policy, "")


def _reason_line(record: OutcomeRecord) -> str:
    """Return the summary without the parts that the card shows elsewhere: name, verdict and the note on the UI."""
    return record.summary.removeprefix(f"{record.name} {record.verdict}: ").removesuffix(SILENT_NOTE)


def _silent_in_words(shown: ShownOutcome) -> str:
    if not shown.silent:
        return ""
    steps = shown.record.ui_steps
    before = f": {count(steps, 'UI step')} ran before it, and none failed" if steps else ""
    return f"The UI showed no failure{before}"


def _changes_in_words(changes: ChangesRecord | None) -> tuple[tuple[str, str], ...]:
    if changes is None:
        return ()
    return (
        ("Changes to the answer", changes_line(changes)),
        ("Not noticed", ", ".join(changes.not_noticed)),
        ("Nothing checks", ", ".join(changes.not_looked_at)),
    )


def _check_rows(checks: Sequence[CheckRecord]) -> list[ViewData]:
    return [
        {
            "check": check,
            "chip": _STATES.get(check.state, _NOT_EVALUATED),
            "expected": check.should.removeprefix("should ").removeprefix("be "),
            "found": check.was.removeprefix("was "),
        }
        for check in checks
    ]


def _attempt_row(attempt: AttemptRecord, scale: TimeScale) -> ViewData:
    """Return the row of an attempt, or of several equal attempts."""
    several = attempt.first != attempt.number
    return {
        "number": f"{attempt.first:,}–{attempt.number:,}" if several else f"{attempt.number:,}",
        "offset": scale.label(attempt.started),
        "chip": _verdict_chip(attempt.verdict),
        "line": attempt.line,
    }


def _verdict_chip(verdict: str) -> Chip:
    return _VERDICTS.get(verdict, Chip("skipped", verdict))


def _attempts_label(record: OutcomeRecord) -> str:
    number = record.attempts[-1].number if record.attempts else 0
    if number == 1:
        return f"checked once, in {duration(record.attempts[-1].took)}"
    return f"checked {count(number, 'time')}"


def _facts(record: OutcomeRecord) -> tuple[tuple[str, str], ...]:
    failed = list(dict.fromkeys(check.at for check in record.checks if check.at and check.state == "failed"))
    facts = (
        ("Connection", record.connection),
        ("Expected in", ", ".join(failed[:_FEW_PLACES])),
        ("Defined in", record.defined),
        ("Attached by", record.attached),
        ("Last UI step", "" if record.verdict == "passed" else record.last_ui_step),
        *_changes_in_words(record.changes),
    )
    return tuple((name, value) for name, value in facts if value)
