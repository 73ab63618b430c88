"""Another thread can end exchanges in flight, even a blocked read."""

import ssl
import threading

import pytest
import trustme

from QuashLibrary.engine.clock import Cancellation, Clock
from QuashLibrary.engine.outcome import Exchange, Fault
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls
from utest.engine.exchanges import answer_of
from utest.engine.servers import OK, Peer, Server, answering, serving, silent

ENDED = Fault("timeout", "the exchange was stopped before its answer arrived")
HOUR = 3600.0


def ended(transport: HttpTransport, server: Server, came: threading.Event, body: bytes = b"") -> Exchange:
    """Return an exchange that is cancelled as soon as the server has received it."""
    clock = Clock(cancelled=Cancellation())
    made: list[Exchange] = []
    request = Request("POST" if body else "GET", server.url, body=body)
    thread = threading.Thread(target=lambda: made.append(transport.send(request, Tls(), clock.deadline(HOUR))))
    thread.start()
    assert came.wait(20)
    clock.cancelled.set()
    thread.join(20)
    assert not thread.is_alive()
    return made[0]


def _headers_only(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx")


@pytest.mark.parametrize("answer", [Peer.receive, _headers_only], ids=["silent", "half an answer"])
def test_a_read_is_ended(transport: HttpTransport, answer: object) -> None:
    """It ends long before its deadline."""
    came = threading.Event()

    def serve(peer: Peer) -> None:
        answer(peer)  # type: ignore[operator]
        came.set()
        peer.over.wait()

    with serving(serve) as server:
        assert ended(transport, server, came).answer == ENDED


def test_a_read_over_a_kept_connection_is_not_repeated(transport: HttpTransport) -> None:
    """A cancelled request is not sent again, although the connection closed before an answer."""
    came = threading.Event()

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(OK)
        peer.receive()
        came.set()
        peer.over.wait()

    with serving(serve) as server:
        answer_of(transport, server.url)
        assert ended(transport, server, came).answer == ENDED
        assert (len(server.peers), len(server.requests)) == (1, 2)


def test_a_write_is_ended(transport: HttpTransport) -> None:
    """A write to a server that does not read is ended."""
    came = threading.Event()

    def serve(peer: Peer) -> None:
        came.set()
        peer.over.wait()

    with serving(serve) as server:
        assert ended(transport, server, came, b"x" * 50_000_000).answer == ENDED


def test_a_handshake_is_ended(transport: HttpTransport) -> None:
    """A handshake with a silent server is ended."""
    came = threading.Event()

    def serve(peer: Peer) -> None:
        peer.connection.recv(1)
        came.set()
        peer.over.wait()

    with serving(serve) as server:
        secure = Server(server.url.replace("http:", "https:"), server.port)
        assert ended(transport, secure, came).answer == ENDED


def test_a_read_of_tls_is_ended(transport: HttpTransport) -> None:
    """A read over TLS is ended like one without TLS."""
    came = threading.Event()
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def serve(peer: Peer) -> None:
        peer.receive()
        came.set()
        peer.over.wait()

    with serving(serve, context) as server, authority.cert_pem.tempfile() as trusted:
        clock = Clock(cancelled=Cancellation())
        made: list[Exchange] = []
        tls = Tls(ca=trusted)
        thread = threading.Thread(
            target=lambda: made.append(transport.send(Request("GET", server.url), tls, clock.deadline(HOUR)))
        )
        thread.start()
        assert came.wait(20)
        clock.cancelled.set()
        thread.join(20)
    assert made[0].answer == ENDED


def test_nothing_is_sent_once_all_is_cancelled(transport: HttpTransport) -> None:
    """Nothing is sent over existing or new connections."""
    clock = Clock(cancelled=Cancellation())
    clock.cancelled.set()
    with serving(answering(OK)) as server:
        answer_of(transport, server.url)
        assert transport.send(Request("GET", server.url), Tls(), clock.deadline(HOUR)).answer == ENDED
        assert len(server.requests) == 1


def test_an_answer_that_came_stays_one(transport: HttpTransport) -> None:
    """A later cancellation does not change an answer."""
    clock = Clock(cancelled=Cancellation())
    with serving(answering(OK)) as server:
        transport.send(Request("GET", server.url), Tls(), clock.deadline(HOUR))
        clock.cancelled.set()
        assert answer_of(transport, server.url).status == 200


def test_others_are_not_ended(transport: HttpTransport) -> None:
    """Each run has its own cancellation."""
    came, go_on = threading.Event(), threading.Event()

    def serve(peer: Peer) -> None:
        if b"/slow" in peer.receive():
            came.set()
            assert go_on.wait(20)
            peer.send(OK)
        else:
            silent(peer)

    with serving(serve) as server:
        slow: list[object] = []
        thread = threading.Thread(target=lambda: slow.append(answer_of(transport, f"{server.url}/slow").status))
        thread.start()
        assert came.wait(20)
        ended(transport, server, came)
        go_on.set()
        thread.join(20)
    assert slow == [200]
