"""If a server sends more than an answer, the next request still gets its own answer."""

import ssl

import pytest
import trustme

from QuashLibrary.engine.outcome import Answer
from QuashLibrary.engine.sources.http import transport as module
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls
from utest.engine.exchanges import answer_of
from utest.engine.servers import Peer, Serve, answering, response, serving

STALE = response(b'"stale"')
OWN = response(b'"asked"')
NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
BIG = b'"' + b"x" * 200_000 + b'"'

SURPLUSES = {
    "an answer behind 204": NO_CONTENT + STALE,
    "a body behind 204": NO_CONTENT + b'{"who": "stale"}',
    "an answer behind 304": b"HTTP/1.1 304 Not Modified\r\n\r\n" + STALE,
    "the same answer twice": STALE * 2,
    "blank lines behind a body": STALE + b"\r\n\r\n",
    "one line feed behind a body": STALE + b"\n",
    "a body longer than it says": STALE + b"tail",
    "an answer behind chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n" + STALE,
    "an informational answer behind a body": STALE + b"HTTP/1.1 103 Early Hints\r\n\r\n",
    "an answer behind a large body": response(BIG) + STALE,
}


def _first_then_own(first: bytes) -> Serve:
    """Answer the very first request with these bytes, and all others normally."""
    sent: list[bytes] = []

    def serve(peer: Peer) -> None:
        while peer.receive():
            sent.append(first)
            peer.send(OWN if len(sent) > 1 else first)

    return serve


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("surplus", SURPLUSES.values(), ids=SURPLUSES)
def test_a_surplus_is_never_the_answer_to_the_next_request(
    transport: HttpTransport, surplus: bytes, method: str
) -> None:
    """The connection is closed; this also protects requests that must not be sent twice."""
    with serving(_first_then_own(surplus)) as server:
        answer_of(transport, server.url)
        for _ in range(2):
            assert answer_of(transport, Request(method, server.url)).body == b'"asked"'
        assert len(server.peers) == 2


def test_a_body_behind_the_answer_to_head_is_none(transport: HttpTransport) -> None:
    """Some servers send the body as well."""
    with serving(_first_then_own(STALE)) as server:
        assert answer_of(transport, Request("HEAD", server.url)).body == b""
        assert answer_of(transport, server.url).body == b'"asked"'


def test_informational_answers_before_the_answer_are_no_surplus(transport: HttpTransport) -> None:
    """The connection is kept."""
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    with serving(answering(hints + STALE, OWN)) as server:
        assert answer_of(transport, server.url).body == b'"stale"'
        assert answer_of(transport, server.url).body == b'"asked"'
        assert len(server.peers) == 1


def test_a_surplus_in_tls_is_never_the_answer_to_the_next_request(transport: HttpTransport) -> None:
    """TLS makes no difference."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serving(_first_then_own(NO_CONTENT + STALE), context) as server, authority.cert_pem.tempfile() as trusted:
        answer_of(transport, server.url, Tls(ca=trusted))
        assert answer_of(transport, server.url, Tls(ca=trusted)).body == b'"asked"'


def test_a_connection_that_cannot_be_inspected_is_not_kept(
    transport: HttpTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If httpcore's private names change, each request has its own connection."""

    def unknown(_: object) -> object:
        raise AttributeError

    monkeypatch.setattr(module, "_READ_AHEAD", unknown)
    with serving(answering(OWN)) as server:
        answers: list[Answer] = [answer_of(transport, server.url) for _ in range(2)]
        assert [answer.body for answer in answers] == [b'"asked"'] * 2
        assert len(server.peers) == 2


def test_an_idle_connection_is_closed_before_servers_do(transport: HttpTransport) -> None:
    """Node closes it after 5 seconds, and a request on its way would be lost."""
    with serving(answering(OWN)) as server:
        answer_of(transport, server.url)
        [pool] = transport._pools.values()
        [connection] = pool._pool.connections
        assert connection.is_idle()
        assert pool._pool._keepalive_expiry == 2
