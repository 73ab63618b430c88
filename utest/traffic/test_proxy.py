"""The proxy of a run: its ways, its recorded requests, and its failures to start or survive."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.servers import free_port
from QuashLibrary.errors import TrafficError
from QuashLibrary.threads import wait_in_turns
from QuashLibrary.traffic.mitmdump import PROGRAM_VARIABLE
from QuashLibrary.traffic.model import Way
from QuashLibrary.traffic.proxy import Proxy
from utest.traffic.running_proxy import SLOW_MACHINE, App, running_app


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """An app whose requests are recorded."""
    with running_app() as running:
        yield running


@pytest.fixture
def idle() -> Iterator[Proxy]:
    """A proxy that has not started."""
    proxy = Proxy(time.monotonic)
    yield proxy
    proxy.close()


def test_proxy_without_ways_starts_no_process(idle: Proxy) -> None:
    """A proxy without ways starts no process."""
    idle.serve([])
    assert (idle.is_serving, idle.ways, idle.death, idle.gap, idle.sync()) == (False, [], "", "", False)
    idle.break_no_more()
    assert idle._process is None


def test_requests_of_other_connections_are_not_recorded(app: App) -> None:
    """Requests to a connection without a way are an error, not an empty list."""
    with pytest.raises(TrafficError, match=r'^the app\'s requests to "bank" are not recorded$'):
        app.proxy.recorded("bank")


def test_way_is_opened_in_addition_to_others(app: App) -> None:
    """More ways can be opened later; connections that share a port share their requests."""
    second = Way("bank", app.backend.server.url, "/api", port=free_port(), also=("vault",))
    app.proxy.serve([second])
    app.ask("GET", "/first")
    App(app.proxy, app.backend, second).ask("GET", "/api/second")
    assert len(app.recorded("/first")) == 1
    assert app.recorded("/second") == []
    assert [item.path for item in app.proxy.recorded("bank")] == ["/second"]
    assert app.proxy.recorded("vault") == app.proxy.recorded("bank")


def test_port_that_is_taken_is_named_and_the_others_work(app: App) -> None:
    """A taken port is an error for its connection; other connections work."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(TrafficError) as caught:
            app.proxy.serve([Way("blocked", app.backend.server.url, port=port)])
    assert str(caught.value) == (
        f'"app" of the connection "blocked" cannot listen on 127.0.0.1:{port}: another program is listening there; '
        "choose another port"
    )
    assert app.proxy.way("blocked") is None
    with pytest.raises(TrafficError, match="not recorded"):
        app.proxy.recorded("blocked")
    app.ask("GET", "/still")
    assert app.last("/still").status == 200


def test_request_of_a_way_that_was_replaced_is_still_heard(app: App) -> None:
    """A request of a replaced way is still heard."""
    port = free_port()
    old, new = (Way(name, app.backend.server.url, port=port) for name in ("old", "new"))
    app.proxy.serve([old])
    App(app.proxy, app.backend, old).ask("GET", "/of-old")
    app.proxy.serve([new])
    App(app.proxy, app.backend, new).ask("GET", "/of-new")
    assert [item.path for item in app.proxy.recorded("new")] == ["/of-new"]
    assert app.proxy.way("old") is None
    assert app.proxy.gap == ""


def test_hosts_of_a_proxy_lead_to_their_connections(app: App) -> None:
    """Hosts of a proxy lead to their connections, in upper or lower case."""
    port = free_port()
    host = f"LocalHost:{app.backend.server.port}"
    ways = [
        Way("by-host", "http://h", port=port, hosts=("localhost",)),
        Way("other", "http://i", port=port, hosts=("i",)),
    ]
    app.proxy.serve(ways)
    request = f"GET http://{host}/by-host HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    App(app.proxy, app.backend, ways[0]).send(request.encode())
    assert [item.path for item in app.proxy.recorded("by-host")] == ["/by-host"]
    assert app.proxy.recorded("other") == []


def test_message_that_was_not_heard_is_a_gap(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unheard message makes reading the requests an error; the proxy goes on."""
    assert app.proxy._channel is not None
    monkeypatch.setattr(app.proxy._channel, "problem", "KeyError: 'x'")
    with pytest.raises(TrafficError) as caught:
        app.proxy.recorded("shop")
    assert str(caught.value) == (
        "some of the app's requests are unknown: a message from mitmproxy could not be read: KeyError: 'x'"
    )
    assert app.proxy.death == ""


def test_proxy_that_does_not_reply_is_an_error(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that does not reply is an error, because the log may be incomplete."""
    assert app.proxy._channel is not None
    monkeypatch.setattr(app.proxy._channel, "ask", lambda *_, **__: None)
    with pytest.raises(TrafficError, match=r"requests are unknown: mitmproxy did not reply within 2 s$"):
        app.proxy.recorded("shop")


def test_proxy_that_dies_is_known() -> None:
    """After the proxy dies, reading and breaking requests are errors, but removing rules is not."""
    with running_app() as running:
        proxy = running.proxy
        assert proxy._process is not None
        os.kill(proxy._process._process.pid, signal.SIGKILL)
        end = time.monotonic() + SLOW_MACHINE
        wait_in_turns(lambda seconds: bool(proxy.death), lambda: max(0.0, end - time.monotonic()))
        assert proxy.death.startswith("mitmdump")
        with pytest.raises(TrafficError, match="are unknown, because the proxy died: mitmdump"):
            proxy.recorded("shop")
        with pytest.raises(TrafficError, match=r"^mitmproxy did not reply: mitmdump"):
            proxy.break_requests({})
        proxy.break_no_more()
        assert not proxy.sync()


def test_proxy_that_is_closed_has_not_died() -> None:
    """A closed proxy has not died."""
    with running_app() as running:
        process = running.proxy._process
        running.proxy.close()
        assert running.proxy.death == ""
        assert process is not None
        assert process.has_ended


def test_program_other_than_mitmdump_is_an_error_with_its_output(
    idle: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong program is an error with its output, and starting can be retried."""
    program = tmp_path / "mitmdump"
    program.write_text("#!/bin/sh\necho no such option: -s >&2\nexit 2\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(PROGRAM_VARIABLE, str(program))
    for _ in range(2):
        with pytest.raises(TrafficError) as caught:
            idle.serve([Way("shop", "http://h", port=free_port())])
        assert str(caught.value) == (f"{program} cannot be used: mitmdump ended with exit code 2: no such option: -s")
        assert (idle.is_serving, idle.death) == (False, "")


@pytest.mark.parametrize("version", ["8.1.1", "nightly"])
def test_old_mitmproxy_is_refused(idle: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """An old mitmproxy, as in some distributions, is refused."""
    program = tmp_path / "mitmdump"
    greeting = (
        "import json, os, socket\n"
        "with socket.create_connection(('127.0.0.1', int(os.environ['QUASH_TRAFFIC_PORT']))) as channel:\n"
        f"    greeting = {{'token': os.environ['QUASH_TRAFFIC_TOKEN'], 'mitmproxy': '{version}'}}\n"
        "    channel.sendall(json.dumps(greeting).encode() + b'\\n')\n"
        "    channel.recv(1)\n"
    )
    program.write_text(f"#!/usr/bin/env python3\n{greeting}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(PROGRAM_VARIABLE, str(program))
    with pytest.raises(TrafficError, match=f"is mitmproxy {version}; it must be version 10 or newer$"):
        idle.serve([Way("shop", "http://h", port=free_port())])
