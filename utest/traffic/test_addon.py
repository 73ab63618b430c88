"""The addon in a real mitmdump: the traffic to the backend and to the app, and the reports about it."""

import base64
import gzip
import socket
import threading
import zlib
from collections.abc import Iterator

import pytest

from QuashLibrary.language.request_patterns import parse_request_pattern, path_regex
from QuashLibrary.traffic.breaking import BrokenRequests, GivenAnswer, HowBroken
from utest.engine.servers import Peer, response
from utest.traffic.running_proxy import SLOW_MACHINE, App, body_of, headers_of, request_bytes, running_app

JSON = b'{"id": "A-17"}'
BROTLI = base64.b64decode("iwaAeyJpZCI6ICJBLTE3In0D")
ZSTANDARD = base64.b64decode("KLUv/SAOcQAAeyJpZCI6ICJBLTE3In0=")
LARGE = 300 * 1024


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """An app whose requests are recorded; each test uses its own paths."""
    with running_app() as running:
        yield running


@pytest.fixture
def breaks(app: App) -> Iterator[App]:
    """The app; its requests may be broken until the test ends."""
    yield app
    app.proxy.break_no_more()


def test_backend_sees_its_own_origin(app: App) -> None:
    """Host, Origin and Referer name the backend, as without the proxy, because many backends check them."""
    own = f"http://127.0.0.1:{app.way.port}"
    app.ask("POST", "/origin", f"Origin: {own}", f"Referer: {own}/cart?step=2", body=b"a")
    [received] = app.backend.received("/origin")
    headers = headers_of(received)
    assert headers["host"] == f"127.0.0.1:{app.backend.server.port}"
    assert headers["origin"] == app.backend.server.url
    assert headers["referer"] == f"{app.backend.server.url}/cart?step=2"


def test_referer_without_an_origin_is_rewritten_too(app: App) -> None:
    """A Referer without an Origin is rewritten, too, as for links and pictures."""
    app.ask("GET", "/linked", f"Referer: http://localhost:{app.way.port}/cart")
    assert headers_of(app.backend.received("/linked")[0])["referer"] == f"{app.backend.server.url}/cart"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://[broken", "http://a:b"])
def test_other_origins_reach_the_backend_as_they_are(app: App, origin: str) -> None:
    """Other origins stay unchanged, including invalid ones."""
    app.ask("GET", "/other", f"Origin: {origin}", f"Referer: {origin}/x")
    headers = headers_of(app.backend.received("/other")[-1])
    assert (headers["origin"], headers["referer"]) == (origin, f"{origin}/x")
    assert app.recorded("/other")[-1].status == 200


def test_request_is_reported_as_the_app_has_sent_it(app: App) -> None:
    """A request is reported as the app sent it, not as rewritten for the backend."""
    app.ask("POST", "/as-sent?a=1", f"Origin: http://127.0.0.1:{app.way.port}", body=b"sent")
    request = app.last("/as-sent")
    assert (request.method, request.target, request.body, request.body_size) == ("POST", "/as-sent?a=1", b"sent", 4)
    assert ("Origin", f"http://127.0.0.1:{app.way.port}") in request.headers


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("{backend}/orders?a=1#b", "/orders?a=1#b"),
        ("{backend}", "/"),
        ("{backend}?a", "/?a"),
        ("{BACKEND}/orders", "/orders"),
        ("/orders", "/orders"),
        ("https://elsewhere.example/orders", "https://elsewhere.example/orders"),
        ("{backend}//elsewhere.example", "{backend}//elsewhere.example"),
        ("{backend}.example/orders", "{backend}.example/orders"),
    ],
)
def test_redirect_to_the_backend_stays_on_the_listener(app: App, written: str, seen: str) -> None:
    """A redirect to the backend stays on the listener; other redirects are unchanged."""
    urls = {"backend": app.backend.server.url, "BACKEND": app.backend.server.url.replace("http", "HTTP")}
    location = written.format_map(urls)
    app.backend.answers["/redirect"] = response(b"", "302 Found", f"Location: {location}")
    assert headers_of(app.ask("GET", "/redirect"))["location"] == seen.format_map(urls)
    assert ("Location", location) in app.last("/redirect").answer_headers


def test_web_app_may_read_what_the_backend_allows_its_own_origin(app: App) -> None:
    """If the backend allows its own origin, the web app's origin is allowed."""
    app.backend.answers["/cors"] = response(b"{}", "200 OK", f"Access-Control-Allow-Origin: {app.backend.server.url}")
    own = f"http://localhost:{app.way.port}"
    assert headers_of(app.ask("GET", "/cors", f"Origin: {own}"))["access-control-allow-origin"] == own
    assert headers_of(app.ask("GET", "/cors"))["access-control-allow-origin"] == app.backend.server.url


def test_cookies_are_kept_by_the_app(app: App) -> None:
    """Cookies lose their domain and Secure for the listener; the report has them unchanged."""
    cookie = "session=a=b; Domain=shop.example; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=60"
    app.backend.answers["/cookie"] = response(b"{}", "200 OK", f"Set-Cookie: {cookie}")
    assert headers_of(app.ask("GET", "/cookie"))["set-cookie"] == "session=a=b; Path=/; HttpOnly; Max-Age=60"
    assert ("Set-Cookie", cookie) in app.last("/cookie").answer_headers


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("gzip", gzip.compress(JSON, mtime=0)),
        ("GZIP", gzip.compress(JSON, mtime=0)),
        ("deflate", zlib.compress(JSON)),
        ("deflate", zlib.compress(JSON)[2:-4]),
        ("br", BROTLI),
        ("zstd", ZSTANDARD),
        ("identity", JSON),
    ],
)
def test_bodies_are_reported_without_their_encoding(app: App, name: str, body: bytes) -> None:
    """Bodies are reported without their encoding and reach the app with it."""
    app.backend.answers["/encoded"] = response(body, "200 OK", f"Content-Encoding: {name}")
    assert body_of(app.ask("GET", "/encoded")) == body
    assert app.recorded("/encoded")[-1].answer == JSON


@pytest.mark.parametrize("name", ["gzip", "br", "unheard-of", "gzip, br"])
def test_body_that_cannot_be_decoded_is_not_kept(app: App, name: str) -> None:
    """A body that cannot be decoded is reported as missing, not as empty."""
    app.backend.answers["/garbage"] = response(b"\xff\x00 nothing", "200 OK", f"Content-Encoding: {name}")
    app.ask("GET", "/garbage")
    request = app.recorded("/garbage")[-1]
    assert (request.status, request.answer, request.answer_size) == (200, None, 10)


def test_compressed_request_is_reported_as_text(app: App) -> None:
    """A compressed request is reported decoded, like an answer."""
    app.ask("POST", "/compressed", "Content-Encoding: gzip", body=gzip.compress(JSON, mtime=0))
    assert app.last("/compressed").body == JSON


def test_stream_reaches_the_app_while_it_comes(app: App) -> None:
    """A stream reaches the app while it is still running."""
    seen = threading.Event()

    def trickle(peer: Peer) -> None:
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        peer.send(b"5\r\nfirst\r\n")
        assert seen.wait(SLOW_MACHINE)
        peer.send(b"6\r\nsecond\r\n0\r\n\r\n")

    app.backend.answers["/stream"] = trickle
    with app.connect() as connection:
        connection.sendall(request_bytes("GET", "/stream"))
        data = b""
        while b"first" not in data:
            data += connection.recv(65536)
        assert [item.path for item in app.proxy.log.open()] == ["/stream"]
        seen.set()
        while connection.recv(65536):
            pass
    assert (app.last("/stream").answer, app.last("/stream").answer_size) == (b"firstsecond", 11)


@pytest.mark.parametrize(
    ("method", "status"), [("HEAD", "200 OK"), ("GET", "204 No Content"), ("GET", "304 Not Modified")]
)
def test_answers_without_a_body_are_reported(app: App, method: str, status: str) -> None:
    """Answers without a body are reported, even with headers that describe one."""
    head = f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Encoding: br\r\n'
    head += "Content-Length: 20\r\n\r\n" if method == "HEAD" else "\r\n"
    app.backend.answers["/bodiless"] = head.encode()
    assert body_of(app.ask(method, "/bodiless")) == b""
    request = app.recorded("/bodiless")[-1]
    assert (request.method, request.status, request.answer, request.answer_size) == (
        method, int(status[:3]), b"", 0,
    )  # fmt: skip


def test_of_a_large_answer_the_beginning_is_kept(app: App) -> None:
    """The beginning and the size of a large answer are kept; the app gets all of it."""
    app.backend.answers["/large"] = response(b"x" * LARGE)
    assert len(body_of(app.ask("GET", "/large"))) == LARGE
    request = app.last("/large")
    assert (request.answer, request.answer_size) == (b"x" * 256 * 1024, LARGE)


def test_of_a_large_request_the_beginning_is_kept(app: App) -> None:
    """The beginning and the size of a large request are kept; the backend gets all of it."""
    app.ask("POST", "/upload", body=b"x" * LARGE)
    assert len(body_of(app.backend.received("/upload")[0])) == LARGE
    request = app.last("/upload")
    assert (request.body, request.body_size, request.status) == (b"x" * 256 * 1024, LARGE, 200)


def test_request_in_chunks_is_recorded(app: App) -> None:
    """A chunked request, whose size is unknown in advance, is recorded."""

    def read(peer: Peer) -> None:
        data = body_of(peer.requests[-1])
        while b"0\r\n\r\n" not in data:
            data += peer.connection.recv(65536)
        peer.send(response())

    app.backend.answers["/chunked"] = read
    app.send(request_bytes("POST", "/chunked", "Transfer-Encoding: chunked") + b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
    assert (app.last("/chunked").body, app.last("/chunked").body_size, app.last("/chunked").status) == (b"abc", 3, 200)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("http://app.example/absolute?a=1", "/absolute"),
        ("//[double?a", "//[double"),
        ("*", "*"),
        ("/%2F|{}", "/%2F|{}"),
    ],
)
def test_unusual_targets_are_recorded(app: App, target: str, path: str) -> None:
    """Unusual targets are recorded: absolute URLs, invalid paths and `*`."""
    app.ask("OPTIONS", target)
    assert app.recorded(path)[-1].status == 200


def test_connection_that_the_backend_resets_is_not_an_answer(app: App) -> None:
    """A connection reset by the backend counts as no answer, although the app got a 502."""
    app.backend.answers["/reset"] = Peer.reset
    app.ask("POST", "/reset", body=b"a")
    request = app.last("/reset")
    assert (request.status, request.fault, request.is_write, bool(request.problem)) == (None, "reset", True, True)


def test_garbage_of_the_backend_is_a_fault_of_the_protocol(app: App) -> None:
    """An unreadable answer is a protocol fault."""
    app.backend.answers["/nonsense"] = b"nonsense\r\n\r\n"
    app.ask("GET", "/nonsense")
    assert (app.last("/nonsense").status, app.last("/nonsense").fault) == (None, "protocol")


def test_request_that_the_app_gives_up_is_cancelled(app: App) -> None:
    """A request that the app gives up is reported as cancelled."""
    arrived = threading.Event()

    def wait(peer: Peer) -> None:
        arrived.set()
        peer.over.wait(SLOW_MACHINE)

    app.backend.answers["/given-up"] = wait
    with app.connect() as connection:
        connection.sendall(request_bytes("GET", "/given-up"))
        assert arrived.wait(SLOW_MACHINE)
        connection.shutdown(socket.SHUT_RDWR)
    assert app.last("/given-up").fault == "cancelled"


def test_partly_read_answer_counts_as_an_answer(app: App) -> None:
    """An answer that the app read partly counts as an answer, so a hidden failure is not lost."""

    def begin(peer: Peer) -> None:
        peer.send(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 100\r\n\r\nbegun")
        peer.over.wait(SLOW_MACHINE)

    app.backend.answers["/half-read"] = begin
    with app.connect() as connection:
        connection.sendall(request_bytes("POST", "/half-read"))
        assert b"500" in connection.recv(65536)
        connection.shutdown(socket.SHUT_RDWR)
    request = app.last("/half-read")
    assert (request.status, request.fault, request.problem) == (500, "", "the answer was 500")


def test_every_answered_request_is_recorded_at_once(app: App) -> None:
    """Everything that the app received is in the log as soon as the log is read."""
    for number in range(1, 51):
        app.ask("GET", "/synced")
        assert len(app.recorded("/synced")) == number


def broken(app: App, pattern: str, how: HowBroken, **details: object) -> None:
    """Break the next requests that match."""
    wanted = parse_request_pattern(pattern)
    broken = BrokenRequests(wanted.method, path_regex(wanted.path), how, **details)  # type: ignore[arg-type]
    app.proxy.break_requests(broken.order(app.way))


def test_lost_request_never_reaches_the_backend(breaks: App) -> None:
    """A lost request gets the next given answer instead of the backend's; later requests pass."""
    answers = tuple(GivenAnswer(201, (("Content-Type", "a/b"),), body) for body in (b"second", b"first"))
    broken(breaks, "POST /lost", "lost", times=2, answers=answers)
    got = [breaks.ask("POST", "/lost", body=b"a") for _ in range(3)]
    assert [body_of(item) for item in got] == [b"first", b"second", b"{}"]
    assert (got[0].split(b" ", 2)[1], headers_of(got[0])["content-type"]) == (b"201", "a/b")
    assert len(breaks.backend.received("/lost")) == 1
    assert [(item.broken, item.status, item.answer) for item in breaks.recorded("/lost")] == [
        ("lost", 201, b"first"), ("lost", 201, b"second"), ("", 200, b"{}"),
    ]  # fmt: skip


def test_breaking_another_request_does_not_break_the_first_again(breaks: App) -> None:
    """A used rule stays used when another rule is added."""
    error = (GivenAnswer(500, (), b""),)
    broken(breaks, "POST /once", "error", answers=error)
    breaks.ask("POST", "/once", body=b"a")
    broken(breaks, "POST /another", "error", answers=error)
    breaks.ask("POST", "/once", body=b"a")
    assert [item.status for item in breaks.recorded("/once")] == [500, 200]


def test_large_request_can_be_lost(breaks: App) -> None:
    """A large request can be lost, because its body does not pass before the decision."""
    broken(breaks, "* /lost-upload", "lost", times=2, answers=(GivenAnswer(200, (), b"ok"),))
    assert body_of(breaks.ask("PUT", "/lost-upload", body=b"x" * LARGE)) == b"ok"
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (LARGE, b"x" * LARGE)
    assert body_of(breaks.send(request_bytes("PUT", "/lost-upload", "Transfer-Encoding: chunked") + chunks)) == b"ok"
    assert breaks.backend.received("/lost-upload") == []


def test_request_is_sent_twice(breaks: App) -> None:
    """A request is sent twice; the app gets one answer."""
    broken(breaks, "POST /twice", "twice")
    breaks.ask("POST", "/twice", body=b"a")
    first, second = breaks.first("/twice", 2)
    assert [body_of(item) for item in breaks.backend.received("/twice")] == [b"a", b"a"]
    assert (first.broken, second.broken, second.body) == ("twice", "twice", b"a")
    assert second.started > first.started


def test_request_is_late(breaks: App) -> None:
    """A late answer is delayed by the ordered seconds."""
    broken(breaks, "get /late", "late", delay=0.2)
    breaks.ask("GET", "/late")
    assert breaks.last("/late").elapsed >= 0.2
    assert breaks.last("/late").broken == "late"


def test_rules_are_forgotten(app: App) -> None:
    """Removed rules break nothing."""
    broken(app, "POST /forgotten", "error", answers=(GivenAnswer(500, (), b""),))
    app.proxy.break_no_more()
    app.ask("POST", "/forgotten", body=b"a")
    assert app.last("/forgotten").status == 200
