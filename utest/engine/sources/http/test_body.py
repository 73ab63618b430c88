"""Bodies are decoded, with limits on their size and memory."""

import gzip
import tracemalloc
import zlib

import pytest

from QuashLibrary.engine.outcome import MAX_BODY
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.transport import HttpTransport
from utest.engine.exchanges import answer_of
from utest.engine.servers import Peer, answering, response, serving


def _endless_body(peer: Peer) -> None:
    peer.receive()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n")
    for _ in range(50):
        peer.send(b"x" * 1024 * 1024)


def test_a_large_body_is_bounded(transport: HttpTransport) -> None:
    """Of 50 MB, no more than MAX_BODY is kept, and the rest is not even received."""
    with serving(_endless_body) as server:
        tracemalloc.start()
        answer = answer_of(transport, server.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.unreadable == "the body is larger than 10 MiB"
    assert len(answer.body) == MAX_BODY
    assert server.sent < 3 * MAX_BODY
    assert peak < 5 * MAX_BODY


def test_a_body_of_exactly_the_bound_is_whole(transport: HttpTransport) -> None:
    """A body of MAX_BODY bytes is allowed."""
    with serving(answering(response(b"x" * MAX_BODY))) as server:
        answer = answer_of(transport, server.url)
    assert answer.unreadable == ""
    assert len(answer.body) == MAX_BODY


def test_a_gzip_bomb_is_bounded(transport: HttpTransport) -> None:
    """A body that would decode to 500 MB is cut at MAX_BODY, with limited memory."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(500)) + packer.flush()
    with serving(answering(response(bomb, "200 OK", "Content-Encoding: gzip"))) as server:
        tracemalloc.start()
        answer = answer_of(transport, server.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.unreadable == "the body is larger than 10 MiB"
    assert peak < 5 * MAX_BODY


def test_a_compressed_body_is_decoded(transport: HttpTransport) -> None:
    """Gzip and both kinds of deflate are decoded."""
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(b"order"),
        "GZip": gzip.compress(b"order"),
        "deflate": zlib.compress(b"order"),
        "Deflate": bare.compress(b"order") + bare.flush(),
        "gzip, deflate": zlib.compress(gzip.compress(b"order")),
        "deflate ,identity, GZIP": gzip.compress(zlib.compress(b"order")),
    }
    for coding, body in packed.items():
        with serving(answering(response(body, "200 OK", f"Content-Encoding: {coding}"))) as server:
            answer = answer_of(transport, server.url)
        assert (answer.body, answer.unreadable) == (b"order", "")


@pytest.mark.parametrize(
    ("coding", "body", "reported"),
    [
        ("gzip", b"plain", 'the body is not encoded as its header says ("gzip")'),
        ("gzip", gzip.compress(b"order")[:-9], 'the body is not encoded as its header says ("gzip")'),
        ("gzip", gzip.compress(b"order") + b"more", 'the body is not encoded as its header says ("gzip")'),
        ("gzip, br", b"x", 'the encoding "gzip, br" of the body cannot be decoded; the request does not accept it'),
        (", ".join(["gzip"] * 6), b"x", f'the encoding "{", ".join(["gzip"] * 6)}" of the body cannot be decoded'),
        (
            "br",
            b"\x0b\x02\x80{}\x03",
            'the encoding "br" of the body cannot be decoded; the request does not accept it',
        ),
    ],
    ids=["not gzip", "cut gzip", "gzip and more", "two", "too many", "unknown"],
)
def test_a_body_that_cannot_be_decoded(transport: HttpTransport, coding: str, body: bytes, reported: str) -> None:
    """The answer has its status; its body is unreadable, with the reason."""
    with serving(answering(response(body, "200 OK", f"Content-Encoding: {coding}"))) as server:
        answer = answer_of(transport, server.url)
    assert (answer.status, answer.unreadable) == (200, reported)


def test_who_may_have_encoded_a_body_against_the_request(transport: HttpTransport) -> None:
    """A cache in between stores what another client accepted."""
    headers = ("Content-Encoding: br", "X-Cache: HIT", "Via: 1.1 cdn")
    with serving(answering(response(b"x", "200 OK", *headers))) as server:
        unasked = answer_of(transport, server.url)
        asked = answer_of(transport, Request("GET", server.url, (("accept-encoding", "gzip, br;q=0.5"),)))
    reported = 'the encoding "br" of the body cannot be decoded'
    assert unasked.unreadable == f"{reported}; the request does not accept it (Via: 1.1 cdn, X-Cache: HIT)"
    assert asked.unreadable == reported


def test_nested_encodings_are_bounded(transport: HttpTransport) -> None:
    """Each layer has the limit."""
    bomb = gzip.compress(gzip.compress(bytes(200 * 1024 * 1024)))
    with serving(answering(response(bomb, "200 OK", "Content-Encoding: gzip, gzip"))) as server:
        tracemalloc.start()
        answer = answer_of(transport, server.url)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.unreadable == "the body is larger than 10 MiB"
    assert peak < 5 * MAX_BODY


def test_answers_without_a_body(transport: HttpTransport) -> None:
    """HEAD, 204 and 304 have no body, whatever their headers say."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nContent-Encoding: gzip\r\n\r\n"
    empty = b"HTTP/1.1 204 No Content\r\n\r\n"
    unchanged = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"
    with serving(answering(head, empty, unchanged)) as server:
        asked = [Request("HEAD", server.url), Request("GET", server.url), Request("GET", server.url)]
        answers = [answer_of(transport, request) for request in asked]
        assert len(server.peers) == 1
    assert [(answer.status, answer.body, answer.unreadable) for answer in answers] == [
        (200, b"", ""),
        (204, b"", ""),
        (304, b"", ""),
    ]
