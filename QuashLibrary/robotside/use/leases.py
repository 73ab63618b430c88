"""Reserve values that only one test at a time may use, such as test users, and give them back when the test ends.

In: an input with a list of values under `lease`. Out: one of them that no other process of this pabot run uses. pabot
starts a lock server for its processes and passes its address in variables. Robot's own Remote library calls it, because
pabot's library would wait for one value while another is free. Without pabot, one process runs one test at a time, so
nothing must wait.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from robot.errors import DataError, RemoteError
from robot.libraries.Remote import Remote

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.plan.leases import leasable_values
from QuashLibrary.errors import NoLeaseError
from QuashLibrary.robotside.app.keep_alive import keeping_alive
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.test import Lease
from QuashLibrary.robotside.use.lease_holders import read_holder, this_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Input
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.use.lease_holders import LeaseHolder

PATIENCE = 300
"""The longest wait for a value that other processes use, in seconds."""
_PAUSE = 0.1
_PAUSES_PER_LOOK = 10
"""The number of pauses after which the holders are checked again: one may have been killed meanwhile."""


@dataclass(frozen=True, slots=True)
class PabotLocks:
    """The locks of a pabot run; `owner` is pabot's name for this process.

    pabot's server stores the holder beside each lock. A process that was killed before it wrote this is not found.
    """

    remote: Any
    owner: str

    def take(self, name: str) -> bool:
        """Take a lock if it is free; return whether it was free."""
        if not self._call("acquire_lock", name, self.owner):
            return False
        self._call("set_parallel_value_for_key", name, this_process(self.owner).text())
        return True

    def give_back(self, name: str) -> None:
        """Free a lock that was taken."""
        self._call("release_lock", name, self.owner)

    def living_holder(self, name: str) -> LeaseHolder | None:
        """Return the holder of a lock, if it is known; free the lock if that process no longer runs."""
        holder = read_holder(self._call("get_parallel_value_for_key", name))
        if holder is None or not holder.is_dead():
            return holder
        # The server refuses if another process holds the lock by now.
        with suppress(NoLeaseError):
            self._call("release_lock", name, holder.owner)
        return None

    def _call(self, keyword: str, *arguments: str) -> object:
        try:
            return self.remote.run_keyword(keyword, arguments, {})
        except (RuntimeError, DataError, RemoteError) as error:
            raise NoLeaseError(f"pabot's lock server does not answer: {error}") from None


def locks_of_run() -> PabotLocks | None:
    """Return the locks that the processes of this run share; None if there is only one process."""
    address, owner = variable_or_none("PABOTLIBURI"), variable_or_none("CALLER_ID")
    return PabotLocks(Remote(str(address)), str(owner)) if address and owner else None  # type: ignore[no-untyped-call]


def reserve(
    run: RunState, name: str, values: Sequence[object], locks: Callable[[], PabotLocks | None] = locks_of_run
) -> object:
    """Return the value that the running test has reserved, or reserve one; outside tests, for the suite.

    Args:
        run: knows the values that the test has already reserved.
        name: the name of the input, for messages.
        values: the values to choose from; a value in several lists is reserved once.
        locks: returns the locks that the processes of this run share.

    Raises:
        NoLeaseError: other processes use all values for too long, or this test has reserved all of them.
    """
    held = run.all_leases()
    for lease in held:
        if lease.name == name and lease.value in values:
            return lease.value
    taken = [lease.value for lease in held]
    free = [value for value in _in_own_order(values) if value not in taken]
    if not free:
        raise NoLeaseError(f'this test has already reserved all values of the input "{name}"; add more to its list')
    shared, value = locks(), free[0]
    if shared is not None:
        with keeping_alive(run):
            value = _first_free(run.clock, name, free, shared)
    run.current_leases().append(Lease(name, value, lambda: shared.give_back(_lock_name(value)) if shared else None))
    return value


def lease_input(run: RunState, item: Input, scope: Scope) -> object:
    """Look up an input's list, reserve one of its values, and return it.

    Raises:
        NoLeaseError: no value is free.
        UnusableValueError: a value of the list cannot be looked up.
    """
    value = reserve(run, item.name, leasable_values(item, scope))
    if item.secret:
        run.redactor.add(value)
    return value


def _first_free(clock: Clock, name: str, values: Sequence[object], locks: PabotLocks) -> object:
    deadline = Deadline.after(PATIENCE, clock.monotonic)
    pauses = 0
    while True:
        for value in values:
            if locks.take(_lock_name(value)):
                return value
        if pauses % _PAUSES_PER_LOOK == 0:
            holders = _shown_holders(locks, values)
        if pauses == 0:
            messages.text(f'waiting for a value of the input "{name}"{holders}')
        if not deadline.remaining():
            raise NoLeaseError(
                f'none of the {len(values)} values of the input "{name}" became free within {PATIENCE // 60} minutes'
                f"{holders}; there are fewer values than parallel tests: add values to the list"
            )
        clock.pause(_PAUSE)
        pauses += 1


def _shown_holders(locks: PabotLocks, values: Sequence[object]) -> str:
    """Return the processes that hold the values, as the end of a sentence; free the values of dead processes."""
    holders = [locks.living_holder(_lock_name(value)) for value in values]
    known = list(dict.fromkeys(str(holder) for holder in holders if holder is not None))
    return f", in use by {' and '.join(known)}" if known else ""


def _in_own_order(values: Sequence[object]) -> list[object]:
    """Return the values in this process's own order, so processes rarely want the same value."""
    number = variable_or_none("PABOTEXECUTIONPOOLID")
    place = int(str(number)) % len(values) if number is not None and str(number).isdigit() and values else 0
    return [*values[place:], *values[:place]]


def _lock_name(value: object) -> str:
    """Return a name that does not reveal the value: it may be secret, and pabot's server shows names."""
    text = json.dumps(value, sort_keys=True)
    return f"quash lease {hashlib.sha256(text.encode()).hexdigest()}"
