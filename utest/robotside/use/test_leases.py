"""Reserve values that only one test at a time may use, with simulated locks of a pabot run."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from robot.errors import RemoteError

from QuashLibrary.engine.clock import Clock
from QuashLibrary.errors import NoLeaseError
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.test import TestState, give_back
from QuashLibrary.robotside.use.lease_holders import LeaseHolder, read_holder, this_process
from QuashLibrary.robotside.use.leases import PATIENCE, PabotLocks, reserve


@dataclass
class Server:
    """A simulated lock server of pabot; values `taken` by others become free after a number of calls."""

    taken: int = 0
    owners: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def run_keyword(self, keyword: str, arguments: Sequence[str], named: object) -> object:
        """Answer as PabotLib does."""
        if keyword == "get_parallel_value_for_key":
            return self.values.get(arguments[0], "")
        name, owner = arguments
        if keyword == "set_parallel_value_for_key":
            self.values[name] = owner
            return None
        if keyword == "release_lock":
            if self.owners.get(name) != owner:
                raise RemoteError("AssertionError", "", fatal=False, continuable=False)
            del self.owners[name]
            return None
        if self.taken:
            self.taken -= 1
            return False
        return self.owners.setdefault(name, owner) == owner


@dataclass
class Time:
    """A clock that advances only during a wait."""

    passed: float = 0.0

    def clock(self) -> Clock:
        """Return the clock of a run."""
        return Clock(monotonic=lambda: self.passed, sleep=self._sleep)

    def _sleep(self, seconds: float, cancelled: object) -> None:
        self.passed += seconds


def running(*, in_test: bool = True, time: Time | None = None) -> RunState:
    """Return the state of a run within a test."""
    return at((time or Time()).clock(), in_test=in_test)


def at(clock: Clock, *, in_test: bool = True) -> RunState:
    """Return the state of a run with a clock."""
    run = RunState(clock)
    run.test = TestState(in_test=in_test)
    return run


def lease(run: RunState, server: Server, *values: object, name: str = "user", owner: str = "one") -> object:
    """Reserve one of the values."""
    return reserve(run, name, values, lambda: PabotLocks(server, owner))


def test_first_free_value_is_leased() -> None:
    """A value that another process uses is skipped."""
    assert lease(running(), Server(taken=1), "anna", "ben") == "ben"


def test_a_test_keeps_its_value() -> None:
    """All steps of a test use the same value."""
    here, server = running(), Server()
    assert [lease(here, server, "anna", "ben") for _ in range(3)] == ["anna"] * 3


def test_a_value_stands_for_one_input_only() -> None:
    """Two inputs with the same list get different values."""
    here, server = running(), Server()
    assert [lease(here, server, "anna", "ben", name=name) for name in ("buyer", "seller")] == ["anna", "ben"]


def test_more_inputs_than_values_are_an_error() -> None:
    """A wait would never end, because the test itself holds all values."""
    here, server = running(), Server()
    lease(here, server, "anna", name="buyer")
    with pytest.raises(NoLeaseError, match='already reserved all values of the input "seller"'):
        lease(here, server, "anna", name="seller")


def test_two_processes_never_have_the_same_value() -> None:
    """The lock of a value belongs to the process that reserved it."""
    server = Server()
    assert lease(running(), server, "anna", "ben", owner="one") == "anna"
    assert lease(running(), server, "anna", "ben", owner="two") == "ben"


def test_a_value_is_waited_for() -> None:
    """The value is reserved when the other process gives it back."""
    time = Time()
    assert lease(running(time=time), Server(taken=5), "anna") == "anna"
    assert 0 < time.passed < PATIENCE


def test_waiting_has_an_end() -> None:
    """A wait ends with an error, because a killed process may never give its value back."""
    with pytest.raises(NoLeaseError, match="within 5 minutes; there are fewer values than parallel tests"):
        lease(running(), Server(taken=10**6), "anna")


def killed_process() -> LeaseHolder:
    """Return a killed process as a holder."""
    code = (
        "from QuashLibrary.robotside.use.lease_holders import this_process;"
        "import time; print(this_process('killed').text(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        holder = read_holder(process.stdout.readline())
        assert holder and not holder.is_dead()
        process.kill()
    return holder


def test_the_value_of_a_killed_process_is_free_at_once() -> None:
    """The value of a dead process is free immediately."""
    time, server = Time(), Server()
    lease(running(), server, "anna", owner="killed")
    [lock] = server.owners
    server.values[lock] = killed_process().text()
    assert lease(running(time=time), server, "anna", owner="two") == "anna"
    assert time.passed < 1
    assert server.owners == {lock: "two"}


def test_a_process_that_is_killed_during_the_wait_is_noticed() -> None:
    """Holders are checked about once a second."""
    time, server = Time(), Server()
    lease(running(), server, "anna", owner="killed")
    [lock] = server.owners

    def die_at(seconds: float, _: object) -> None:
        time.passed += seconds
        if time.passed > 3:
            server.values[lock] = dead

    dead = killed_process().text()
    here = at(Clock(monotonic=lambda: time.passed, sleep=die_at))
    assert lease(here, server, "anna", owner="two") == "anna"
    assert 3 < time.passed < 5


@pytest.mark.parametrize("change", [{"machine": "another"}, {"started": ""}])
def test_a_process_of_another_machine_is_not_taken_for_dead(change: dict[str, str]) -> None:
    """Process numbers of other machines, and processes without a known start, never count as dead."""
    assert not replace(killed_process(), **change).is_dead()


def test_a_number_that_another_process_has_now_is_no_sign_of_life() -> None:
    """Operating systems reuse process numbers."""
    here = this_process("one")
    assert not here.is_dead()
    assert replace(here, started="1").is_dead()


def test_what_another_process_has_taken_over_stays_its_own() -> None:
    """Two processes that find the same dead holder never get the same value."""
    server, dead = Server(), killed_process()
    lease(running(), server, "anna", owner="two")
    [lock] = server.owners
    server.values[lock] = dead.text()
    assert PabotLocks(server, "three").living_holder(lock) is None
    assert server.owners == {lock: "two"}


def test_a_wait_says_who_holds_the_values(caplog: pytest.LogCaptureFixture) -> None:
    """The message shows which tests to look at."""
    server = Server()
    lease(running(), server, "anna", owner="one")
    who = re.escape(str(this_process("one")))
    with caplog.at_level("INFO"), pytest.raises(NoLeaseError, match=f"within 5 minutes, in use by {who}; there are"):
        lease(running(), server, "anna", owner="two")
    assert re.search(f'^waiting for a value of the input "user", in use by {who}$', caplog.messages[0])


def test_a_server_that_does_not_answer_is_an_error() -> None:
    """The message names pabot's lock server."""

    class Gone:
        def run_keyword(self, *_: object) -> object:
            raise RuntimeError("Connecting remote server failed")

    with pytest.raises(NoLeaseError, match="pabot's lock server does not answer"):
        reserve(running(), "user", ["anna"], lambda: PabotLocks(Gone(), "one"))


def test_values_are_given_back() -> None:
    """The next test can reserve them."""
    here, server = running(), Server()
    lease(here, server, "anna")
    give_back(here.test.leases)
    assert (server.owners, here.test.leases) == ({}, [])


def test_outside_of_a_test_the_suite_leases() -> None:
    """All tests of the suite use the value, and it ends with the suite."""
    here, server = running(in_test=False), Server()
    assert lease(here, server, "anna", "ben") == "anna"
    here.test = TestState(in_test=True)
    assert lease(here, server, "anna", "ben") == "anna"
    assert [lease.value for lease in here.suites[-1].leases] == ["anna"]


def test_names_of_locks_say_nothing() -> None:
    """A value may be secret, and pabot's server shows the names of its locks."""
    server = Server()
    lease(running(), server, "obvious-test-user")
    assert "obvious-test-user" not in "".join(server.owners)


def test_objects_can_be_leased() -> None:
    """A value can be an object; the order of its keys does not matter."""
    server = Server()
    lease(running(), server, {"name": "anna", "phone": "1"})
    assert lease(running(), server, {"phone": "1", "name": "anna"}, "ben", owner="two") == "ben"


def test_without_pabot_the_first_is_taken() -> None:
    """Without pabot, one process runs one test at a time."""
    assert reserve(running(), "user", ["anna", "ben"], lambda: None) == "anna"
