"""Keep the app's Appium sessions alive while a test waits for its backend.

Appium ends a session that gets no command for its `newCommandTimeout`, 60 s unless set, so a longer wait would lose the
app. While we wait, a thread sends each open session a command that does not reach the phone. Nothing of this is
visible. A session or server that does not answer is no longer kept alive.
"""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.drivers import ask, bounded, open_sessions
from QuashLibrary.robotside.app.ui_library import ui_instances
from QuashLibrary.threads import Signal, start_thread, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.robotside.state.run import AppSessions, RunState

DEFAULT_TIMEOUT = 60.0
"""Appium's own `newCommandTimeout`, in seconds."""

_PART = 3
"""A session gets a command after its timeout divided by this number."""

_FIRST_LOOK = 0.25
"""Seconds of waiting after which a session's timeout is queried; most validations end earlier."""

_PATIENCE = 5.0
"""Seconds that a server may take; one of our steps ends later by at most this time."""

_HURRY = 0.2
"""Seconds to wait for a command in flight when the test is interrupted."""

_LONGEST = 3600.0
_NAME = "newCommandTimeout"
_CAPABILITIES = "getAppiumSessionCapabilities"


@contextlib.contextmanager
def keeping_alive(run: RunState) -> Iterator[None]:
    """Keep the open Appium sessions alive while the block runs; the block itself must not use them.

    Called in the main thread. After the block, no command is in flight, unless the server does not answer.
    """
    drivers = [] if run.apps.are_kept else _drivers(run)
    if not drivers:
        yield
        return
    keeper = Keeper(drivers, run.apps, run.clock)
    interrupted = True
    with contextlib.ExitStack() as stack:
        for driver in drivers:
            stack.enter_context(bounded(driver, _PATIENCE))
        try:
            run.apps.are_kept = True
            keeper.start()
            yield
            interrupted = False
        finally:
            run.apps.are_kept = False
            keeper.stop(hurry=interrupted)


def _drivers(run: RunState) -> list[Any]:
    found = [driver for library in ui_instances(run) for driver in open_sessions(library)]
    return [driver for driver in found if driver.session_id and driver.session_id not in run.apps.lost]


class Keeper:
    """The thread that keeps sessions alive."""

    def __init__(self, drivers: Sequence[Any], apps: AppSessions, clock: Clock) -> None:
        self._drivers = list(drivers)
        self._apps = apps
        self._clock = clock
        self._ended = Signal()
        self._over = Signal()

    def start(self) -> None:
        """Start the thread."""
        start_thread(self._keep, "quash keeps apps alive")

    def stop(self, *, hurry: bool) -> None:
        """End the thread; sessions that do not answer in time are lost, except in a hurry."""
        self._ended.set()
        # Not Thread.join: after an exception inside it, Python 3.11 treats a running thread as stopped.
        if not wait_for(self._over, _HURRY if hurry else _PATIENCE) and not hurry:
            self._apps.lost.update(driver.session_id for driver in self._drivers)

    def _keep(self) -> None:
        try:
            self._learn_all()
            while ending := [driver for driver in self._drivers if self._timeout(driver)]:
                soonest = min(map(self._timeout, ending)) / _PART
                self._pause(self._apps.last_used + soonest - self._clock.monotonic())
                for driver in ending:
                    if self._ended.is_set():
                        return
                    # Every Appium driver has this command, and answers it without the phone.
                    self._answer(driver, "getTimeouts")
                self._apps.last_used = self._clock.monotonic()
        finally:
            self._over.set()

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._clock.sleep(min(seconds, _LONGEST), self._ended)

    def _learn_all(self) -> None:
        """Learn each session's timeout: some report it when they open, the others are queried."""
        for driver in self._drivers:
            self._note(driver, driver.capabilities)
        unknown = [driver for driver in self._drivers if driver.session_id not in self._apps.timeouts]
        if unknown:
            self._pause(_FIRST_LOOK)
        for driver in unknown:
            if self._ended.is_set():
                return
            driver.command_executor.add_command(_CAPABILITIES, "GET", "/session/$sessionId/appium/capabilities")
            answer = self._answer(driver, _CAPABILITIES) or {}
            value = answer.get("value")
            self._note(driver, value.get("capabilities") if isinstance(value, dict) else {})
            self._apps.timeouts.setdefault(driver.session_id, DEFAULT_TIMEOUT)

    def _note(self, driver: Any, capabilities: Any) -> None:
        seconds = timeout_in(capabilities)
        if seconds is not None:
            self._apps.timeouts[driver.session_id] = seconds

    def _timeout(self, driver: Any) -> float:
        """Return the timeout of a session in seconds; 0 if it never ends or is lost."""
        lost = driver.session_id in self._apps.lost
        return 0.0 if lost else self._apps.timeouts.get(driver.session_id, 0.0)

    def _answer(self, driver: Any, command: str) -> Any:
        answer, _, alive = ask(lambda: driver.execute(command))
        if not alive:
            self._apps.lost.add(driver.session_id)
        return answer


def timeout_in(capabilities: Any) -> float | None:
    """Return the `newCommandTimeout` of capabilities in seconds; None if it is missing or not a number."""
    given = capabilities if isinstance(capabilities, dict) else {}
    wanted = given.get(f"appium:{_NAME}", given.get(_NAME))
    try:
        seconds = float(str(wanted))
    except ValueError:
        return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
