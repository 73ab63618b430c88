"""Talks to the proxy in ways that urllib cannot: streams, WebSockets, proxies, very large bodies."""

from __future__ import annotations

import base64
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import NameOID
from robot.api.deco import keyword, library

_CHUNK = 65_536
_SECONDS = 60.0


@library(scope="GLOBAL")
class Wire:
    """Connections to the proxy."""

    def __init__(self, port: int, proxy_port: int) -> None:
        """Take the ports of the app and of the normal proxy."""
        self._port, self._proxy_port = port, proxy_port

    @keyword
    def send_bytes(self, path: str, size: int) -> bool:
        """Sends bytes that are not text, and returns whether the same bytes came back."""
        body = bytes(range(128, 256)) * (size // 128)
        with closing(self._connect()) as connection:
            connection.request("POST", f"/api{path}", body, {"Content-Type": "application/octet-stream"})
            return connection.getresponse().read() == body

    @keyword
    def upload(self, path: str, size: int) -> None:
        """Sends a very large body."""
        self._upload(path, size, {"Content-Length": str(size)})

    @keyword
    def upload_in_chunks(self, path: str, size: int) -> None:
        """Sends a very large body without a content length."""
        self._upload(path, size, {"Transfer-Encoding": "chunked"})

    @keyword
    def download(self, path: str, size: int) -> int:
        """Returns the size of a very large answer."""
        with closing(self._connect()) as connection:
            connection.request("GET", f"/api{path}?bytes={size}")
            return sum(map(len, _parts(connection.getresponse())))

    @keyword
    def read_events(self, path: str, release: str) -> list[str]:
        """Returns the events of a stream; the backend sends the second one only after the first one has arrived."""
        with closing(self._connect()) as connection, closing(self._connect()) as other:
            connection.request("GET", f"/api{path}")
            stream = connection.getresponse()
            events = [stream.readline().strip().decode()]
            method, target = release.split()
            other.request(method, f"/api{target}")
            other.getresponse().read()
            return [*events, *(line.decode() for line in stream.read().splitlines() if line)]

    @keyword(name="Talk By WebSocket")
    def talk_by_websocket(self, path: str, text: str) -> str:
        """Sends a text over a WebSocket, and returns the reply."""
        head = (
            f"GET /api{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self._port), _SECONDS) as connection:
            connection.sendall(head.encode())
            stream = connection.makefile("rb")
            assert stream.readline().split()[1] == b"101"
            while stream.readline().strip():
                pass
            connection.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode())
            return stream.read(stream.read(2)[1]).decode()

    @keyword(name="Ask By HTTP/2")
    def ask_by_http2(self, url: str, node: str, program: str) -> str:
        """Returns the answer to a client that speaks HTTP/2 over TLS and trusts every certificate."""
        return subprocess.run([node, program, "ask", url], capture_output=True, text=True, check=True).stdout

    @keyword
    def send_through_proxy(self, method: str, url: str, status: int) -> int:
        """Sends a request to the normal proxy, and returns the status."""
        with closing(HTTPConnection("127.0.0.1", self._proxy_port, timeout=_SECONDS)) as connection:
            connection.request(method, url, headers={"Answer-Status": str(status)})
            return connection.getresponse().status

    @keyword(name="Send By TLS Through Proxy")
    def send_by_tls_through_proxy(self, method: str, url: str, status: int) -> str:
        """Sends a request through a tunnel of the normal proxy, and returns the certificate's issuer."""
        address = urlsplit(url)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        proxy = HTTPSConnection("127.0.0.1", self._proxy_port, timeout=_SECONDS, context=context)
        with closing(proxy) as connection:
            connection.set_tunnel(str(address.hostname), address.port)
            connection.request(method, address.path, headers={"Answer-Status": str(status)})
            certificate = connection.sock.getpeercert(binary_form=True) or b""
            connection.getresponse().read()
        issuer = x509.load_der_x509_certificate(certificate).issuer
        return str(issuer.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    def _connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)

    def _upload(self, path: str, size: int, headers: dict[str, str]) -> None:
        with closing(self._connect()) as connection:
            is_chunked = "Transfer-Encoding" in headers
            connection.request("POST", f"/api{path}", _zeros(size), headers, encode_chunked=is_chunked)
            connection.getresponse().read()


def _zeros(size: int) -> Iterator[bytes]:
    for start in range(0, size, _CHUNK):
        yield bytes(min(_CHUNK, size - start))


def _parts(answer: HTTPResponse) -> Iterator[bytes]:
    while part := answer.read(_CHUNK):
        yield part
