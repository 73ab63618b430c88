"""Show an outcome as text: the failure message of the step, and the evidence in the log.

In: an Outcome and the redactor. Out: text. The first line has at most 120 characters, so Jenkins, a console and a chat
show the essential part.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.hidden_values import shown_text
from QuashLibrary.language.printable import shorten
from QuashLibrary.views.frames import frames
from QuashLibrary.views.phrases import SILENT_NOTE
from QuashLibrary.views.texts import shown, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.engine.outcome import Answer, Attempt, Check, Outcome
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.registry.model import Validation

FIRST_LINE = 120
WHOLE_LINE = 10_000
"""The width of a first line that is never cut, as on the console."""
_SUBJECT_WIDTH, _FOUND_WIDTH = 40, 80
_SHORTEST_VALUE = 20
_CLIENT_ERROR = 4
_OF_CACHES = frozenset({"x-cache", "x-cache-status", "cf-cache-status", "cache-status"})


def summary(outcome: Outcome, redactor: Redactor, width: int = FIRST_LINE) -> str:
    """Return the first line: the slug, the verdict and the first reason."""
    silent = SILENT_NOTE if outcome.silent else ""
    start = f"{outcome.name} {outcome.verdict}"
    if outcome.verdict == "passed":
        start = f"{outcome.name} remembered" if outcome.remembered else start
        return shorten(start + _wait_text(outcome), width)
    checks = outcome.last.failed_checks if outcome.last and not outcome.last.exchange.fault else ()
    check = next(iter(checks), None)
    room = width - len(start) - len(silent) - 2
    reason = outcome.reason if width == FIRST_LINE else outcome.reason.partition("\n")[0]
    why = _fitted_check(check, room, redactor) if check else shorten(shown_line(reason, redactor), room)
    return shorten(f"{start}: {why}{silent}", width)


def failure_message(outcome: Outcome, redactor: Redactor, *, carets: bool = False, width: int = FIRST_LINE) -> str:
    """Return the whole message of an outcome that did not pass; with `carets` if it is shown in a fixed-width font."""
    first = summary(outcome, redactor, width)
    return "\n".join([first, *(f"  {line}" for line in _details(outcome, first, redactor, carets=carets))])


def holding_table(checks: Sequence[Check], redactor: Redactor) -> list[str]:
    """Return an aligned line for each check that holds: its subject, and what was found."""
    rows = [(shown_line(check.subject, redactor), shown_line(check.was, redactor)) for check in checks]
    width = min(max((len(subject) for subject, _ in rows), default=0), _SUBJECT_WIDTH)
    return [f"  {subject:<{width}}  {shorten(was.removeprefix('was '), _FOUND_WIDTH)}" for subject, was in rows]


def several(outcomes: Sequence[Outcome], redactor: Redactor) -> str:
    """Return one message for all outcomes of a step; at least one of them did not pass."""
    missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
    if len(outcomes) == 1:
        return failure_message(outcomes[0], redactor)
    first = f"{len(missed)} of {len(outcomes)} validations failed: "
    names = _listed([outcome.name for outcome in missed], FIRST_LINE - len(first))
    return "\n\n".join([first + names, *(failure_message(outcome, redactor) for outcome in missed)])


def interrupted_message(slug: str, attempt: Attempt, redactor: Redactor) -> str:
    """Return what the latest attempt found in a validation that was interrupted before it had a verdict."""
    checks = [f"  {shown(str(check), redactor)}" for check in attempt.failed_checks]
    first = f"@{slug} was interrupted after attempt {attempt.number}, which found:"
    return "\n".join([first, *checks, f"  {attempt_line(attempt, redactor)}"])


def attempt_line(attempt: Attempt, redactor: Redactor) -> str:
    """Return `GET url -> 200 in 12 ms`."""
    exchange = attempt.exchange
    line = f"{exchange.request.description.line} -> {exchange.answer_line} in {show_duration(exchange.took)}"
    return shown(line, redactor)


def numbers(attempt: Attempt) -> str:
    """Return `attempt 9`, or `attempts 2 to 9` if the attempt represents several."""
    if attempt.first == attempt.number:
        return f"attempt {attempt.number}"
    return f"attempts {attempt.first} to {attempt.number}"


def _details(outcome: Outcome, first: str, redactor: Redactor, *, carets: bool) -> Iterator[str]:
    """Yield the lines after the first one: the reason if it was shortened, the checks, the exchange, the UI step."""
    yield from _whole_reason(outcome, first, redactor)
    yield from _advice(outcome, redactor)
    checks = frames(outcome.last.checks, redactor, carets=carets) if outcome.last else []
    yield from (line for line in checks if line not in first)
    if outcome.last is not None:
        number = f"attempt {outcome.last.number}" if outcome.waited else ""
        parts = [_request_line(outcome.last), number, outcome.gave_up]
        yield ", ".join(shown_line(part, redactor) for part in parts if part)
    if time_advice := _time_advice(outcome):
        yield shown_line(time_advice, redactor)
    if outcome.position and not checks:
        yield f"defined in {outcome.position.line_name}"
    if outcome.ui is not None and outcome.ui.last:
        yield f"last UI step: {shown_line(outcome.ui.last, redactor)}"


def _whole_reason(outcome: Outcome, first: str, redactor: Redactor) -> list[str]:
    """Return the reason of an error if the first line was shortened; each problem is on its own line."""
    why = outcome.reason if outcome.verdict == "error" else ""
    if shown_line(why, redactor) in first:
        return []
    problems = outcome.problem.splitlines()[1:]
    return [shown_line(line, redactor) for line in problems or [why]]


def _request_line(attempt: Attempt) -> str:
    """Return the request and its answer in one line; a line above it says why there is no answer."""
    exchange = attempt.exchange
    came = "no answer" if isinstance(exchange.answer, Fault) else exchange.answer_line
    if exchange.login:
        came = "not sent"
    return f"{exchange.request.description.line} -> {came} in {show_duration(exchange.took)}"


def _advice(outcome: Outcome, redactor: Redactor) -> list[str]:
    """Return hints if there was no answer, and the beginning of an answer that did not end."""
    fault = outcome.last.exchange.fault if outcome.last else None
    if fault is None:
        return []
    received = (
        f'it started with "{shorten(shown_line(fault.received, redactor), FIRST_LINE)}"' if fault.received else ""
    )
    return [line for line in (shown_line(fault.hint, redactor), received) if line]


def _time_advice(outcome: Outcome) -> str:
    """Return a hint if timing may explain a failure: the validation did not wait, or a cache answered."""
    if outcome.verdict != "failed" or outcome.last is None:
        return ""
    answer = outcome.last.exchange.answer
    is_misspelt = any("did you mean" in text for check in outcome.last.failed_checks for text in check.details)
    if outcome.asks_once and not is_misspelt and not outcome.waited and not _refuses(answer):
        return "checked once; if the backend needs a moment, add  eventually: 10s"
    named = [] if isinstance(answer, Fault) or not outcome.waited else _cache_headers(answer)
    return f"the answer came from a cache ({', '.join(named)}), which may be behind the backend" if named else ""


def _refuses(answer: Answer | Fault) -> bool:
    """Return whether an answer will not change with time: a client error, except 404 for something not there yet."""
    status = 0 if isinstance(answer, Fault) else answer.status or 0
    return status // 100 == _CLIENT_ERROR and status != HTTPStatus.NOT_FOUND


def _cache_headers(answer: Answer) -> list[str]:
    """Return the headers of a cache that answered instead of the backend (RFC 9111, 5.1; RFC 9211)."""
    return [
        f"{name}: {shown_text(value)}"
        for name, value in answer.headers
        if (name.lower() == "age" and value.strip(" 0")) or (name.lower() in _OF_CACHES and "hit" in value.lower())
    ]


def _listed(names: Sequence[str], room: int) -> str:
    """Return as many complete names as fit, and the number of the others."""
    for count in range(len(names), 0, -1):
        more = f" and {len(names) - count} more" if count < len(names) else ""
        listed = ", ".join(names[:count]) + more
        if len(listed) <= room:
            return listed
    return shorten(", ".join(names), room)


def _wait_text(outcome: Outcome) -> str:
    if outcome.held:
        return f": {outcome.held}"
    if not outcome.waited or outcome.last is None or outcome.last.number == 1:
        return ""
    return f": attempt {outcome.last.number}, true after {show_duration(outcome.elapsed)}"


def _fitted_check(check: Check, room: int, redactor: Redactor) -> str:
    """Shorten a check to fit into `room`: first its values, then the middle of its path."""
    subject, should, was = (shown_line(part, redactor) for part in (check.subject, check.should, check.was))
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


def watch_message(validation: Validation, within: float | None, owner: str) -> str:
    """Return what runs in the background, for how long, and who waits for it: the `test` or `suite` that owns it."""
    timing = validation.timing
    within = timing.within if within is None and timing else within
    until = f"until all its expectations are met, for up to {show_duration(within or 0.0)}"
    if not within:
        until = "once"
    elif timing and timing.always:
        until = f"for {show_duration(within)}, during which all its expectations must be met"
    elif timing and timing.holds_for:
        until += f", and then for {show_duration(timing.holds_for)} more"
    end = "the test waits for it at its end" if owner == "test" else "it stops when the suite ends"
    wait = f"Await Backend    {validation.name}  waits for it; otherwise {end}."
    return f"{validation.name} runs in the background {until}.\n{wait}"


def unawaited_message(name: str, why: str, latest: Attempt | None, redactor: Redactor) -> str:
    """Return why nobody waited for the outcome of a watch, and what its latest attempt found."""
    attempt = ""
    if latest:
        checks = [shown(str(check), redactor) for check in latest.failed_checks]
        attempt = f"; last attempt {latest.number}: {', '.join([*checks, attempt_line(latest, redactor)])}"
    return shown_line(f"{name} was not awaited: {why}{attempt}", redactor)
