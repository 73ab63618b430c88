"""Use a validation in a thread of its own, while the caller goes on.

In: a Call, which is planned in the calling thread. Out: a Watch, whose outcome is known some time later. The
thread knows of the engine alone; it ends by the deadlines of the validation, or when it is cancelled.
"""

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from QuashLibrary.engine.clock import Cancellation, Deadline
from QuashLibrary.engine.outcome import Attempt, Outcome
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Prepared, Runner, repeatable
from QuashLibrary.engine.threads import start_thread, wait_for

PATIENCE = 30.0
"""Seconds for which a validation is watched that says nothing of time."""
_LINGER = 1.0
"""Seconds that threads which were cancelled are waited for; what they waited for has been ended, but for a connect."""


class Watch:
    """A use of a validation that goes on in the background."""

    def __init__(self, call: Call, outcome: Outcome | None = None) -> None:
        """Take what is watched; one whose outcome is known has nothing to ask."""
        self.call = call
        self.latest: Attempt | None = None
        self._outcome = outcome
        self._crash: BaseException | None = None
        self._cancelled = Cancellation()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        if outcome is not None:
            self._done.set()

    def begin(self, runner: Runner, prepared: Prepared) -> None:
        """Begin to ask."""
        name = f"watching {self.call.validation.name}"
        self._thread = start_thread(partial(self._work, runner, prepared), name)

    @property
    def done(self) -> bool:
        """Whether the outcome is known."""
        return self._done.is_set()

    @property
    def unplanned(self) -> bool:
        """Whether it was never asked, since a value could not be looked up."""
        return self._thread is None and self.done

    @property
    def crashed(self) -> bool:
        """Whether there is no outcome for a mistake of ours, which `outcome` raises."""
        return self._crash is not None

    @property
    def outcome(self) -> Outcome:
        """The outcome of a watch that is done."""
        if self._outcome is None:
            raise self._crash or RuntimeError("the outcome is not known yet")
        return self._outcome

    @property
    def known(self) -> datetime:
        """When the outcome of a watch that is done became known."""
        return self.outcome.started + timedelta(seconds=self.outcome.elapsed)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the outcome is known, or for so long; an exception (a test timeout, Ctrl-C) ends the wait."""
        wait_for(self._done, seconds)

    def cancel(self) -> None:
        """End the watch, and what it has in flight."""
        cancel([self])

    def _work(self, runner: Runner, prepared: Prepared) -> None:
        try:
            [self._outcome] = runner.run([self.call], self._heard, prepared, self._cancelled)
        except BaseException as error:  # raised again where the outcome is asked for
            self._crash = error
        finally:
            self._done.set()

    def _heard(self, slug: str, attempt: Attempt) -> None:
        if slug == self.call.validation.slug:
            self.latest = attempt


def cancel(watches: Iterable[Watch]) -> None:
    """End watches, and what they have in flight, all at the same time."""
    ended = list(watches)
    for item in ended:
        item._cancelled.set()
    deadline = Deadline.after(_LINGER)
    for item in ended:
        if item._thread is not None:
            item._thread.join(deadline.remaining())


def watch(runner: Runner, call: Call) -> Watch:
    """Begin to watch, in the background; a use that cannot be planned has its outcome, an error, at once.

    What says nothing of time is watched until it holds; a request that may not be repeated is made once.
    """
    timing = call.validation.timing
    if call.within is None and timing is None and repeatable(call.validation):
        call = replace(call, within=PATIENCE)
    prepared = runner.prepare(call)
    if isinstance(prepared, Outcome):
        return Watch(call, prepared)
    begun = Watch(call)
    begun.begin(runner, prepared)
    return begun
