"""Tokens that were had by logging in: kept until they expire, and had once where several want one.

In: how to log in. Out: a token. Several validations that run at the same time wait for the one login.
"""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Exchange, Fault

_EARLY, _SHARE = 5.0, 0.1
"""A token is had anew so many seconds, at most this share of its life, before it expires: it has to arrive in time."""
_TURN = 0.1


class LoginError(Exception):
    """No token was to be had; `fault` says why, `exchange` is the one that gave none."""

    def __init__(self, fault: Fault, exchange: Exchange | None = None) -> None:
        """Take the reason."""
        super().__init__(fault.message)
        self.fault = fault
        self.exchange = exchange


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and when it expires on the monotonic clock; None where it does not say."""

    value: str
    expires: float | None = None


@dataclass(slots=True)
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Token | None = None


class Tokens:
    """Tokens by what they are for; may be used from several threads."""

    def __init__(self) -> None:
        """Begin without tokens."""
        self._slots: dict[Hashable, _Slot] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, log_in: Callable[[], Token], deadline: Deadline, refused: str = "") -> str:
        """Return the token that is kept, or log in.

        Args:
            key: what the token is for.
            log_in: has a token.
            deadline: when waiting for another's login ends.
            refused: a token that was not accepted, and is not to be given again.

        Raises:
            LoginError: there is none.
        """
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
        if not _acquired(slot.lock, deadline):
            raise LoginError(Fault("timeout", "no token: another validation was still logging in"))
        try:
            token = slot.token
            if token is None or token.value == refused or _is_old(token, deadline.monotonic()):
                slot.token = None
                slot.token = token = log_in()
            return token.value
        finally:
            slot.lock.release()


def _acquired(lock: threading.Lock, deadline: Deadline) -> bool:
    """Wait for a lock, in short turns: a deadline that is cancelled does not wake a thread that waits for one."""
    while not lock.acquire(timeout=min(deadline.remaining(), _TURN)):
        if not deadline.remaining():
            return False
    return True


def lasting(value: str, seconds: float | None, now: float) -> Token:
    """Return a token that is good for so many seconds from now."""
    return Token(value, None if seconds is None else now + seconds - min(_EARLY, seconds * _SHARE))


def _is_old(token: Token, now: float) -> bool:
    return token.expires is not None and now >= token.expires
