"""The kind of a fault, from mitmproxy's error message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.traffic.faults import fault_of


@pytest.mark.parametrize(
    ("error", "server_error", "kind"),
    [
        ("[Errno 111] Connect call failed ('127.0.0.1', 1)", "", "refused"),
        ("Multiple exceptions: [Errno 111] …, [Errno 101] Network is unreachable", "", "refused"),
        ("[Errno -2] Name or service not known", "", "dns"),
        ("[Errno 11001] getaddrinfo failed", "", "dns"),
        ("Certificate verify failed: self-signed certificate", "", "tls"),
        ("The remote server does not speak TLS.", "", "tls"),
        ("connection timed out", "", "timeout"),
        ("server closed connection", "", "reset"),
        ("Client disconnected.", "", "cancelled"),
        ("Client disconnected.", "[Errno 111] Connect call failed", "cancelled"),
        ("peer closed", "certificate verify failed", "tls"),
        ("Invalid HTTP response line", "", "protocol"),
        ("", "", "protocol"),
    ],
)
def test_words_decide_the_kind(error: str, server_error: str, kind: str) -> None:
    """A cancelled request comes first, then the error of the backend's connection."""
    assert fault_of(error, server_error) == kind


@given(st.text(), st.text())
def test_any_words_have_a_kind(error: str, server_error: str) -> None:
    """Any message has a kind, including messages of later versions."""
    assert fault_of(error, server_error)
