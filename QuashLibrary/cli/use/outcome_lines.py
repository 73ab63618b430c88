"""Print an outcome: the verdict, the checks and, unless it passed, the whole exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.cli.console import write
from QuashLibrary.cli.registry import setting_advice
from QuashLibrary.engine.plan.values import unset_variables
from QuashLibrary.engine.run.chains import all_needed
from QuashLibrary.language.json_display import show
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.message import WHOLE_LINE, failure_message, holding_table, summary
from QuashLibrary.views.noticed_changes import changes_text
from QuashLibrary.views.outcome_record import changes_record
from QuashLibrary.views.texts import shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.engine.redactor import Redactor

_STYLES = {"passed": "bold green", "failed": "bold red", "error": "bold yellow"}


def write_outcome(outcome: Outcome, redactor: Redactor, start: str = "") -> None:
    """Write an outcome, after a line for each validation that it needed; its own first line starts with `start`."""
    for needed in all_needed([outcome]):
        _write_one(needed, redactor, whole=needed.verdict != "passed")
        if needed.verdict != "passed":
            write()
    _write_one(outcome, redactor, whole=True, start=start)


def _write_one(outcome: Outcome, redactor: Redactor, *, whole: bool, start: str = "") -> None:
    style = _STYLES[outcome.verdict]
    if outcome.verdict == "passed":
        write(start + summary(outcome, redactor), style)
    else:
        first, *others = failure_message(outcome, redactor, carets=True, width=WHOLE_LINE).split("\n")
        write(start + first, style)
        for line in others:
            write(line, "red" if _is_pointer(line) else "")
        for name in unset_variables(outcome.problem):
            write(f"  {setting_advice(name)}")
    if whole:
        for line in _evidence(outcome, redactor):
            write(line)


def _evidence(outcome: Outcome, redactor: Redactor) -> Iterator[str]:
    last = outcome.last
    if last is None:
        return
    yield from holding_table([check for check in last.checks if check.state == "holds"], redactor)
    if last.fetched:
        yield "fetched"
        yield from (f"  {item.name} = {shown_line(show(item.value), redactor)}" for item in last.fetched)
    if outcome.changes is not None:
        yield from changes_text(changes_record(outcome.changes, redactor)).split("\n")
    if outcome.verdict != "passed":
        yield from ("", *exchange_text(last.exchange, redactor).split("\n"))


def _is_pointer(line: str) -> bool:
    """Return whether a caret in a line points at the line above it."""
    before, bar, after = line.partition(" | ")
    return bool(bar) and not before.strip() and after.lstrip().startswith("^")
