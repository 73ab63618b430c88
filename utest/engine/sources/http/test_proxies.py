"""An explicit proxy is used, and its failures differ from those of the backend."""

import socket
import ssl
import threading
from base64 import b64encode
from pathlib import Path

import pytest
import trustme

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.proxies import credentials_of, without_credentials
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls
from QuashLibrary.views.exchange import question_text
from utest.engine.exchanges import answer_of, fault_of
from utest.engine.plans import plan_of, refused
from utest.engine.registries import used
from utest.engine.servers import Peer, answering, response, serving

NO_HOST = "http://backend.invalid/orders"


def tunnel(peer: Peer) -> None:
    """Connect to the target of CONNECT, and pass bytes in both directions."""
    target = peer.receive().split()[1].decode()
    host, _, port = target.rpartition(":")
    with socket.create_connection((host, int(port))) as other:
        peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        other.settimeout(5)

        def back() -> None:
            try:
                while data := other.recv(65536):
                    peer.connection.sendall(data)
            except OSError:
                return

        thread = threading.Thread(target=back)
        thread.start()
        while data := peer.connection.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_request_goes_over_the_proxy(transport: HttpTransport) -> None:
    """The proxy gets the whole URL, and looks up the host."""
    with serving(answering(response())) as proxy:
        assert answer_of(transport, Request("GET", NO_HOST, proxy=proxy.url)).status == 200
    assert proxy.requests[0].startswith(b"GET http://backend.invalid/orders HTTP/1.1\r\n")


def test_https_goes_through_a_tunnel(transport: HttpTransport, tmp_path: Path) -> None:
    """The proxy sees the host, but nothing of the request."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    with serving(answering(response()), context) as server, serving(tunnel) as proxy:
        headers = (("Authorization", "Bearer token-1"),)
        request = Request("GET", server.url, headers, proxy=proxy.url)
        assert answer_of(transport, request, tls=Tls(ca=str(tmp_path / "ca.pem"))).status == 200
        transport.close()
    assert [request.split(b"\r\n")[0] for request in proxy.requests] == [
        f"CONNECT 127.0.0.1:{server.port} HTTP/1.1".encode()
    ]
    assert b"token-1" not in b"".join(proxy.requests)


def test_a_proxy_that_refuses_is_named(transport: HttpTransport) -> None:
    """The message has the proxy's own answer."""
    with serving(answering(response(b"", "403 Forbidden"))) as proxy:
        fault = fault_of(transport, Request("GET", "https://backend.invalid/", proxy=proxy.url))
    reason = f"the proxy 127.0.0.1:{proxy.port} cannot connect to backend.invalid (403 Forbidden)"
    assert (fault.kind, fault.message) == ("unreachable", reason)


def test_a_missing_proxy_is_named(transport: HttpTransport) -> None:
    """The message does not blame the backend."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        fault = fault_of(transport, Request("GET", NO_HOST, proxy=f"http://127.0.0.1:{port}"))
    assert (fault.kind, fault.message) == ("refused", f"connection refused by the proxy 127.0.0.1:{port}")


def test_a_silent_proxy_is_held_to_the_deadline(transport: HttpTransport) -> None:
    """The deadline applies as to any server."""
    with serving(lambda peer: peer.over.wait()) as proxy:
        fault = fault_of(transport, Request("GET", "https://backend.invalid/", proxy=proxy.url), within=0.25)
    assert fault.kind == "timeout"


def test_the_proxy_of_a_connection_is_that_of_its_requests() -> None:
    """It is looked up when it is used; an empty value means no proxy."""
    proxied = plan_of("request: GET /", "proxy: 'http://${host}:3128/'", variables={"host": "proxy"})
    assert proxied.request.proxy == "http://proxy:3128"
    assert plan_of("request: GET /", "proxy: '${proxy}'", variables={"proxy": ""}).request.proxy == ""
    assert used("request: GET /")[1].proxy == ""


@pytest.mark.parametrize("proxy", ["proxy:3128", "https://u:p@proxy:3128", "http://u:p@", "http://u:p@proxy:3128/x"])
def test_what_is_no_proxy_is_refused(proxy: str) -> None:
    """It is refused before anything is sent, and the message shows no password."""
    reason = refused("request: GET /", "proxy: '${proxy}'", variables={"proxy": proxy})
    assert reason.startswith("proxy ")
    assert "u:p" not in reason


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("http://%{USER}:%{PASSWORD}@proxy:3128", {"USER": "qa@office", "PASSWORD": "p@ss:wörd/1"}),
        ("%{PROXY}", {"PROXY": "http://qa%40office:p%40ss%3Aw%C3%B6rd%2F1@proxy:3128/"}),
        ("http://qa%40office:p%40ss%3Aw%C3%B6rd%2F1@proxy:3128", {}),
        ("http://qa%40office:%{PASSWORD}@proxy:3128", {"PASSWORD": "p@ss:wörd/1"}),
    ],
)
def test_a_proxy_may_want_a_password(written: str, names: dict[str, str]) -> None:
    """A value may contain any characters; user and password are secret in every encoding."""
    redactor = Redactor()
    proxy = plan_of("request: GET /", f"proxy: '{written}'", environment=names, redactor=redactor).request.proxy
    assert credentials_of(proxy) == ("qa@office", "p@ss:wörd/1")
    assert without_credentials(proxy) == "http://proxy:3128"
    assert redactor.clean(f"{proxy} p@ss:wörd/1 qa@office") == "http://***:***@proxy:3128 *** ***"


@pytest.mark.parametrize("url", [NO_HOST, "https://backend.invalid/orders"])
def test_a_proxy_is_given_its_password(transport: HttpTransport, url: str) -> None:
    """It is sent with the request or with CONNECT; failure messages contain no part of it."""
    with serving(answering(response(b"", "407 Who are you"))) as proxy:
        address = proxy.url.replace("//", "//qa%40office:pass%3Aword@")
        fault = fault_of(transport, Request("GET", url, proxy=address))
    credentials = b64encode(b"qa@office:pass:word")
    assert b"Proxy-Authorization: Basic " + credentials in proxy.requests[0]
    assert "office" not in fault.message


@pytest.mark.parametrize(
    ("user", "reason"),
    [("", "requires a user and a password"), ("qa:wrong@", "does not accept the user and password")],
)
def test_a_proxy_that_requires_a_login_is_not_the_backend(transport: HttpTransport, user: str, reason: str) -> None:
    """Its 407 is an error, and not the status of an answer to the request."""
    with serving(answering(response(b"", "407 Who are you"))) as proxy:
        fault = fault_of(transport, Request("GET", NO_HOST, proxy=proxy.url.replace("//", f"//{user}")))
    reason = f"the proxy 127.0.0.1:{proxy.port} {reason} (407 Proxy Authentication Required)"
    assert fault == Fault("unreachable", reason)


@pytest.mark.parametrize("url", [NO_HOST, "https://backend.invalid/orders"])
def test_a_proxy_that_hangs_up_is_named(transport: HttpTransport, url: str) -> None:
    """Nobody knows who closed the connection; the message mentions the proxy."""
    with serving(lambda peer: peer.reset()) as proxy:
        fault = fault_of(transport, Request("GET", url, proxy=proxy.url))
    assert fault.kind == "reset"
    assert f"the proxy 127.0.0.1:{proxy.port}" in fault.message


def test_tls_over_a_proxy_is_with_the_backend(transport: HttpTransport) -> None:
    """An untrusted certificate belongs to the backend, never to the proxy."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(answering(response()), context) as backend, serving(tunnel) as proxy:
        fault = fault_of(transport, Request("GET", backend.url, proxy=proxy.url))
    assert fault.message.startswith(f"TLS with 127.0.0.1:{backend.port} failed: the certificate is not trusted")


def test_the_command_shows_no_password_of_a_proxy() -> None:
    """Whoever repeats the request uses their own password."""
    command = question_text(Request("GET", NO_HOST, proxy="http://qa:password@proxy:3128"), Redactor())
    assert "--proxy 'http://***@proxy:3128'" in command
