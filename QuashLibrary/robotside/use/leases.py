"""Values that only one test at a time may use, such as test users: leased for a test, given back at its end.

In: an input with a list of values to `lease`. Out: one of them that no other process of this pabot run uses.
pabot starts a server of locks for its processes and tells them by variables where it is; it is spoken to by
Robot's own Remote library, since pabot's would wait for one value while another is free. Where no pabot runs
there is one process, with one test at a time, and nothing to wait for.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from robot.errors import DataError, RemoteError
from robot.libraries.Remote import Remote

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.plan.values import Scope, render
from QuashLibrary.errors import NoLeaseError
from QuashLibrary.registry.model import Input
from QuashLibrary.robotside.robot_api.variables import robot_value
from QuashLibrary.robotside.state.session import Lease, Session

PATIENCE = 300
"""Seconds to wait for a value that other processes use; a test that was killed never gives its own back."""
_PAUSE = 0.1


class Locks(Protocol):
    """Locks that processes share."""

    def take(self, name: str) -> bool:
        """Take a lock where it is free."""

    def give_back(self, name: str) -> None:
        """Free a lock that was taken."""


@dataclass(frozen=True, slots=True)
class PabotLocks:
    """The locks of a pabot run; `owner` is the name that pabot has given to this process."""

    remote: Any
    owner: str

    def take(self, name: str) -> bool:
        """Take a lock where it is free."""
        return bool(self._ask("acquire_lock", name))

    def give_back(self, name: str) -> None:
        """Free a lock that was taken."""
        self._ask("release_lock", name)

    def _ask(self, keyword: str, name: str) -> object:
        try:
            return self.remote.run_keyword(keyword, [name, self.owner], {})
        except (RuntimeError, DataError, RemoteError) as error:
            raise NoLeaseError(f"pabot's server of locks does not answer: {error}") from None


class NoLocks:
    """What stands for locks where this is the only process."""

    def take(self, name: str) -> bool:
        """Take what nobody else can take."""
        return True

    def give_back(self, name: str) -> None:
        """Free nothing."""


def locks_of_run() -> Locks:
    """Return the locks that the processes of this run share."""
    address, owner = robot_value("PABOTLIBURI"), robot_value("CALLER_ID")
    if not (address and owner):
        return NoLocks()
    return PabotLocks(Remote(str(address)), str(owner))  # type: ignore[no-untyped-call]


def leased(session: Session, name: str, values: Sequence[object], locks: Callable[[], Locks] = locks_of_run) -> object:
    """Return the value that the running test has of these, or lease one for it.

    Outside of a test it is leased for the suite.

    Args:
        session: knows what the test has already.
        name: of the input, for messages.
        values: of which one is wanted; a value is leased once, in whatever lists it stands.
        locks: that the processes of this run share.

    Raises:
        NoLeaseError: other processes use all of them for too long, or this test has them all.
    """
    held = [lease for level in session.leases() for lease in level]
    for lease in held:
        if lease.name == name and lease.value in values:
            return lease.value
    taken = [lease.value for lease in held]
    free = [value for value in _from_own_place(values) if value not in taken]
    if not free:
        raise NoLeaseError(f'this test has leased all values of the input "{name}" already; add more to its list')
    shared = locks()
    value = _first_free(session.clock, name, free, shared)
    session.leases_here().append(Lease(name, value, lambda: shared.give_back(_lock(value))))
    return value


def lease_input(session: Session, item: Input, scope: Scope) -> object:
    """Return the value that is leased for an input; its list is looked up first.

    Raises:
        NoLeaseError: there is none to be had.
        UnusableValueError: a value of the list cannot be looked up.
    """
    # What the input is worth is being found out, so its list cannot be made of it.
    others = {name: other for name, other in scope.declared.items() if name != item.name}
    value = leased(session, item.name, _flat(render(item.lease, replace(scope, declared=others))))
    if item.secret:
        session.redactor.add(value)
    return value


def give_back(leases: list[Lease]) -> None:
    """Give back what a test or suite has leased; what cannot be given back any more ends with the run."""
    while leases:
        try:
            leases.pop().give_back()
        except NoLeaseError:
            continue


def _flat(values: object) -> list[object]:
    """Return the values of a list; a variable in it may stand for several."""
    items = values if isinstance(values, list) else [values]
    return [inner for item in items for inner in (item if isinstance(item, list) else [item])]


def _first_free(clock: Clock, name: str, values: Sequence[object], locks: Locks) -> object:
    deadline = Deadline.after(PATIENCE, clock.monotonic)
    while True:
        for value in values:
            if locks.take(_lock(value)):
                return value
        if not deadline.remaining():
            raise NoLeaseError(
                f'none of the {len(values)} values of the input "{name}" became free within {PATIENCE // 60} minutes; '
                "there are fewer of them than tests that run at the same time, or a process was killed"
            )
        clock.pause(_PAUSE)


def _from_own_place(values: Sequence[object]) -> list[object]:
    """Begin where no other process begins, so that processes seldom ask for the same value."""
    number = robot_value("PABOTEXECUTIONPOOLID")
    place = int(str(number)) % len(values) if number is not None and str(number).isdigit() and values else 0
    return [*values[place:], *values[:place]]


def _lock(value: object) -> str:
    """Return a name that says nothing of the value: it may be secret, and pabot's server shows names."""
    text = json.dumps(value, sort_keys=True)
    return f"quash lease {hashlib.sha256(text.encode()).hexdigest()}"
