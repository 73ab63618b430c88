"""Answers of broken servers and networks, byte by byte, and a server that sends each under its name."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PAID = b'{"state": "paid"}'
_OK = b"HTTP/1.1 200 OK\r\n"
_FLOOD = b"x" * 65536
_MOST_SENT = 400 * 1024 * 1024
"""The size at which a flood ends if its reader never stops reading."""

Sender = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Fault:
    """The server's reaction to a request, the correct verdicts, and whether the connection stays open."""

    name: str
    send: Sender
    verdicts: tuple[str, ...] = ("error",)


def whole(body: bytes, headers: bytes = b"", status: bytes = b"200 OK") -> bytes:
    """Return an answer with a content length."""
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n%s" % (status, len(body), headers, body)


def _bytes(data: bytes) -> Sender:
    return lambda connection: connection.sendall(data)


def _hang(data: bytes = b"") -> Sender:
    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        while connection.recv(65536):  # until the client disconnects
            pass

    return send


def _drip(data: bytes) -> Sender:
    def send(connection: socket.socket) -> None:
        for index in range(len(data)):
            connection.sendall(data[index : index + 1])
            time.sleep(0.05)
        _hang()(connection)

    return send


def _flood(start: bytes, piece: bytes = _FLOOD) -> Sender:
    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(_MOST_SENT // len(piece)):
            connection.sendall(piece)

    return send


def _reset(data: bytes = b"") -> Sender:
    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return send


def _redirect(location: bytes) -> bytes:
    return whole(b"", b"Location: " + location + b"\r\n", b"302 Found")


_GZIP = b"Content-Encoding: gzip\r\n"
_BOMB = gzip.compress(bytes(300 * 1024 * 1024), 1)
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_BYTE_BY_BYTE = b"".join(b"1\r\n%c\r\n" % byte for byte in PAID) + b"0\r\n\r\n"
_RAW_DEFLATE = zlib.compressobj(wbits=-15)
_DEFLATED = _RAW_DEFLATE.compress(PAID) + _RAW_DEFLATE.flush()

FAULTS = [
    # Connection faults.
    Fault("closed-without-a-byte", _bytes(b"")),
    Fault("reset-without-a-byte", _reset()),
    Fault("reset-in-the-headers", _reset(_OK)),
    Fault("reset-in-the-body", _reset(_OK + b"Content-Length: 100\r\n\r\n{")),
    Fault("silent", _hang()),
    Fault("silent-after-the-status-line", _hang(_OK)),
    Fault("silent-in-the-body", _hang(_OK + b"Content-Length: 100\r\n\r\n{")),
    Fault("headers-that-drip", _drip(_OK + b"X: " + b"x" * 200)),
    Fault("a-body-that-drips", _drip(_OK + b"Content-Length: 500\r\n\r\n" + b"x" * 500)),
    Fault("headers-without-end", _flood(_OK, b"X-Header: " + b"x" * 500 + b"\r\n")),
    Fault("a-header-without-end", _flood(_OK + b"X: ")),
    Fault("a-body-without-end", _flood(_OK + b"\r\n")),
    Fault("chunks-without-end", _flood(_CHUNKED, b"10000\r\n" + _FLOOD + b"\r\n")),
    Fault("informational-answers-without-end", _flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2000)),
    # Data that is not HTTP.
    Fault("garbage", _bytes(b"\x00\xff\x13garbage\r\n\r\n")),
    Fault("a-line-of-text", _bytes(b"220 mail.example.test ESMTP\r\n")),
    Fault("an-answer-in-tls", _bytes(b"\x15\x03\x01\x00\x02\x02\x46")),
    Fault("http-2-settings", _hang(b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x04\x00\x00\xff\xff")),
    Fault("http-0-9", _bytes(b"<html>hello</html>")),
    Fault("http-9-9", _bytes(b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"), ("failed", "error")),
    Fault("a-status-that-is-no-number", _bytes(b"HTTP/1.1 OK 200\r\n\r\n")),
    Fault("a-status-of-two-digits", _bytes(b"HTTP/1.1 20 OK\r\n\r\n")),
    Fault("a-status-of-four-digits", _bytes(b"HTTP/1.1 2000 OK\r\n\r\n")),
    Fault("a-header-without-colon", _bytes(_OK + b"no colon\r\nContent-Length: 0\r\n\r\n")),
    Fault("a-header-with-a-blank-in-its-name", _bytes(_OK + b"X Y: 1\r\nContent-Length: 0\r\n\r\n")),
    Fault("a-header-with-nul", _bytes(_OK + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n")),
    Fault("a-header-of-200-kb", _bytes(whole(PAID, b"X: " + b"x" * 200_000 + b"\r\n"))),
    Fault("thirty-thousand-headers", _bytes(whole(PAID, b"X: 1\r\n" * 30_000))),
    Fault("switching-protocols", _hang(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")),
    # Wrong lengths.
    Fault("a-negative-length", _bytes(_OK + b"Content-Length: -5\r\n\r\nhello")),
    Fault("a-length-that-is-no-number", _bytes(_OK + b"Content-Length: many\r\n\r\nhello")),
    Fault("two-lengths", _bytes(_OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello")),
    Fault("a-length-of-thirty-digits", _hang(_OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nhello")),
    Fault("a-body-shorter-than-its-length", _bytes(_OK + b"Content-Length: 100\r\n\r\n" + PAID)),
    Fault("a-chunk-size-that-is-no-number", _bytes(_CHUNKED + b"many\r\nhello\r\n")),
    Fault("a-negative-chunk-size", _bytes(_CHUNKED + b"-5\r\nhello\r\n")),
    Fault("a-chunk-that-is-cut-off", _bytes(_CHUNKED + b"ff\r\nhello")),
    Fault("no-last-chunk", _bytes(_CHUNKED + b"5\r\nhello\r\n")),
    Fault("an-unknown-transfer-encoding", _bytes(_OK + b"Transfer-Encoding: secret\r\n\r\nhello")),
    # Odd bodies.
    Fault("fifty-megabytes", _flood(_OK + b"Content-Length: 52428800\r\n\r\n")),
    Fault("a-bomb", _bytes(whole(_BOMB, _GZIP))),
    Fault("a-bomb-in-a-bomb", _bytes(whole(gzip.compress(_BOMB), b"Content-Encoding: gzip, gzip\r\n"))),
    Fault("gzip-that-is-cut-off", _bytes(whole(gzip.compress(PAID * 50)[:40], _GZIP))),
    Fault("gzip-that-is-none", _bytes(whole(PAID, _GZIP))),
    Fault("an-unknown-encoding", _bytes(whole(PAID, b"Content-Encoding: rot13\r\n"))),
    Fault("html", _bytes(whole(b"<html><h1>It works!</h1></html>", b"Content-Type: text/html\r\n"))),
    Fault("half-a-document", _bytes(whole(PAID[:-3]))),
    Fault("two-documents", _bytes(whole(PAID + PAID))),
    Fault("bytes-that-are-no-utf-8", _bytes(whole(b'{"state": "\xff\xfe\xfa"}'))),
    Fault("a-hundred-thousand-levels", _bytes(whole(b"[" * 100_000 + b"]" * 100_000))),
    Fault("a-number-of-a-hundred-thousand-digits", _bytes(whole(b'{"state": ' + b"9" * 100_000 + b"}"))),
    Fault("a-number-beyond-all", _bytes(whole(b'{"state": 1e400}'))),
    Fault("not-a-number", _bytes(whole(b'{"state": NaN}'))),
    Fault("nul-bytes", _bytes(whole(bytes(1000)))),
    # Errors of the backend itself.
    Fault("no-body", _bytes(whole(b"")), ("failed",)),
    Fault("no-content", _bytes(b"HTTP/1.1 204 No Content\r\n\r\n"), ("failed",)),
    Fault("a-failure-of-the-server", _bytes(whole(b"", status=b"500 Oops")), ("failed",)),
    Fault("a-gateway", _bytes(whole(b"", status=b"502 Bad Gateway"))),
    Fault("a-pause-of-400-digits", _bytes(whole(b"", b"Retry-After: " + b"9" * 400 + b"\r\n", b"503 Busy"))),
    Fault("a-redirect-to-nowhere", _bytes(_redirect(b"http://[")), ("failed", "error")),
    Fault("a-redirect-without-location", _bytes(whole(b"", status=b"302 Found")), ("failed", "error")),
    Fault("a-redirect-to-itself", _bytes(_redirect(b"/faults/a-redirect-to-itself")), ("failed", "error")),
    # Odd but valid answers.
    Fault("early-hints", _bytes(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + whole(PAID)), ("passed",)),
    Fault("continue-first", _bytes(b"HTTP/1.1 100 Continue\r\n\r\n" + whole(PAID)), ("passed",)),
    Fault("a-byte-order-mark", _bytes(whole(b"\xef\xbb\xbf" + PAID)), ("passed",)),
    Fault("gzip", _bytes(whole(gzip.compress(PAID), _GZIP)), ("passed",)),
    Fault("deflate-without-a-header", _bytes(whole(_DEFLATED, b"Content-Encoding: deflate\r\n")), ("passed",)),
    Fault("until-it-is-closed", _bytes(_OK + b"\r\n" + PAID), ("passed",)),
    Fault("one-byte-per-chunk", _bytes(_CHUNKED + _BYTE_BY_BYTE), ("passed",)),
    Fault("an-answer-twice", _bytes(whole(PAID) + whole(b'{"state": "stale"}')), ("passed",)),
]  # fmt: skip


@contextmanager
def running_faults() -> Iterator[str]:
    """Run a server that answers /faults/NAME with that fault and everything else with "paid"; yield its address."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=100)
    by_name = {fault.name: fault for fault in FAULTS}

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while request := _request_line(connection):
                name = request.split()[1].removeprefix(b"/faults/").decode()
                if name in by_name:
                    by_name[name].send(connection)
                    return
                connection.sendall(whole(PAID))

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def _request_line(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return b""
        received += piece
    return received.split(b"\r\n", 1)[0]
