"""Which certificates an exchange over TLS trusts, and the message if it does not."""

import itertools
import ssl
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls
from utest.engine.exchanges import SHORT, answer_of, fault_of
from utest.engine.servers import OK, Peer, Serve, answering, response, serving, silent

_NEEDED = "both must be PEM files, the key without a passphrase"


def _trickled_handshake(peer: Peer) -> None:
    peer.connection.recv(65536)
    # The head of a TLS record of 16,000 bytes; the rest comes byte by byte.
    peer.trickle(itertools.chain([b"\x16\x03\x03\x3e\x80"], itertools.repeat(b"\x02")))


@pytest.mark.parametrize("serve", [silent, _trickled_handshake], ids=["silent", "trickled"])
def test_the_deadline_bounds_a_tls_handshake(transport: HttpTransport, serve: Serve) -> None:
    """A handshake that never ends is a timeout."""
    with serving(serve) as server:
        fault = fault_of(transport, server.url.replace("http:", "https:"), SHORT)
        # A busy server may not have accepted the connection yet; no other connection is tried.
        assert len(server.peers) <= 1
    assert fault.kind == "timeout"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Return a certificate authority that only these tests know."""
    return trustme.CA()


@pytest.fixture(scope="module")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    """Return the TLS context of a server at 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    """Return the file of the authority's certificate."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def test_tls_by_an_unknown_authority(transport: HttpTransport, server_tls: ssl.SSLContext) -> None:
    """A certificate from an unknown issuer is refused."""
    with serving(answering(OK), server_tls) as server:
        fault = fault_of(transport, server.url)
        assert not server.requests
    assert fault.kind == "tls"
    reason = f"TLS with 127.0.0.1:{server.port} failed: the certificate is not trusted (unable to get local issuer"
    assert fault.message.startswith(reason)
    assert fault.hint == "write  tls: {ca: file.pem}  on the connection to trust its issuer, or  tls: {verify: false}"


def test_tls_by_the_registrys_authority(transport: HttpTransport, server_tls: ssl.SSLContext, ca: str) -> None:
    """`ca` names the trusted issuer."""
    with serving(answering(OK), server_tls) as server:
        assert answer_of(transport, server.url, Tls(ca=ca)).status == 200


def test_tls_without_verification(transport: HttpTransport, server_tls: ssl.SSLContext) -> None:
    """`verify: false` trusts everybody."""
    with serving(answering(OK), server_tls) as server:
        assert answer_of(transport, server.url, Tls(verify=False)).status == 200


def test_tls_settings_do_not_share_connections(transport: HttpTransport, server_tls: ssl.SSLContext, ca: str) -> None:
    """A connection made without verification is not used where verification is required."""
    with serving(answering(OK), server_tls) as server:
        answer_of(transport, server.url, Tls(verify=False))
        assert fault_of(transport, server.url).kind == "tls"
        answer_of(transport, server.url, Tls(ca=ca))


def test_tls_of_another_host(transport: HttpTransport, authority: trustme.CA, ca: str) -> None:
    """A trusted certificate of another host is refused."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("shop.example").configure_cert(context)
    with serving(answering(OK), context) as server:
        fault = fault_of(transport, server.url, tls=Tls(ca=ca))
    assert fault.kind == "tls"
    assert fault.message.endswith("failed: the certificate is not for 127.0.0.1")
    assert fault.hint == "write the host name of the certificate in base_url"


def test_tls_with_a_client_certificate(
    transport: HttpTransport, authority: trustme.CA, ca: str, tmp_path: Path
) -> None:
    """`cert` and `key` are sent to a server that requests them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    ours = authority.issue_cert("tester@shop.example")
    ours.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    ours.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    with serving(answering(OK), context) as server:
        tls = Tls(ca=ca, cert=str(tmp_path / "cert.pem"), key=str(tmp_path / "key.pem"))
        assert answer_of(transport, server.url, tls).status == 200
        fault = fault_of(transport, server.url, tls=Tls(ca=ca))
        assert fault.kind == "tls"
        assert "requires a client certificate" in fault.message
        strangers = trustme.CA().issue_cert("tester@shop.example").private_key_and_cert_chain_pem
        strangers.write_to_path(str(tmp_path / "stranger.pem"))
        fault = fault_of(transport, server.url, tls=Tls(ca=ca, cert=str(tmp_path / "stranger.pem")))
        assert fault.message.endswith("failed: it does not accept the client certificate (unknown ca)")


def test_tls_files_that_cannot_be_used(transport: HttpTransport, tmp_path: Path) -> None:
    """An invalid or missing certificate file is a fault and not a traceback."""
    (tmp_path / "none.pem").write_text("no certificate")
    for tls, reason in (
        (Tls(ca=str(tmp_path / "none.pem")), "cannot use the ca of tls: no certificate or crl found"),
        (Tls(cert=str(tmp_path / "none.pem")), f"cannot use cert and key of tls: {_NEEDED}"),
        (Tls(ca=str(tmp_path / "gone")), "cannot use the ca of tls: no such file or directory"),
    ):
        assert fault_of(transport, "https://127.0.0.1:1/", tls=tls) == Fault("tls", reason)


def test_a_key_with_a_passphrase_is_reported(transport: HttpTransport, authority: trustme.CA, tmp_path: Path) -> None:
    """Otherwise OpenSSL would ask for it on the terminal and wait forever."""
    ours = authority.issue_cert("tester@shop.example")
    ours.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    key = load_pem_private_key(ours.private_key_pem.bytes(), None)
    encrypted = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"phrase"))
    (tmp_path / "key.pem").write_bytes(encrypted)
    tls = Tls(cert=str(tmp_path / "cert.pem"), key=str(tmp_path / "key.pem"))
    fault = fault_of(transport, "https://127.0.0.1:1/", tls=tls)
    assert fault.message == f"cannot use cert and key of tls: {_NEEDED}"


def test_tls_where_the_server_speaks_none(transport: HttpTransport) -> None:
    """The message for a plain HTTP server suggests the right address."""
    with serving(lambda peer: peer.send(response(b"", "400 Bad Request"))) as server:
        fault = fault_of(transport, server.url.replace("http:", "https:"))
    assert fault.kind == "tls"
    assert fault.message == f"127.0.0.1:{server.port} does not support TLS; write http:// in base_url"
