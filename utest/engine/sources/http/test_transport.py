"""The transport makes one exchange: limited in time, unaltered, and without exceptions."""

import contextlib
import itertools
import logging
import os
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Fault, Headers
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls
from utest.engine.exchanges import LONG, SHORT, answer_of, ask, fault_of
from utest.engine.servers import OK, Peer, Serve, answering, response, serving, silent


def _slow_body(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    peer.trickle(itertools.repeat(b"x"))


def _slow_headers(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    peer.trickle(itertools.repeat(b"x"))


def _endless_informational(peer: Peer) -> None:
    peer.receive()
    peer.trickle(itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"))


def _flood_of_informational(peer: Peer) -> None:
    peer.receive()
    while not peer.over.is_set():
        peer.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def _slow_chunks(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    peer.trickle(itertools.repeat(b"1\r\nx\r\n"))


@pytest.mark.parametrize(
    "serve",
    [silent, _slow_body, _slow_headers, _endless_informational, _flood_of_informational, _slow_chunks],
    ids=lambda serve: serve.__name__.strip("_"),
)
def test_the_deadline_bounds_the_whole_exchange(transport: HttpTransport, serve: Serve) -> None:
    """The exchange ends at its deadline, however the server spreads its answer over time."""
    with serving(serve) as server:
        fault = fault_of(transport, server.url, SHORT)
        # A busy server may not have accepted the connection yet; no other connection is tried.
        assert len(server.peers) <= 1
    assert fault.kind == "timeout"
    # On a busy machine, some of the time has passed before the request is sent.
    assert re.fullmatch(rf"no complete answer from 127\.0\.0\.1:{server.port} within 2\d\d ms", fault.message)


def _sip(peer: Peer) -> None:
    while not peer.over.wait(0.005):
        peer.connection.recv(2000)


@pytest.mark.parametrize("serve", [silent, _sip], ids=["never", "slowly"])
def test_the_deadline_bounds_an_upload_that_nobody_reads(transport: HttpTransport, serve: Serve) -> None:
    """A server that does not read the request, or reads it slowly, is a timeout."""
    with serving(serve) as server:
        fault = fault_of(transport, Request("POST", server.url, body=b"x" * 30_000_000), SHORT)
        # A busy server may not have accepted the connection yet; no other connection is tried.
        assert len(server.peers) <= 1
    assert fault.kind == "timeout"


def test_the_deadline_bounds_a_name_look_up(transport: HttpTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that hangs is abandoned."""
    asked, over = threading.Event(), threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        asked.set()
        over.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        assert fault_of(transport, "http://shop.example/", SHORT).kind == "timeout"
        assert asked.is_set()
    finally:
        over.set()


def test_an_address_that_is_silent_leaves_time_for_the_next(
    transport: HttpTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the first address of a host is dead, the second is reached."""
    connect = socket.create_connection

    def one_is_dead(address: tuple[str, int], timeout: float, **more: object) -> socket.socket:
        if address[0] == "127.0.0.2":
            raise TimeoutError
        return connect(address, timeout, **more)  # type: ignore[arg-type]

    with serving(answering(OK)) as server:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, server.port)) for host in ("127.0.0.2", "127.0.0.1")
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr(socket, "create_connection", one_is_dead)
        assert answer_of(transport, f"http://shop.example:{server.port}").status == 200


def test_no_request_is_sent_after_the_deadline(transport: HttpTransport) -> None:
    """Without time left, no connection is made."""
    with serving(answering(OK)) as server:
        assert fault_of(transport, server.url, 0.0).kind == "timeout"
        assert not server.peers


def test_nobody_listens(transport: HttpTransport) -> None:
    """A port without a server is a refused connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    fault = fault_of(transport, f"http://127.0.0.1:{port}/orders")
    assert fault == Fault("refused", f"connection refused by 127.0.0.1:{port}")


def test_an_unknown_host(transport: HttpTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says that the name cannot be resolved."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    fault = fault_of(transport, "http://no-such-shop.example/")
    assert fault == Fault("dns", "cannot resolve the host name no-such-shop.example")


def _reset_in_body(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    peer.reset()


def _closed_in_body(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def _closed_in_chunks(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")


def _closed_in_headers(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Le")


@pytest.mark.parametrize(
    "serve",
    [Peer.receive, Peer.reset, _reset_in_body, _closed_in_body, _closed_in_chunks, _closed_in_headers],
    ids=["closed before answer", "reset", "reset in body", "closed in body", "closed in chunks", "closed in headers"],
)
def test_a_connection_that_breaks(transport: HttpTransport, serve: Serve) -> None:
    """An incomplete answer is not an answer."""
    with serving(serve) as server:
        fault = fault_of(transport, server.url)
        assert len(server.peers) == 1
    assert fault == Fault("reset", f"connection closed by 127.0.0.1:{server.port} before the whole answer arrived")


@pytest.mark.parametrize(
    "sent",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000,
    ],
)
def test_what_answers_is_not_http(transport: HttpTransport, sent: bytes) -> None:
    """The message says that the server uses another protocol."""
    with serving(answering(sent)) as server:
        fault = fault_of(transport, server.url)
    assert fault == Fault("protocol", f"the answer from 127.0.0.1:{server.port} is not HTTP")


@pytest.mark.parametrize(
    "frame",
    [
        b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00\x03\x00\x00\x00\x80" * 3,
        b"\x00\x00\x08\x07\x00\x00\x00\x00\x00" + b"\x00\x00\x00\x00\x00\x00\x00\x01",
    ],
    ids=["SETTINGS", "GOAWAY"],
)
@pytest.mark.parametrize("closes", [True, False])
def test_a_server_that_speaks_http_2_only(transport: HttpTransport, frame: bytes, closes: bool) -> None:
    """Its first frame shows it, whether or not it then closes the connection."""

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(frame)
        if not closes:
            peer.over.wait()

    with serving(serve) as server:
        fault = fault_of(transport, server.url, 5.0)
    assert fault == Fault("protocol", f"127.0.0.1:{server.port} supports only HTTP/2, but the request uses HTTP/1.1")


def test_a_stream_of_events_does_not_end(transport: HttpTransport) -> None:
    """The hint names it, and the beginning of the answer is kept."""

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\nid: 1\ndata: paid\n\n")
        peer.over.wait()

    with serving(serve) as server:
        fault = fault_of(transport, server.url, SHORT)
    assert fault.kind == "timeout"
    # On a busy machine, some of the time has passed before the request is sent.
    assert re.fullmatch(rf"no complete answer from 127\.0\.0\.1:{server.port} within 2\d\d ms", fault.message)
    assert "text/event-stream" in fault.hint
    assert fault.received == "id: 1\ndata: paid\n\n…"


def test_an_answer_that_begins_and_does_not_end(transport: HttpTransport) -> None:
    """Its status and type are more helpful than only the timeout."""

    def serve(peer: Peer) -> None:
        peer.receive()
        peer.send(b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")
        peer.over.wait()

    with serving(serve) as server:
        fault = fault_of(transport, server.url, SHORT)
    assert fault.hint == "the answer began (202, application/json) but did not end"


def test_a_connection_is_kept_alive(transport: HttpTransport) -> None:
    """Exchanges with one server share one connection."""
    with serving(answering(OK)) as server:
        for _ in range(20):
            answer_of(transport, server.url)
        assert len(server.requests) == 20
        assert len(server.peers) == 1


def _once_each(peer: Peer) -> None:
    """Answer the first request of a connection, and break it at the second."""
    peer.receive()
    peer.send(OK)
    peer.receive()
    peer.reset()


def test_a_stale_connection_is_replaced_for_a_safe_request(transport: HttpTransport) -> None:
    """A GET on a connection that the server has just closed is sent over a new one."""
    with serving(_once_each) as server:
        answer_of(transport, server.url)
        answer_of(transport, server.url)
        assert len(server.peers) == 2


def test_a_stale_connection_is_not_replaced_for_a_post(transport: HttpTransport) -> None:
    """A POST may already have had its effect, so it is never sent twice."""
    with serving(_once_each) as server:
        answer_of(transport, server.url)
        fault = fault_of(transport, Request("POST", server.url, body=b"pay"))
        assert len(server.peers) == 1
    assert fault.kind == "reset"


def test_a_safe_request_is_not_sent_again_over_a_new_connection(transport: HttpTransport) -> None:
    """Only a stale connection justifies sending twice: a server that breaks a new connection is faulty."""
    with serving(Peer.receive) as server:
        fault_of(transport, server.url)
        assert len(server.requests) == 1


def test_a_redirect_is_not_followed(transport: HttpTransport) -> None:
    """The redirect itself is checked."""
    with serving(answering(response(b"", "302 Found", "Location: /elsewhere"))) as server:
        answer = answer_of(transport, server.url)
        assert len(server.requests) == 1
    assert (answer.status, answer.header_values("location")) == (302, ["/elsewhere"])


def test_cookies_are_not_kept(transport: HttpTransport) -> None:
    """A cookie from one exchange is not sent in the next."""
    with serving(answering(response(b"", "200 OK", "Set-Cookie: session=abc"))) as server:
        answer_of(transport, server.url)
        answer_of(transport, server.url)
        assert not any(b"cookie" in request.lower() for request in server.requests)


def test_proxies_of_the_environment_are_ignored(transport: HttpTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy is a setting of the registry, not of the machine."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(answering(OK)) as server:
        assert answer_of(transport, server.url).status == 200


def test_no_library_logs_an_address(transport: HttpTransport, caplog: pytest.LogCaptureFixture) -> None:
    """The libraries below log nothing about a request, because it may contain secrets."""
    with caplog.at_level(logging.DEBUG), serving(answering(OK)) as server:
        answer_of(transport, f"{server.url}/?api_key=s3cr3t")
    assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore"))]


_BAD_HEADERS: list[Headers] = [
    (("X-Name", "s3cr3t €"),),
    (("X-Name", "s3cr3t\r\nX-More: 1"),),
    (("X-Name", "s3cr3t\0"),),
    (("Bad Name", "s3cr3t"),),
    (("Nämé", "s3cr3t"),),
]


@pytest.mark.parametrize("headers", _BAD_HEADERS, ids=["not latin", "line break", "nul", "name", "name not ascii"])
def test_a_header_that_http_does_not_allow(transport: HttpTransport, headers: Headers) -> None:
    """It is a fault that does not show the value, and nothing is sent."""
    with serving(answering(OK)) as server:
        fault = fault_of(transport, Request("GET", server.url, headers))
        assert not server.requests
    reason = "the request cannot be sent: a header's name or value is not allowed in HTTP"
    assert fault == Fault("protocol", reason)


def test_a_header_of_latin_1_is_sent(transport: HttpTransport) -> None:
    """Values that HTTP can send are sent unchanged."""
    with serving(answering(OK)) as server:
        answer_of(transport, Request("GET", server.url, (("X-Name", "Jürgen"),)))
        assert "X-Name: Jürgen\r\n".encode("latin-1") in server.requests[0]


@pytest.mark.parametrize("url", ["http://127.0.0.1:abc/", "ftp://127.0.0.1/", "http://[::1/", "http://a\nb/"])
def test_an_invalid_address(transport: HttpTransport, url: str) -> None:
    """It is a fault without a traceback, and does not show the address."""
    fault = fault_of(transport, url)
    assert fault == Fault("protocol", "the URL of the request is not a valid HTTP address")


def test_an_ipv6_address(transport: HttpTransport) -> None:
    """An address in brackets is reached."""
    try:
        serving_ipv6 = serving(answering(OK), host="::1")
        with serving_ipv6 as server:
            assert answer_of(transport, server.url).status == 200
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")


def test_the_request_arrives_as_it_was_made(transport: HttpTransport) -> None:
    """Method, path, headers and body are not changed on the way."""
    request = Request("PUT", "/a%2Fb/%C3%A9?x=1&x=%26", (("Accept", "text/plain"), ("X-A", "b")), b"\x00body")
    with serving(answering(OK)) as server:
        answer_of(transport, Request(request.method, server.url + request.url, request.headers, request.body))
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"PUT /a%2Fb/%C3%A9?x=1&x=%26 HTTP/1.1"
    assert lines.count(b"Accept: text/plain") == 1
    assert not any(line.startswith(b"Accept: *") for line in lines)
    assert body == b"\x00body"


def test_headers_of_the_answer_are_kept_in_order(transport: HttpTransport) -> None:
    """Repeated headers stay separate, names are kept as received, and Latin-1 is read."""
    sent = response(b"", "200 OK", "Set-Cookie: a=1", "X-Name: Jürgen", "set-cookie: b=2")
    with serving(answering(sent)) as server:
        answer = answer_of(transport, server.url)
    assert answer.headers[1:] == (("Set-Cookie", "a=1"), ("X-Name", "Jürgen"), ("set-cookie", "b=2"))


def test_many_exchanges_leave_nothing_behind() -> None:
    """After hundreds of exchanges, including broken ones, no thread and no socket is left."""
    threads, files = set(threading.enumerate()), _open_files()
    transport = HttpTransport(Clock())
    with serving(_once_each) as server, socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
        closed.close()
        for _ in range(100):
            answer_of(transport, server.url)
            fault_of(transport, f"http://127.0.0.1:{port}")
            ask(transport, Request("POST", server.url))
    transport.close()
    # A thread of an earlier test may have ended meanwhile.
    assert set(threading.enumerate()) - threads == set()
    assert _open_files() == files


def _open_files() -> int:
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/fd"))
    return 0


def test_threads_share_a_transport(transport: HttpTransport) -> None:
    """Eight threads each get their own hundred answers over shared connections."""

    def echo(peer: Peer) -> None:
        while request := peer.receive():
            peer.send(response(request.split()[1]))

    def work(thread: int) -> list[bytes]:
        return [answer_of(transport, f"{server.url}/{thread}/{number}").body for number in range(100)]

    with serving(echo) as server, ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(work, range(8)))
        assert len(server.peers) <= 8
    assert bodies == [[f"/{thread}/{number}".encode() for number in range(100)] for thread in range(8)]


def test_exchanges_do_not_wait_for_each_other(transport: HttpTransport) -> None:
    """Thirty exchanges run at the same time."""
    together = threading.Barrier(30, timeout=10)

    def serve(peer: Peer) -> None:
        peer.receive()
        together.wait()
        peer.send(OK)

    with serving(serve) as server, ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda _: answer_of(transport, server.url).status, range(30)))
    assert answers == [200] * 30


def test_an_exchange_has_its_times() -> None:
    """Its start and duration come from the clock."""
    ticks = itertools.count(100.0, 0.5)
    clock = Clock(monotonic=lambda: next(ticks))
    transport = HttpTransport(clock)
    with serving(answering(OK)) as server:
        exchange = transport.send(Request("GET", server.url), Tls(), Deadline.after(LONG))
    transport.close()
    assert exchange.elapsed == 0.5
    assert exchange.started.tzinfo is not None
