"""The app's session is kept alive while a test waits, without other effects."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from selenium.common.exceptions import InvalidSessionIdException, UnknownMethodException

from QuashLibrary.engine.clock import Clock
from QuashLibrary.robotside.app import keep_alive as module
from QuashLibrary.robotside.app.keep_alive import Keeper, keeping_alive, timeout_in
from QuashLibrary.robotside.state.run import AppSessions, RunState
from QuashLibrary.threads import Signal


@dataclass
class FakeDriver:
    """A driver that records its commands."""

    capabilities: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Callable[[], Any]] = field(default_factory=dict)
    session_id: str = "one"
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Add an executor."""
        self.command_executor = SimpleNamespace(add_command=lambda *command: None)

    def execute(self, command: str) -> Any:
        """Answer a command."""
        self.asked.append(command)
        return self.answers.get(command, dict)()


@dataclass
class Time:
    """A clock whose pauses take no time; the wait ends at the last pause."""

    pauses: int
    now: float = 0.0
    paused: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        """Return the clock."""
        return Clock(monotonic=lambda: self.now, sleep=self._sleep)

    def _sleep(self, seconds: float, ended: Signal) -> None:
        self.paused.append(round(seconds, 3))
        self.now += seconds
        if len(self.paused) >= self.pauses:
            ended.set()


def kept(time: Time, *drivers: FakeDriver, used: float = 0.0) -> AppSessions:
    """Keep sessions alive until the time is up, and return what is known about them then."""
    apps = AppSessions(last_used=used)
    keeper = Keeper(drivers, apps, time.clock())
    keeper.start()
    keeper._over.wait(10)
    keeper.stop(hurry=False)
    return apps


def error(kind: type[Exception]) -> Callable[[], Any]:
    """Return an answer with an error."""

    def answer() -> Any:
        raise kind("no")

    return answer


def test_a_session_is_sent_a_command_at_a_third_of_its_time() -> None:
    """A session gets a command repeatedly, long before its timeout."""
    time, driver = Time(pauses=3), FakeDriver({"newCommandTimeout": 30})
    kept(time, driver)
    assert (time.paused, driver.asked) == ([10.0, 10.0, 10.0], ["getTimeouts", "getTimeouts"])


def test_time_counts_from_the_last_use() -> None:
    """Many short waits in a row count as one long wait for the app."""
    time = Time(pauses=2, now=107.0)
    kept(time, FakeDriver({"appium:newCommandTimeout": 30}), used=100.0)
    assert time.paused == [3.0, 10.0]


def test_the_shortest_time_counts_for_all() -> None:
    """Several open sessions are kept alive together, with the shortest timeout."""
    time = Time(pauses=2)
    drivers = [FakeDriver({"newCommandTimeout": seconds}, session_id=str(seconds)) for seconds in (30, 3)]
    kept(time, *drivers)
    assert time.paused == [1.0, 1.0]
    assert [driver.asked for driver in drivers] == [["getTimeouts"], ["getTimeouts"]]


def test_a_session_that_never_ends_is_left_alone() -> None:
    """A timeout of 0 means never, so the session gets no command."""
    driver = FakeDriver({"newCommandTimeout": 0})
    kept(Time(pauses=9), driver)
    assert driver.asked == []


def test_a_session_that_does_not_say_its_time_is_asked_for_it() -> None:
    """The timeout is queried if a driver hides the capability, but not in a short wait."""
    ask = {"getAppiumSessionCapabilities": lambda: {"value": {"capabilities": {"newCommandTimeout": 3}}}}
    time, driver = Time(pauses=2), FakeDriver(answers=ask)
    assert kept(time, driver).timeouts == {"one": 3.0}
    assert time.paused == [0.25, 0.75]
    short = FakeDriver(answers=ask)
    kept(Time(pauses=1), short)
    assert short.asked == []


@pytest.mark.parametrize("answer", [error(UnknownMethodException), lambda: {"value": None}, dict])
def test_appiums_default_is_taken_where_nothing_is_known(answer: Callable[[], Any]) -> None:
    """If an older server does not know the query, Appium's default timeout applies."""
    apps = kept(Time(pauses=2), FakeDriver(answers={"getAppiumSessionCapabilities": answer}))
    assert (apps.timeouts, apps.lost) == ({"one": 60.0}, set())


@pytest.mark.parametrize("trouble", [InvalidSessionIdException, ConnectionResetError, TimeoutError])
def test_a_dead_session_or_server_is_no_longer_kept_alive(trouble: type[Exception]) -> None:
    """A dead session gets only one command, and the other sessions stay alive."""
    dead = FakeDriver({"newCommandTimeout": 3}, {"getTimeouts": error(trouble)}, session_id="dead")
    well = FakeDriver({"newCommandTimeout": 3})
    apps = kept(Time(pauses=3), dead, well)
    assert (apps.lost, dead.asked, len(well.asked)) == ({"dead"}, ["getTimeouts"], 2)


@pytest.mark.parametrize(("hurry", "lost"), [(False, {"one"}), (True, set())])
def test_a_frozen_server_holds_nobody(monkeypatch: pytest.MonkeyPatch, hurry: bool, lost: set[str]) -> None:
    """An unanswered command is left behind; after the time limit, its session gets no further command."""
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    never, asked = threading.Event(), threading.Event()

    def freeze() -> None:
        asked.set()
        never.wait()

    frozen = FakeDriver({"newCommandTimeout": 3}, {"getTimeouts": freeze})
    apps = AppSessions(last_used=-100.0)
    keeper = Keeper([frozen], apps, Clock())
    keeper.start()
    asked.wait(10)
    keeper.stop(hurry=hurry)
    assert apps.lost == lost
    never.set()


@pytest.mark.parametrize(
    ("capabilities", "seconds"),
    [
        ({"newCommandTimeout": 120}, 120.0),
        ({"appium:newCommandTimeout": "300"}, 300.0),
        ({"newCommandTimeout": -1}, 0.0),
        ({"newCommandTimeout": "soon"}, None),
        ({"newCommandTimeout": None}, None),
        ({"newCommandTimeout": "inf"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_time_is_read_from_capabilities(capabilities: Any, seconds: float | None) -> None:
    """The timeout is a number or a text, with or without prefix."""
    assert timeout_in(capabilities) == seconds


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Return a UI library with one open session."""
    library = SimpleNamespace(_cache=SimpleNamespace(get_open_browsers=lambda: [FakeDriver({"newCommandTimeout": 30})]))
    monkeypatch.setattr(module, "ui_instances", lambda run: [library])
    return library


def threads() -> set[threading.Thread]:
    """Return the threads that keep apps alive; a thread that was told to end may still be ending."""
    return {thread for thread in threading.enumerate() if thread.name == "quash keeps apps alive"}


def test_sessions_are_kept_alive_as_long_as_the_block_runs(library: SimpleNamespace) -> None:
    """Nested blocks use one thread, and no thread is left after them."""
    run, earlier = RunState(), threads()
    with keeping_alive(run), keeping_alive(run):
        # Its thread may be about to begin.
        until = time.monotonic() + 20
        while not threads() - earlier and time.monotonic() < until:
            time.sleep(0.001)
        assert len(threads() - earlier) == 1
    assert not run.apps.are_kept


def test_what_is_raised_in_the_block_passes_through(library: SimpleNamespace) -> None:
    """A test timeout or Ctrl-C also ends the thread."""
    run = RunState()
    with pytest.raises(KeyboardInterrupt), keeping_alive(run):
        raise KeyboardInterrupt
    assert not run.apps.are_kept


def test_without_an_open_session_there_is_no_thread(library: SimpleNamespace) -> None:
    """Other libraries than AppiumLibrary, and libraries without an open app, start no thread."""
    library._cache, earlier = None, threads()
    with keeping_alive(RunState()):
        assert not threads() - earlier
