"""Run a validation in a separate thread while the caller continues.

In: a Call, which is planned in the calling thread. Out: a Watch, whose outcome is known later. The thread uses only the
engine; the deadlines of the validation or a cancellation end it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from QuashLibrary.engine.clock import Cancellation, Deadline
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from QuashLibrary.engine.outcome import Attempt
    from QuashLibrary.engine.run.call import Call
    from QuashLibrary.engine.run.planned_call import Plans
    from QuashLibrary.engine.run.runner import Runner

PATIENCE = 30.0
"""Seconds to watch a validation that sets no time."""
_LINGER = 1.0
"""Seconds to wait for cancelled threads; their exchanges have already ended, unless they are still connecting."""


class Watch:
    """A validation that runs in the background."""

    def __init__(self, call: Call, outcome: Outcome | None = None) -> None:
        """Store the call; a call with a known outcome does not run."""
        self.call = call
        self.latest: Attempt | None = None
        self._outcome = outcome
        self._crash: BaseException | None = None
        self._cancelled = Cancellation()
        self._done = Signal()
        self._begun = False
        if outcome is not None:
            self._done.set()

    def begin(self, runner: Runner, plans: Plans) -> None:
        """Begin to watch."""
        self._begun = True
        start_thread(partial(self._work, runner, plans), f"watching {self.call.validation.name}")

    @property
    def done(self) -> bool:
        """Whether the outcome is known."""
        return self._done.is_set()

    @property
    def unplanned(self) -> bool:
        """Whether no request was sent, because a value could not be looked up."""
        return not self._begun and self.done

    @property
    def crashed(self) -> bool:
        """Whether a bug in QuashLibrary prevented the outcome; `outcome` raises it."""
        return self._crash is not None

    @property
    def outcome(self) -> Outcome:
        """The outcome; the watch must be done."""
        if self._outcome is None:
            raise self._crash or RuntimeError("the outcome is not known yet")
        return self._outcome

    @property
    def known(self) -> datetime:
        """When the outcome became known; the watch must be done."""
        return self.outcome.started + timedelta(seconds=self.outcome.elapsed)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the outcome is known or the seconds are over; a test timeout or Ctrl-C ends the wait."""
        wait_for(self._done, seconds)

    def _work(self, runner: Runner, plans: Plans) -> None:
        try:
            [self._outcome] = runner.run([self.call], self._note_attempt, plans, self._cancelled)
        except BaseException as error:  # raised again by `outcome`
            self._crash = error
        finally:
            self._done.set()

    def _note_attempt(self, slug: str, attempt: Attempt) -> None:
        if slug == self.call.validation.slug:
            self.latest = attempt


def cancel(watches: Iterable[Watch]) -> None:
    """End watches and their exchanges in flight, all at the same time."""
    ended = list(watches)
    for watch in ended:
        watch._cancelled.set()
    deadline = Deadline.after(_LINGER)
    for watch in ended:
        wait_for(watch._done, deadline.remaining())


def watch(runner: Runner, call: Call) -> Watch:
    """Begin to watch in the background; if planning fails, the watch has its outcome, an error, at once.

    A validation that sets no time is watched until it passes; a validation that must not be repeated runs once.
    """
    validation = call.validation
    if call.within is None and validation.timing is None and validation.repeatable:
        call = replace(call, within=PATIENCE)
    plans = runner.plan(call)
    if isinstance(plans, Outcome):
        return Watch(call, plans)
    begun = Watch(call)
    begun.begin(runner, plans)
    return begun
