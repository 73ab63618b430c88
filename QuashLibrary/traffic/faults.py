"""Find out from mitmproxy's error message why a request of the app got no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.traffic.model import FaultKind

_WORDS: tuple[tuple[str, FaultKind], ...] = (
    ("client disconnected", "cancelled"),
    ("client closed", "cancelled"),
    ("stream closed by client", "cancelled"),
    ("certificate", "tls"),
    ("tls", "tls"),
    ("ssl", "tls"),
    ("getaddrinfo", "dns"),
    ("name or service not known", "dns"),
    ("name resolution", "dns"),
    ("nodename nor servname", "dns"),
    ("no address associated", "dns"),
    ("refused", "refused"),
    ("errno 111", "refused"),
    ("errno 61", "refused"),
    ("10061", "refused"),
    ("multiple exceptions", "refused"),
    ("connect call failed", "refused"),
    ("timed out", "timeout"),
    ("timeout", "timeout"),
    ("unreachable", "refused"),
    ("disconnected", "reset"),
    ("closed", "reset"),
    ("reset", "reset"),
)


def fault_of(error: str, server_error: str) -> FaultKind:
    """Return the kind of fault; the error of the backend's connection takes precedence unless the app gave up."""
    for text in (error if "client" in error.lower() else "", server_error, error):
        for words, kind in _WORDS:
            if text and words in text.lower():
                return kind
    return "protocol"
