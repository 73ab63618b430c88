"""What the log says about a watch: what is asked until when, and why nobody waited for it."""

from QuashLibrary.engine.outcome import Attempt
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.durations import show_duration
from QuashLibrary.registry.model import Validation
from QuashLibrary.views.message import attempt_line
from QuashLibrary.views.texts import shown, shown_line


def watch_message(validation: Validation, within: float | None, owner: str) -> str:
    """Return what is watched, until when, and who waits for it: the `test` or the `suite` that owns it."""
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


def unawaited_message(name: str, why: str, latest: Attempt | None, redactor: Redactor) -> str:
    """Return why nobody waited for the outcome of a watch, and what its latest attempt said."""
    attempt = ""
    if latest:
        checks = [shown(str(check), redactor) for check in latest.failed_checks]
        attempt = f"; last attempt {latest.number}: {', '.join([*checks, attempt_line(latest, redactor)])}"
    return shown_line(f"{name} was not awaited: {why}{attempt}", redactor)
