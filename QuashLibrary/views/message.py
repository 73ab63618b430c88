"""An outcome as text: the failure message of the step, and the evidence that stands in the log.

In: an Outcome and the redactor. Out: text, its first line at most 120 characters, so that Jenkins, a
console and a chat show what matters. Nothing here knows Robot Framework.
"""

from collections.abc import Sequence

from QuashLibrary.engine.outcome import Attempt, Check, Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import Validation
from QuashLibrary.views.texts import answer_text, one_line, request_line, shorten, shown

FIRST_LINE = 120
_SUBJECT_WIDTH, _TOLD_WIDTH = 40, 80
_SHORTEST_VALUE = 20


def summary(outcome: Outcome, redactor: Redactor) -> str:
    """Return the first line: the slug, the verdict and the first reason."""
    silent = " (UI showed no failure)" if outcome.silent else ""
    start = f"{outcome.name} {outcome.verdict}"
    if outcome.verdict == "passed":
        start = f"{outcome.name} remembered" if outcome.remembered else start
        return shorten(start + _after(outcome), FIRST_LINE)
    check = _first_failed(outcome)
    room = FIRST_LINE - len(start) - len(silent) - 2
    told = _fitted(check, room, redactor) if check else shorten(_line(reason(outcome), redactor), room)
    return shorten(f"{start}: {told}{silent}", FIRST_LINE)


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
    first = summary(outcome, redactor)
    return "\n".join(
        [first, *_cut(outcome, first, redactor), *check_table(outcome, redactor), *_footer(outcome, redactor)]
    )


def _cut(outcome: Outcome, first: str, redactor: Redactor) -> list[str]:
    """Return why an outcome is an error where the first line had to be shortened; several problems in as many lines."""
    why = reason(outcome) if outcome.verdict == "error" else ""
    if _line(why, redactor) in first:
        return []
    problems = outcome.problem.splitlines()[1:]
    return [f"  {_line(line, redactor)}" for line in problems or [why]]


def check_table(outcome: Outcome, redactor: Redactor) -> list[str]:
    """Return a line for each check, aligned: subject, what was found, state; what helps is told once."""
    checks = outcome.last.checks if outcome.last else ()
    rows = [(check, _line(check.subject, redactor), _told(check, redactor)) for check in checks]
    left = min(max((len(subject) for _, subject, _ in rows), default=0), _SUBJECT_WIDTH)
    right = min(max((len(told) for _, _, told in rows), default=0), _TOLD_WIDTH)
    lines = []
    helped: set[str] = set()
    for check, subject, told in rows:
        state = "ok" if check.state == "holds" else check.state
        lines.append(f"  {subject:<{left}}  {told:<{right}}  {state}")
        extras = [text for text in _extras(check, redactor) if text not in helped]
        lines += [f"  {'':<{left}}  {text}" for text in extras]
        helped.update(extras)
    return lines


def several(outcomes: Sequence[Outcome], redactor: Redactor) -> str:
    """Return one message for all outcomes of a step, of which at least one did not pass."""
    missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
    if len(outcomes) == 1:
        return failure_message(outcomes[0], redactor)
    first = f"{len(missed)} of {len(outcomes)} validations failed: "
    names = _listed([outcome.name for outcome in missed], FIRST_LINE - len(first))
    return "\n\n".join([first + names, *(failure_message(outcome, redactor) for outcome in missed)])


def interrupted_message(slug: str, attempt: Attempt, redactor: Redactor) -> str:
    """Return what the latest attempt of a validation said that was interrupted before it came to a verdict."""
    checks = [f"  {shown(str(check), redactor)}" for check in attempt.failed_checks]
    first = f"@{slug} was interrupted after attempt {attempt.number}, which said:"
    return "\n".join([first, *checks, f"  {attempt_line(attempt, redactor)}"])


def unawaited_message(name: str, why: str, latest: Attempt | None, redactor: Redactor) -> str:
    """Return why nobody has waited for the outcome of a watch, and what its latest attempt said."""
    said = [shown(str(check), redactor) for check in latest.failed_checks] if latest else []
    if latest:
        said.append(attempt_line(latest, redactor))
    heard = f"; last attempt {latest.number}: {', '.join(said)}" if latest else ""
    return _line(f"{name} was not awaited: {why}{heard}", redactor)


def watch_message(validation: Validation, within: float | None, owner: str) -> str:
    """Return what is watched, until when, and who waits for it."""
    timing = validation.timing
    within = timing.within if within is None and timing else within
    until = f"until all its expectations hold, for {show_duration(within or 0.0)} at most"
    if not within:
        until = "once"
    elif timing and timing.always:
        until = f"for {show_duration(within)}, in which all its expectations have to hold"
    elif timing and timing.holds_for:
        until += f", and then for {show_duration(timing.holds_for)}"
    end = f"when the {owner} ends, it is {'awaited' if owner == 'test' else 'ended'}"
    return f"{validation.name} is asked {until}.\nAwait Backend    {validation.name}  waits for it; {end}."


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
        asked = [attempt_line(outcome.last, redactor)]
        asked += [f"attempt {outcome.last.number}"] if outcome.waited else []
        lines.append([*asked, outcome.gave_up])
    where = f"defined in {outcome.position.file}:{outcome.position.line}" if outcome.position else ""
    step = f"last UI step: {outcome.ui.last}" if outcome.ui is not None and outcome.ui.last else ""
    lines.append([where, step])
    told = (", ".join(_line(part, redactor) for part in parts if part) for parts in lines)
    return [f"  {line}" for line in told if line]


def _line(text: str, redactor: Redactor) -> str:
    return one_line(shown(text, redactor))


def _listed(names: Sequence[str], room: int) -> str:
    """Return as many of the names as there is room for, none of them cut, and the number of the others."""
    for shown_names in range(len(names), 0, -1):
        more = f" and {len(names) - shown_names} more" if shown_names < len(names) else ""
        listed = ", ".join(names[:shown_names]) + more
        if len(listed) <= room:
            return listed
    return shorten(", ".join(names), room)


def _after(outcome: Outcome) -> str:
    if outcome.held:
        return f": {outcome.held}"
    if not outcome.waited or outcome.last is None or outcome.last.number == 1:
        return ""
    return f": attempt {outcome.last.number}, true after {show_duration(outcome.elapsed)}"


def _first_failed(outcome: Outcome) -> Check | None:
    return next(iter(outcome.last.failed_checks), None) if outcome.last else None


def _fitted(check: Check, room: int, redactor: Redactor) -> str:
    """Shorten a check to fit: the values first, then the path in its middle."""
    subject, should, was = (_line(part, redactor) for part in (check.subject, check.should, check.was))
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
        return shorten(_line(check.was.removeprefix("was "), redactor), _TOLD_WIDTH)
    return _line(check.was if check.state == "not evaluated" else f"{check.should}, {check.was}", redactor)


def _extras(check: Check, redactor: Redactor) -> list[str]:
    return [_line(text, redactor) for text in check.details]
