"""The channel between robot and addon: it accepts only the token of the run, and only closing it ends it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from QuashLibrary.threads import wait_for
from QuashLibrary.traffic import channel as channel_module
from QuashLibrary.traffic.channel import Channel, Message

SLOW_MACHINE = 15.0


class Heard:
    """The events that a channel has passed on; a test can wait for a number of them."""

    def __init__(self) -> None:
        self.events: list[Message] = []

    def hear(self, message: Message) -> None:
        """Take an event; an event with `raise` causes an error."""
        if message.get("raise"):
            raise KeyError(message["raise"])
        self.events.append(message)

    def wait(self, count: int) -> list[Message]:
        """Return the events as soon as there are `count` of them."""
        end = time.monotonic() + SLOW_MACHINE
        while len(self.events) < count and time.monotonic() < end:
            time.sleep(0.005)
        return self.events


@pytest.fixture
def heard() -> Heard:
    """The events that the channel passes on."""
    return Heard()


@pytest.fixture
def channel(heard: Heard) -> Iterator[Channel]:
    """A channel without a connection."""
    with closing(Channel(heard.hear)) as made:
        yield made


def connect(channel: Channel) -> socket.socket:
    """Connect to a channel without saying anything."""
    return socket.create_connection(("127.0.0.1", channel.port), timeout=SLOW_MACHINE)


def send(connection: socket.socket, **message: Any) -> None:
    """Send a message."""
    connection.sendall(json.dumps(message).encode() + b"\n")


def greet(channel: Channel) -> socket.socket:
    """Connect with the token."""
    connection = connect(channel)
    send(connection, token=channel.token, mitmproxy="11.0.2")
    assert wait_for(channel.greeted, SLOW_MACHINE)
    return connection


def reply_to_orders(connection: socket.socket) -> threading.Thread:
    """Reply to each order with its own name."""

    def reply() -> None:
        with suppress(OSError), connection.makefile("rb") as lines:
            for line in lines:
                order = json.loads(line)
                send(connection, reply=order["number"], did=order["order"])

    thread = threading.Thread(target=reply, daemon=True)
    thread.start()
    return thread


def test_greeting_is_known(channel: Channel) -> None:
    """The greeting contains the version of mitmproxy."""
    with greet(channel):
        assert channel.greeting["mitmproxy"] == "11.0.2"


def test_events_are_handed_on(channel: Channel, heard: Heard) -> None:
    """Events are passed on in order."""
    with greet(channel) as connection:
        for number in range(3):
            send(connection, began=number)
        assert heard.wait(3) == [{"began": 0}, {"began": 1}, {"began": 2}]


def test_orders_have_replies(channel: Channel) -> None:
    """Each order gets its own reply."""
    with greet(channel) as connection:
        reply_to_orders(connection)
        assert [channel.ask(order, SLOW_MACHINE) for order in ("a", "b")] == [
            {"reply": 1, "did": "a"}, {"reply": 2, "did": "b"},
        ]  # fmt: skip


def test_order_without_a_reply_ends_in_time(channel: Channel) -> None:
    """An order without a reply ends in time, and its late reply is ignored."""
    with greet(channel) as connection:
        assert channel.ask("a", 0.01) is None
        assert channel._replies == {}
        send(connection, reply=1)
        reply_to_orders(connection)
        reply = channel.ask("b", SLOW_MACHINE)
        assert reply is not None
        assert reply["did"] == "b"
        assert channel.problem == ""


def test_order_that_is_interrupted_leaves_nothing_behind(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted order leaves nothing behind."""

    def interrupt(*_: object) -> bool:
        raise TimeoutError

    monkeypatch.setattr(channel_module, "wait_for", interrupt)
    with pytest.raises(TimeoutError):
        channel.ask("a", SLOW_MACHINE)
    assert channel._replies == {}


def test_orders_end_with_the_channel(channel: Channel) -> None:
    """If the addon dies, waiting orders end."""
    connection = greet(channel)
    connection.close()
    assert wait_for(channel.closed, SLOW_MACHINE)
    assert channel.ask("a", SLOW_MACHINE * 4) is None


@pytest.mark.parametrize(
    "line", [b"nonsense", b"[]", b"5", b"\xff", b'{"raise": "way"}', b"[" * 100_000, b'{"reply": []}', b'{"reply": 99}']
)
def test_message_that_cannot_be_taken_is_skipped(channel: Channel, heard: Heard, line: bytes) -> None:
    """An unreadable message is skipped; later events and replies arrive."""
    with greet(channel) as connection:
        connection.sendall(line + b"\n")
        send(connection, began=1)
        reply_to_orders(connection)
        assert channel.ask("a", SLOW_MACHINE) is not None
        assert heard.wait(1) == [{"began": 1}]
        assert not channel.closed.is_set()


def test_first_problem_with_a_message_is_known(channel: Channel, heard: Heard) -> None:
    """The first problem with a message is kept, because requests may be missing from the log."""
    with greet(channel) as connection:
        send(connection, **{"raise": "way"})
        send(connection, **{"raise": "other"})
        send(connection, began=1)
        heard.wait(1)
    assert channel.problem == "KeyError: 'way'"


@pytest.mark.parametrize(
    "first",
    [
        b"\n", b"nonsense\n", b"[]\n", b"{}\n", b'{"token": ""}\n', b'{"token": "\\ud800"}\n', b'{"token": 5}\n',
        b"[" * 4000 + b"\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff\xfe\n", b'{"token": null}\n', b"x" * 5000,
    ],
)  # fmt: skip
def test_connection_without_the_token_is_closed(channel: Channel, heard: Heard, first: bytes) -> None:
    """A connection without the token is closed, and the addon can still connect."""
    with connect(channel) as stranger, suppress(OSError):
        stranger.sendall(first + b'{"began": 666}\n')
        assert stranger.recv(10) == b""
    with greet(channel) as connection:
        send(connection, began=1)
        assert heard.wait(1) == [{"began": 1}]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_of_a_stranger_leave_the_channel_open(channel: Channel, heard: Heard, sent: bytes) -> None:
    """Any bytes from a stranger, such as a port scanner, leave the channel open."""
    with connect(channel) as stranger, suppress(OSError):
        stranger.sendall(sent)
    assert not channel.closed.is_set()
    assert heard.events == []
    assert not channel.greeted.is_set()


def test_stranger_who_resets_leaves_the_channel_open(channel: Channel) -> None:
    """A stranger that resets its connection leaves the channel open."""
    stranger = connect(channel)
    stranger.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    stranger.close()
    with greet(channel):
        assert not channel.closed.is_set()


def test_stranger_who_says_nothing_does_not_keep_the_addon_out(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A silent connection is closed after a while, so the addon can connect."""
    monkeypatch.setattr(channel_module, "_GREETING_SECONDS", 0.05)
    with connect(channel) as stranger:
        stranger.sendall(b'{"tok')
        with greet(channel):
            assert stranger.recv(1) == b""


def test_only_one_addon_is_heard(channel: Channel) -> None:
    """After the addon has connected, nobody else can connect."""
    with greet(channel) as connection:
        reply_to_orders(connection)
        channel.ask("a", SLOW_MACHINE)
        with pytest.raises(OSError):
            connect(channel).recv(1)


def test_closing_it_ends_the_addon(channel: Channel) -> None:
    """Closing the channel closes the addon's socket; the addon notices a killed robot in the same way."""
    with greet(channel) as connection:
        channel.close()
        assert connection.recv(1) == b""
        assert wait_for(channel.closed, SLOW_MACHINE)


def test_it_can_be_closed_before_anybody_has_come(channel: Channel) -> None:
    """A channel can be closed before a connection, and twice."""
    channel.close()
    channel.close()
    assert wait_for(channel.closed, SLOW_MACHINE)
