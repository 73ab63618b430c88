"""The proxy of a run: one mitmproxy process, its ways, and the requests that it reports.

In: ways from the app to backends, and faults. Out: a TrafficLog. The process starts with the first way. It ends when
the proxy is closed or the robot process ends for any reason.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from QuashLibrary.errors import TrafficError
from QuashLibrary.threads import wait_in_turns
from QuashLibrary.traffic.channel import Channel
from QuashLibrary.traffic.log import MOST_LINES, TrafficLog
from QuashLibrary.traffic.mitmdump import OLDEST, Mitmdump, find_mitmdump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from QuashLibrary.traffic.model import AppRequest, Way

_START_SECONDS = 30.0
_REPLY_SECONDS = 10.0
_SYNC_SECONDS = 2.0


class Proxy:
    """The proxy of a run."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Take a clock; the process starts later."""
        self._monotonic = monotonic
        self._ways: dict[str, Way] = {}
        self._by_name: dict[str, Way] = {}
        self._ordered: dict[str, Way] = {}
        """All ways of the run: a request may begin before its way is confirmed and end after the way is replaced."""
        self._channel: Channel | None = None
        self._process: Mitmdump | None = None
        self._is_closed = False
        self.log = TrafficLog(lambda name: self._ordered[name])

    @property
    def is_serving(self) -> bool:
        """Whether ways were opened; the proxy may have died since then."""
        return bool(self._ways)

    @property
    def process_id(self) -> int:
        """The id of mitmproxy's process; 0 without a process."""
        return self._process.number if self._process else 0

    @property
    def ways(self) -> list[Way]:
        """The open ways."""
        return list(self._ways.values())

    @property
    def death(self) -> str:
        """Why the proxy is no longer running; empty if it is running or was never started."""
        if self._process is None or self._channel is None or self._is_closed:
            return ""
        if not self._channel.closed.is_set() and not self._process.has_ended:
            return ""
        return self._process.last_words or "mitmdump closed its connection"

    @property
    def gap(self) -> str:
        """Why requests may be missing from the log although the proxy is running; empty if the log is complete."""
        if self._channel is not None and self._channel.problem:
            return f"a message from mitmproxy could not be read: {self._channel.problem}"
        return f"there were more than {MOST_LINES:,} of them" if self.log.dropped else ""

    def way(self, connection: str) -> Way | None:
        """Return the way of a connection."""
        return self._by_name.get(connection)

    def serve(self, ways: Iterable[Way]) -> None:
        """Open more ways; a way with the same address replaces the earlier way.

        Raises:
            TrafficError: mitmproxy is missing, too old or cannot be started, or an address cannot be used.
        """
        new = list(ways)
        merged = {**self._ways, **{f"{way.address} {' '.join(way.hosts)}": way for way in new}}
        if merged == self._ways:
            return
        self._start()
        self._ordered = {**self._ordered, **_by_name(new)}
        reply = self._ask("serve", _REPLY_SECONDS, **_configuration(merged.values()))
        if reply.get("problem"):
            raise TrafficError(f"mitmproxy cannot forward the app's requests: {reply['problem']}")
        failed: Mapping[str, str] = reply.get("failed", {})
        self._ways = {key: way for key, way in merged.items() if way.mode not in failed}
        self._by_name = _by_name(self._ways.values())
        wrong = [_unusable_port(way, failed[way.mode]) for way in merged.values() if way.mode in failed]
        if wrong:
            raise TrafficError("; ".join(dict.fromkeys(wrong)))

    def sync(self) -> bool:
        """Wait until the log contains everything that the proxy has seen so far; return whether it does."""
        if self._channel is None or self.death:
            return False
        return self._channel.ask("sync", _SYNC_SECONDS) is not None

    def recorded(self, connection: str) -> Sequence[AppRequest]:
        """Return the requests to a connection that have ended since the log was last emptied.

        Raises:
            TrafficError: the proxy is not running, some requests are unknown, or no way leads to the connection.
        """
        way = self._by_name.get(connection)
        if way is None:
            raise TrafficError(f'the app\'s requests to "{connection}" are not recorded')
        is_complete = self.sync()
        if self.death:
            raise TrafficError(f"the app's requests are unknown, because the proxy died: {self.death}")
        if self.gap or not is_complete:
            why = self.gap or f"mitmproxy did not reply within {_SYNC_SECONDS:g} s"
            raise TrafficError(f"some of the app's requests are unknown: {why}")
        return [request for request in self.log.ended() if request.connection == way.name]

    def break_requests(self, rule: Mapping[str, Any]) -> None:
        """Add a rule for breaking requests.

        Raises:
            TrafficError: the proxy is not running.
        """
        self._ask("break", _REPLY_SECONDS, rule=rule)

    def break_no_more(self) -> None:
        """Remove all rules; a dead proxy breaks nothing anyway."""
        if self._channel is not None and not self.death:
            self._channel.ask("mend", _REPLY_SECONDS)

    def close(self) -> None:
        """Stop the process."""
        self._is_closed = True
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.end()

    def _ask(self, order: str, seconds: float, **details: Any) -> Mapping[str, Any]:
        reply = self._channel.ask(order, seconds, **details) if self._channel else None
        if reply is None:
            raise TrafficError(f"mitmproxy did not reply: {self.death or f'within {seconds:g} s'}")
        return reply

    def _start(self) -> None:
        if self._process is not None:
            return
        program = find_mitmdump()
        self._channel = Channel(self.log.hear)
        environment = {"QUASH_TRAFFIC_PORT": str(self._channel.port), "QUASH_TRAFFIC_TOKEN": self._channel.token}
        try:
            self._process = Mitmdump(program, environment)
            self._greet(program, self._process, self._channel)
        except BaseException:
            # Clean up after an interrupted start as well, such as by Ctrl-C.
            self.close()
            self._process = self._channel = None
            self._is_closed = False
            raise

    def _greet(self, program: str, process: Mitmdump, channel: Channel) -> None:
        end = self._monotonic() + _START_SECONDS
        wait_in_turns(
            lambda seconds: channel.greeted.wait(seconds) or process.has_ended,
            lambda: max(0.0, end - self._monotonic()),
        )
        if not channel.greeting:
            why = process.last_words or f"it did not start within {_START_SECONDS:g} s"
            raise TrafficError(f"{program} cannot be used: {why}")
        version = str(channel.greeting.get("mitmproxy", "0"))
        if not version.split(".", maxsplit=1)[0].isdecimal() or int(version.split(".", maxsplit=1)[0]) < OLDEST:
            raise TrafficError(f"{program} is mitmproxy {version}; it must be version {OLDEST} or newer")


def _by_name(ways: Iterable[Way]) -> dict[str, Way]:
    return {name: way for way in ways for name in (way.name, *way.also)}


def _configuration(ways: Iterable[Way]) -> Mapping[str, Any]:
    ways = list(ways)
    is_proxy = any(way.hosts for way in ways)
    hosts = {urlsplit(way.upstream).hostname or "" for way in ways} | {host for way in ways for host in way.hosts}
    return {
        "ways": [{**asdict(way), "mode": way.mode, "is_reverse": way.is_reverse} for way in ways],
        # The proxy passes traffic for other hosts through unread.
        "allow_hosts": [f"^{re.escape(host)}(:[0-9]+)?$" for host in sorted(hosts)] if is_proxy else [],
    }


def _unusable_port(way: Way, why: str) -> str:
    busy = "another program is listening there" if "in use" in why else why
    what = "app_proxy" if way.hosts else f'"app" of the connection "{way.name}"'
    return f"{what} cannot listen on {way.address}: {busy}; choose another port"
