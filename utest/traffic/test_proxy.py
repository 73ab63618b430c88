"""The proxy of a run: its ways, what is known of requests, and what happens when it cannot start or dies."""

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
    """A proxy that was not started."""
    proxy = Proxy(time.monotonic)
    yield proxy
    proxy.close()


def test_proxy_without_ways_is_no_process(idle: Proxy) -> None:
    """Most runs have no app whose requests are recorded."""
    idle.serve([])
    assert (idle.is_serving, idle.ways, idle.death, idle.gap, idle.sync()) == (False, [], "", "", False)
    idle.break_no_more()
    assert idle._process is None


def test_requests_of_other_connections_are_not_recorded(app: App) -> None:
    """It is an error, not an empty list."""
    with pytest.raises(TrafficError, match=r'^the app\'s requests to "bank" are not recorded$'):
        app.proxy.recorded("bank")


def test_way_is_opened_beside_others(app: App) -> None:
    """A suite may add connections; those that share a port have their requests in common."""
    second = Way("bank", app.backend.server.url, "/api", port=free_port(), also=("vault",))
    app.proxy.serve([second])
    app.ask("GET", "/first")
    App(app.proxy, app.backend, second).ask("GET", "/api/second")
    assert len(app.recorded("/first")) == 1
    assert app.recorded("/second") == []
    assert [item.path for item in app.proxy.recorded("bank")] == ["/second"]
    assert app.proxy.recorded("vault") == app.proxy.recorded("bank")


def test_port_that_is_taken_is_named_and_the_others_work(app: App) -> None:
    """The connection behind it is not recorded, which is no empty list."""
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
    """A later suite may use the port for another connection while a request is open."""
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
    """In any case of letters."""
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
    """A count without it would be wrong, so it is an error; the proxy goes on."""
    assert app.proxy._channel is not None
    monkeypatch.setattr(app.proxy._channel, "problem", "KeyError: 'x'")
    with pytest.raises(TrafficError) as caught:
        app.proxy.recorded("shop")
    assert str(caught.value) == (
        "some of the app's requests are unknown: a message from mitmproxy could not be read: KeyError: 'x'"
    )
    assert app.proxy.death == ""


def test_proxy_that_does_not_reply_is_an_error(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has seen may not be in the log."""
    assert app.proxy._channel is not None
    monkeypatch.setattr(app.proxy._channel, "ask", lambda *_, **__: None)
    with pytest.raises(TrafficError, match=r"requests are unknown: mitmproxy did not reply within 2 s$"):
        app.proxy.recorded("shop")


def test_proxy_that_dies_is_known() -> None:
    """Requests are an error from then on, and breaking one too; forgetting rules is none."""
    with running_app() as running:
        proxy = running.proxy
        assert proxy._process is not None
        os.kill(proxy._process._process.pid, signal.SIGKILL)
        end = time.monotonic() + SLOW_MACHINE
        wait_in_turns(lambda seconds: bool(proxy.death), lambda: max(0.0, end - time.monotonic()))
        assert proxy.death.startswith("mitmdump")
        with pytest.raises(TrafficError, match="are unknown, because the proxy is no longer running: mitmdump"):
            proxy.recorded("shop")
        with pytest.raises(TrafficError, match=r"^mitmproxy did not reply: mitmdump"):
            proxy.break_requests({})
        proxy.break_no_more()
        assert not proxy.sync()


def test_proxy_that_is_closed_has_not_died() -> None:
    """The run has ended it."""
    with running_app() as running:
        process = running.proxy._process
        running.proxy.close()
        assert running.proxy.death == ""
        assert process is not None
        assert process.has_ended


def test_program_that_is_no_mitmdump_says_what_it_said(
    idle: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it remains, and it can be tried again."""
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
    """Distributions have one that cannot do what is needed."""
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
