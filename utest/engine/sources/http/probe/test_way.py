"""A failed step on the path to a backend has the message of a validation."""

from __future__ import annotations

import itertools
import socket
import ssl
from typing import TYPE_CHECKING

import trustme

from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.sources.http.probe.way import ProbeStep, Way, probe_steps, speaks_tls, tcp_steps
from QuashLibrary.registry.model import Tls
from utest.engine.servers import answering, serving

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from utest.engine.servers import Peer


DEFAULT = Tls()


def states(steps: list[ProbeStep]) -> list[tuple[str, str]]:
    """Return the names and states of steps."""
    return [(step.name, step.state) for step in steps]


def way(url: str, *, proxy: str = "", tls: Tls = DEFAULT, timeout: float = 5.0) -> list[ProbeStep]:
    """Return the steps to an address."""
    return list(probe_steps(Way(url, proxy, tls, timeout, Clock())))


def test_the_backend_behind_a_proxy_is_not_looked_up() -> None:
    """The proxy looks it up, and the handshake happens inside the proxy's connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = way("https://shop.example", proxy=f"http://ann:pass@127.0.0.1:{port}")
    assert states(found) == [("name", "ok"), ("TCP", "ok"), ("TLS", "not needed")]
    assert found[0].found == "the proxy 127.0.0.1 is an IP address"
    assert "pass" not in "".join(step.found for step in found)


def test_a_server_that_says_nothing_does_not_hold_it() -> None:
    """Each step has the connection's timeout."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = way(f"https://127.0.0.1:{server.getsockname()[1]}", timeout=0.2)
    assert states(found) == [("name", "ok"), ("TCP", "ok"), ("TLS", "failed")]
    assert found[-1].found.startswith("no TLS handshake with 127.0.0.1:")


def test_a_handshake_that_never_ends_does_not_hold_it() -> None:
    """The timeout applies although every read receives something."""

    def trickle(peer: Peer) -> None:
        peer.connection.recv(65536)
        peer.trickle(itertools.chain([b"\x16\x03\x03\x3e\x80"], itertools.repeat(b"\x02")))

    with serving(trickle) as server:
        found = way(server.url.replace("http:", "https:"), timeout=0.3)
    assert found[-1].found.startswith("no TLS handshake with 127.0.0.1:")


def test_files_of_tls_are_read_before_the_handshake(tmp_path: Path) -> None:
    """A missing file has the same message as in a run."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        tls = Tls(ca=str(tmp_path / "missing.pem"))
        found = way(f"https://127.0.0.1:{server.getsockname()[1]}", tls=tls)
    assert found[-1].found == "cannot use the ca of tls: no such file or directory"


def test_a_look_up_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lookup is abandoned at the timeout, as in a run."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: Clock().pause(2.0) or [])
    [step] = tcp_steps("shop.example", 80, 0.1, Clock())
    assert step.found == "looking up shop.example took too long"
    assert step.fault is not None
    assert step.fault.kind == "timeout"


def test_our_certificate_is_sent(tmp_path: Path) -> None:
    """The client certificate is sent to a server that requests it."""
    authority = trustme.CA()
    ca = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    ours = tmp_path / "ours.pem"
    authority.issue_cert("tester@shop.example").private_key_and_cert_chain_pem.write_to_path(str(ours))
    with serving(answering(b""), context) as server:
        found = way(server.url, tls=Tls(ca=str(ca), cert=str(ours), key=str(ours)))
    assert states(found)[-1] == ("TLS", "ok")
    assert found[-1].found.endswith(", trusted, the client certificate is sent")


def test_a_certificate_of_another_host_says_which(tmp_path: Path) -> None:
    """The message shows the host name to write in base_url."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example").configure_cert(context)
    with serving(answering(b""), context) as server:
        found = way(f"https://127.0.0.1:{server.port}", tls=Tls(ca=str(tmp_path / "ca.pem")))
    assert "failed: the certificate is not for 127.0.0.1; it is for other.example, issued by " in found[-1].found


def test_whether_a_port_speaks_tls() -> None:
    """An untrusted certificate makes no difference."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("other.example").configure_cert(context)
    for tls in (context, None):
        with serving(answering(b""), tls) as server:
            way_there = Way(f"http://127.0.0.1:{server.port}", "", DEFAULT, 2.0, Clock())
            assert speaks_tls(way_there) == (tls is not None)
