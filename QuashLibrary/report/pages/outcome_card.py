"""Make of an outcome what its card in a test's timeline shows.

In: an outcome at its place. Out: plain data: how it ended and why, each check, how often it was asked, what was said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from QuashLibrary.report.pages.log_folder import Beside, ShownFile
from QuashLibrary.report.pages.time_scale import Clock
from QuashLibrary.report.read.model import ShownOutcome
from QuashLibrary.report.summary.verdicts import Chip
from QuashLibrary.report.summary.words import count, duration
from QuashLibrary.views.record import AttemptRecord, CheckRecord, OutcomeRecord

_STATES = {"holds": Chip("passed", "holds"), "failed": Chip("failed", "failed")}
_NOT_EVALUATED = Chip("skipped", "not evaluated")
_VERDICTS = {"passed": Chip("passed", "Passed"), "failed": Chip("failed", "Failed"), "error": Chip("error", "Error")}
_FIRST = {"failed": 0, "holds": 2}
_FEW_CHECKS = 8
_NO_FAILURE = " (UI showed no failure)"
_POLICIES = {
    "continue": "the test went on, and ends failed",
    "warn": "only a warning: the test may pass",
    "stop": "the run ends after it",
    "skip": "the test is skipped",
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check in the table of a card."""

    subject: str
    should: str
    was: str
    hint: str
    differences: tuple[str, ...]
    chip: Chip


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt, or several equal ones."""

    number: str
    offset: str
    took: str
    chip: Chip
    line: str


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """All that is shown of an outcome."""

    anchor: str
    name: str
    chip: Chip
    why: str
    description: str
    offset: str
    elapsed: str
    within: tuple[str, ...]
    told: tuple[str, ...]
    silent: str
    checks: tuple[CheckRow, ...]
    held: tuple[CheckRow, ...]
    held_as: str
    folded_as: str
    attempts: tuple[AttemptRow, ...]
    attempts_told: str
    fetched: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    message: str
    exchange: str
    screenshot: ShownFile | None
    source: ShownFile | None


def anchor_of(index: int) -> str:
    """Return the anchor of an outcome on its page."""
    return f"outcome-{index + 1}"


def outcome_card(shown: ShownOutcome, index: int, clock: Clock, beside: Beside) -> OutcomeCard:
    """Return the card of an outcome."""
    record = shown.record
    passed = record.verdict == "passed"
    checks = sorted(record.checks, key=lambda check: _FIRST.get(check.state, 1))
    held = [check for check in checks if check.state == "holds"] if passed or len(checks) > _FEW_CHECKS else []
    return OutcomeCard(
        anchor=anchor_of(index),
        name=record.name,
        chip=outcome_chip(shown),
        why=_why(record),
        description=record.description,
        offset=clock.told(record.started),
        elapsed=duration(record.elapsed),
        within=shown.within,
        told=_told(shown),
        silent=_silent(shown),
        checks=tuple(_check(check) for check in checks if check not in held),
        held=tuple(map(_check, held)),
        held_as=_held_as(held),
        folded_as=", ".join(filter(None, (_held_as(held), _attempts_told(record)))) if passed else "",
        attempts=tuple(_attempt(attempt, clock) for attempt in record.attempts),
        attempts_told=_attempts_told(record),
        fetched=tuple(record.fetched.items()),
        facts=_facts(record),
        message="" if passed or record.checks else record.message.partition("\n")[2].strip("\n"),
        exchange=record.exchange,
        screenshot=beside.picture(shown.screenshot) if shown.screenshot else None,
        source=beside.file(shown.page_source) if shown.page_source else None,
    )


def outcome_chip(shown: ShownOutcome) -> Chip:
    """Return the chip of an outcome."""
    record = shown.record
    if shown.retried:
        return Chip("skipped", "Tried again")
    if shown.silent:
        return Chip("silent", "Silent failure")
    if record.remembered and record.verdict == "passed":
        return Chip("passed", "Remembered")
    if record.verdict != "passed" and shown.soft:
        return Chip("warned", "Warning")
    return _VERDICTS.get(record.verdict, Chip("skipped", record.verdict))


def truth_told(shown: ShownOutcome) -> str:
    """Return in words when it became true; empty where it did not."""
    record = shown.record
    if record.became_true is None:
        return ""
    if shown.at_once:
        return "true at once" + (f", at most {duration(shown.lag)} after the UI step" if shown.lag else "")
    if shown.lag is not None:
        return f"true {duration(shown.lag)} after the UI step"
    return f"true {duration((record.became_true - record.started).total_seconds())} after it was first asked"


def _told(shown: ShownOutcome) -> tuple[str, ...]:
    record = shown.record
    ui = "the UI had failed before it" if record.ui_failed and record.verdict != "passed" else ""
    return tuple(filter(None, (truth_told(shown), record.held, record.gave_up, ui, _what_followed(shown))))


def _what_followed(shown: ShownOutcome) -> str:
    if shown.retried:
        return "the step was tried again, and succeeded: of several tries the last one counts"
    return "the test has caught it, and passed" if shown.caught else _POLICIES.get(shown.record.policy, "")


def _why(record: OutcomeRecord) -> str:
    """Return the summary without what the card says beside it: name, verdict and that the UI showed no failure."""
    if record.verdict == "passed":
        return ""
    lead = f"{record.name} {record.verdict}: "
    return record.summary.removeprefix(lead).removesuffix(_NO_FAILURE)


def truth_in_short(shown: ShownOutcome) -> str:
    """Return when it became true in so few words that they stand in a drawing on a phone."""
    record = shown.record
    if record.became_true is None or shown.at_once:
        return "true at once" if shown.at_once else ""
    lag = (record.became_true - record.started).total_seconds() if shown.lag is None else shown.lag
    return f"true after {duration(lag)}"


def _silent(shown: ShownOutcome) -> str:
    record = shown.record
    if not shown.silent:
        return ""
    steps = f"{count(record.ui_steps, 'UI step')} went before it, and none failed" if record.ui_steps else ""
    return f"The UI showed no failure: {steps}" if steps else "The UI showed no failure"


def _check(check: CheckRecord) -> CheckRow:
    chip = _STATES.get(check.state, _NOT_EVALUATED)
    return CheckRow(check.subject, check.should, check.was, check.hint, check.differences, chip)


def _attempt(attempt: AttemptRecord, clock: Clock) -> AttemptRow:
    several = attempt.first != attempt.number
    return AttemptRow(
        number=f"{attempt.first:,}–{attempt.number:,}" if several else f"{attempt.number:,}",
        offset=clock.told(attempt.started),
        took=duration(attempt.took),
        chip=_VERDICTS.get(attempt.verdict, Chip("skipped", attempt.verdict)),
        line=attempt.line,
    )


def _held_as(held: Sequence[CheckRecord]) -> str:
    return f"{len(held):,} check{' holds' if len(held) == 1 else 's hold'}" if held else ""


def _attempts_told(record: OutcomeRecord) -> str:
    number = record.attempts[-1].number if record.attempts else 0
    return f"asked once, in {duration(record.attempts[-1].took)}" if number == 1 else f"asked {count(number, 'time')}"


def _facts(record: OutcomeRecord) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Connection", record.connection),
        ("Defined in", record.defined),
        ("Attached by", record.attached),
        ("UI step before", "" if record.verdict == "passed" else record.last_ui_step),
    )
    return tuple((name, value) for name, value in facts if value)
