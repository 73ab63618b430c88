"""Tokens of logins: kept until they expire, and fetched only once even if several validations need one.

In: a function that logs in, or the answer of a token server. Out: a token. Validations that run at the same time wait
for a single login.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf
from typing import TYPE_CHECKING

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.plan.source import LoginError
from QuashLibrary.errors import UnreadableError
from QuashLibrary.threads import wait_in_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from QuashLibrary.engine.clock import Deadline
    from QuashLibrary.engine.outcome import Exchange
    from QuashLibrary.language.json_values import JSON

_EARLY, _SHARE = 5.0, 0.1
"""A token is renewed this many seconds before it expires, but at most this share of its lifetime."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and when it expires on the monotonic clock."""

    value: str
    expires: float = inf


@dataclass(slots=True)
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: Token | None = None


class Tokens:
    """Tokens by their keys; thread-safe."""

    def __init__(self) -> None:
        self._slots: dict[Hashable, _Slot] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, log_in: Callable[[], Token], deadline: Deadline, refused: str = "") -> str:
        """Return the stored token, or log in.

        Args:
            key: identifies what the token is for.
            log_in: returns a new token.
            deadline: when to stop waiting for the login of another validation.
            refused: a token that was not accepted and must not be returned again.

        Raises:
            LoginError: there is no token.
        """
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
        if not wait_in_turns(lambda turn: slot.lock.acquire(timeout=turn), deadline.remaining):
            raise LoginError(Fault("timeout", "no token: another validation was still logging in"))
        try:
            token = slot.token
            if token is None or token.value == refused or deadline.monotonic() >= token.expires:
                slot.token = None
                slot.token = token = log_in()
            return token.value
        finally:
            slot.lock.release()


def token_of(exchange: Exchange, now: float) -> Token:
    """Return the token in the answer of a token server; `now` is the time on the monotonic clock.

    Raises:
        LoginError: the answer contains no token.
    """
    answer = exchange.answer
    if isinstance(answer, Fault):
        raise LoginError(Fault(answer.kind, f"no token: {answer.message}"), exchange)
    refusal = f"no token: {exchange.request.description.line} answered {answer.status}"
    try:
        document = AnswerParts(answer, exchange.elapsed).json
    except UnreadableError as error:
        raise LoginError(Fault("login", f"{refusal}, {error}"), exchange) from None
    fields = document if isinstance(document, dict) else {}
    token = fields.get("access_token")
    if answer.status != HTTPStatus.OK or not isinstance(token, str) or not token:
        raise LoginError(Fault("login", f"{refusal} ({_refusal_reason(fields)})"), exchange)
    return _lasting(token, _seconds(fields.get("expires_in")), now)


def tokens_in(exchange: Exchange) -> list[JSON]:
    """Return every token in an answer, even in a refusal, because all of them must be masked."""
    if isinstance(exchange.answer, Fault):
        return []
    try:
        document = AnswerParts(exchange.answer, exchange.elapsed).json
    except UnreadableError:
        return []
    fields = document if isinstance(document, dict) else {}
    return [fields.get(name) for name in ("access_token", "refresh_token", "id_token")]


def _lasting(value: str, seconds: float | None, now: float) -> Token:
    return Token(value) if seconds is None else Token(value, now + seconds - min(_EARLY, seconds * _SHARE))


def _refusal_reason(fields: dict[str, JSON]) -> str:
    """Return the server's error code (RFC 6749, 5.2), else that there is no token."""
    reason = fields.get("error")
    return reason if isinstance(reason, str) else "no access_token"


def _seconds(value: object) -> float | None:
    """Return how many seconds a token is valid; some servers send the number as a text."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0.0
    except (ValueError, OverflowError):
        return None
    return seconds if seconds > 0 else None
