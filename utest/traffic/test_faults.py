"""Why a request got no answer, by the words of mitmproxy."""

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
def test_words_tell_the_kind(error: str, server_error: str, kind: str) -> None:
    """An app that gave up comes first, then what the connection to the backend says."""
    assert fault_of(error, server_error) == kind


@given(st.text(), st.text())
def test_any_words_have_a_kind(error: str, server_error: str) -> None:
    """Those of later versions too."""
    assert fault_of(error, server_error)
