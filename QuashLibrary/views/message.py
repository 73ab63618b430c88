"""An outcome as text: the failure message of the step, and the evidence that stands in the log.

In: an Outcome and the redactor. Out: text, its first line at most 120 characters, so that Jenkins, a
console and a chat show what matters. Nothing here knows Robot Framework.
"""

from collections.abc import Sequence

from QuashLibrary.engine.outcome import Attempt, Check, Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.durations import show_duration
from QuashLibrary.views.texts import answer_text, one_line, request_line, shorten, shown

FIRST_LINE = 120
_SUBJECT_WIDTH, _TOLD_WIDTH = 40, 80
_SHORTEST_VALUE = 24


def summary(outcome: Outcome, redactor: Redactor) -> str:
    """Return the first line: the slug, the verdict and the first reason."""
    silent = " (UI showed no failure)" if outcome.silent else ""
    start = f"{outcome.name} {outcome.verdict}"
    if outcome.verdict == "passed":
        return start + _after(outcome)
    check = _first_failed(outcome)
    room = FIRST_LINE - len(start) - len(silent) - 2
    if outcome.verdict == "failed" and check is not None:
        return f"{start}: {_fitted(check, room, redactor)}{silent}"
    return f"{start}: {shorten(one_line(shown(reason(outcome), redactor)), room)}{silent}"


def reason(outcome: Outcome) -> str:
    """Return why an outcome is an error: it could not be asked, or its answer could not be read."""
    if outcome.problem or outcome.last is None:
        return outcome.problem
    answer = outcome.last.exchange.answer
    if isinstance(answer, Fault):
        return answer.message
    unread = [check for check in outcome.last.checks if check.state == "not evaluated"]
    return unread[0].was if unread else ""


def failure_message(outcome: Outcome, redactor: Redactor) -> str:
    """Return the whole message of an outcome that did not pass."""
    lines = [summary(outcome, redactor), *check_table(outcome, redactor), *_footer(outcome, redactor)]
    return "\n".join(lines)


def check_table(outcome: Outcome, redactor: Redactor) -> list[str]:
    """Return a line for each check, aligned: subject, what was found, state."""
    checks = outcome.last.checks if outcome.last else ()
    rows = [(check, shown(check.subject, redactor), _told(check, redactor)) for check in checks]
    left = min(max((len(subject) for _, subject, _ in rows), default=0), _SUBJECT_WIDTH)
    right = min(max((len(told) for _, _, told in rows), default=0), _TOLD_WIDTH)
    lines = []
    for check, subject, told in rows:
        state = "ok" if check.state == "holds" else check.state
        lines.append(f"  {subject:<{left}}  {told:<{right}}  {state}")
        lines += [f"  {'':<{left}}  {shown(text, redactor)}" for text in _extras(check)]
    return lines


def several(outcomes: Sequence[Outcome], redactor: Redactor) -> str:
    """Return one message for outcomes that did not pass, out of a step that had `total` of them."""
    missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
    if len(outcomes) == 1:
        return failure_message(outcomes[0], redactor)
    names = ", ".join(outcome.name for outcome in missed)
    first = shorten(f"{len(missed)} of {len(outcomes)} validations failed: {names}", FIRST_LINE)
    return "\n\n".join([first, *(failure_message(outcome, redactor) for outcome in missed)])


def attempt_line(attempt: Attempt, redactor: Redactor) -> str:
    """Return `GET url -> 200 in 12 ms`."""
    exchange = attempt.exchange
    line = f"{request_line(exchange.request)} -> {answer_text(exchange.answer)} in {show_duration(exchange.elapsed)}"
    return shown(line, redactor)


def numbers(attempt: Attempt) -> str:
    """Return `attempt 9`, or `attempts 2 to 9` where it stands for several."""
    if attempt.first == attempt.number:
        return f"attempt {attempt.number}"
    return f"attempts {attempt.first} to {attempt.number}"


def _footer(outcome: Outcome, redactor: Redactor) -> list[str]:
    lines = []
    if outcome.last is not None:
        parts = [attempt_line(outcome.last, redactor)]
        if outcome.waited:
            parts.append(f"attempt {outcome.last.number}")
        parts += [outcome.gave_up] if outcome.gave_up else []
        lines.append("  " + ", ".join(parts))
    parts = [f"defined in {outcome.position.file}:{outcome.position.line}"] if outcome.position else []
    if outcome.ui is not None and outcome.ui.last:
        parts.append(f"last UI step: {shown(outcome.ui.last, redactor)}")
    if parts:
        lines.append("  " + ", ".join(parts))
    return lines


def _after(outcome: Outcome) -> str:
    if not outcome.waited or outcome.last is None or outcome.last.number == 1:
        return ""
    return f": attempt {outcome.last.number}, true after {show_duration(outcome.elapsed)}"


def _first_failed(outcome: Outcome) -> Check | None:
    return next(iter(outcome.last.failed_checks), None) if outcome.last else None


def _fitted(check: Check, room: int, redactor: Redactor) -> str:
    """Shorten a check to fit: the values first, then the path in its middle."""
    subject, should, was = (one_line(shown(part, redactor)) for part in (check.subject, check.should, check.was))
    over = len(f"{subject} {should}, {was}") - room
    if over > 0:
        longer, shorter = (was, should) if len(was) >= len(should) else (should, was)
        cut = max(len(longer) - over, _SHORTEST_VALUE)
        over -= len(longer) - len(shorten(longer, cut))
        kept = shorten(shorter, max(len(shorter) - over, _SHORTEST_VALUE)) if over > 0 else shorter
        over -= len(shorter) - len(kept)
        was, should = (shorten(longer, cut), kept) if was is longer else (kept, shorten(longer, cut))
    if over > 0:
        subject = shorten(subject, max(len(subject) - over, 8))
    return shorten(f"{subject} {should}, {was}", room)


def _told(check: Check, redactor: Redactor) -> str:
    if check.state == "holds":
        return shorten(one_line(shown(check.was.removeprefix("was "), redactor)), _TOLD_WIDTH)
    if check.state == "not evaluated":
        return one_line(shown(check.was, redactor))
    return one_line(shown(f"{check.should}, {check.was}", redactor))


def _extras(check: Check) -> list[str]:
    return [*check.differences, *([check.hint] if check.hint else [])]
