"""Compare a text on the screen with a value of the backend, until they agree or the time is up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from robot.errors import ExecutionFailed
from robot.libraries.BuiltIn import BuiltIn
from robot.utils import escape

from QuashLibrary.engine.outcome import Check
from QuashLibrary.engine.wait.schedule import Schedule
from QuashLibrary.errors import SlowPatternError, UnreadableScreenError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show, show_pair
from QuashLibrary.language.operators.rules import alike_hint
from QuashLibrary.language.regexes import search
from QuashLibrary.language.screen_values import agree
from QuashLibrary.registry.model import Timing
from QuashLibrary.robotside.app.keep_alive import keeping_alive

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from QuashLibrary.engine.outcome import Outcome, Verdict
    from QuashLibrary.engine.run.overrides import Overrides
    from QuashLibrary.language.screen_values import Reading
    from QuashLibrary.registry.model import Validation
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.use.fetched_values import WantedValue
    from QuashLibrary.robotside.use.validations import Validations

_PATIENCE = 5.0
"""Seconds within which screen and backend must agree by default."""

_SCHEDULE = Schedule(Timing())
_SHORTEST = 0.2
"""The minimum number of seconds between two readings, because each is a step in the log."""


@dataclass(frozen=True, slots=True)
class ScreenComparison:
    """One comparison of screen and backend, repeated until they agree."""

    validations: Validations
    ui_library: str
    locator: str
    slug: str
    inputs: Mapping[str, object]
    overrides: Overrides
    wanted: WantedValue
    reading: Reading
    pattern: re.Pattern[str] | None

    @property
    def run_state(self) -> RunState:
        """The run."""
        return self.validations.run

    def run(self) -> Outcome:
        """Read both sides until they agree or time is up; return the last outcome, with the screen among its checks."""
        clock, validation = self.run_state.clock, self.validations.definition(self.slug)
        start, patience = clock.monotonic(), self._patience(validation)
        number = 1
        backend = first = self._ask(number)
        while True:
            outcome = self._compared(backend)
            waited = clock.monotonic() - start
            pause = max(_SCHEDULE.pause_after(number, 0.0, waited), _SHORTEST)
            if outcome.verdict == "passed" or not outcome.attempts or outcome.gave_up or waited + pause > patience:
                break
            with keeping_alive(self.run_state):
                clock.pause(pause)
            self._forgive_reading(backend)
            number += 1
            if validation.repeatable:
                backend = self._ask(number)
        gave_up = outcome.gave_up or (f"gave up after {show_duration(waited)}" if number > 1 else "")
        shown_reason = gave_up if patience and outcome.verdict != "passed" else ""
        return replace(outcome, started=first.started, elapsed=waited, waited=number > 1, gave_up=shown_reason)

    def _forgive_reading(self, backend: Outcome) -> None:
        """Forget a failed reading: an element that is still missing is not a failure shown by the app."""
        steps = self.run_state.test.ui_steps
        if steps and backend.verdict == "passed":
            steps[-1].failed = False

    def _patience(self, validation: Validation) -> float:
        if self.overrides.within is not None:
            return self.overrides.within
        return validation.timing.within if validation.timing else _PATIENCE

    def _ask(self, number: int) -> Outcome:
        outcome = self.validations.run_silently(self.slug, self.inputs, self.overrides._replace(within=0.0, part=True))
        attempts = tuple(replace(attempt, first=number, number=number) for attempt in outcome.attempts)
        hopeless = outcome.verdict != "passed" and not self.validations.definition(self.slug).repeatable
        gave_up = "not retried" if hopeless and not outcome.gave_up else outcome.gave_up
        return replace(outcome, attempts=attempts, gave_up=gave_up)

    def _compared(self, outcome: Outcome) -> Outcome:
        """Return a passed outcome with the screen's text among its checks; other outcomes are returned as they are."""
        last = outcome.last
        if last is None or outcome.verdict != "passed":
            return outcome
        expected = outcome.value(self.wanted.name)
        holds, was, text = self._read(expected)
        should, was, hint = compared_words(expected, was, "" if holds else text, self.reading)
        return with_check(outcome, Check(f"screen {self.locator}", "holds" if holds else "failed", should, was, hint))

    def _read(self, expected: object) -> tuple[bool, str, str]:
        """Return whether the screen agrees, a phrase that says what it showed, and the compared text."""
        try:
            text = str(BuiltIn().run_keyword(f"{self.ui_library}.Get Text", escape(self.locator)))
        except ExecutionFailed as failure:
            if failure.dont_continue:
                raise
            return False, f"could not be read: {failure}", ""
        try:
            found = search(self.pattern.pattern, text) if self.pattern else None
        except SlowPatternError as error:
            return False, f"showed {show(text)}: {error}", ""
        if self.pattern and found is None:
            return False, f"showed {show(text)}, which does not match {self.pattern.pattern}", ""
        shown_text = (found[1] if found.re.groups else found[0]) or "" if found else text
        try:
            return agree(shown_text, expected, self.reading), f"showed {show(shown_text)}", shown_text.strip()
        except UnreadableScreenError as error:
            return False, str(error), ""


def compared_words(expected: object, was: str, differing: str, reading: Reading) -> tuple[str, str, str]:
    """Return what the screen should show, what it showed, and a hint if two different texts look alike."""
    as_what = "" if reading == "text" else f" as {reading}"
    hint = alike_hint(expected, differing) if reading == "text" else ""
    if not hint:
        return f"should show {show(expected)}{as_what}", was, ""
    expected_text, shown_text = show_pair(expected, differing)
    return f"should show {expected_text}", f"showed {shown_text}", hint


def with_check(outcome: Outcome, check: Check) -> Outcome:
    """Return a passed outcome with one more check, which is shown first and may make the outcome fail."""
    verdict: Verdict = "passed" if check.state == "holds" else "failed"
    last = outcome.attempts[-1]
    last = replace(last, checks=(check, *last.checks), verdict=verdict)
    return replace(outcome, attempts=(*outcome.attempts[:-1], last), verdict=verdict)
