"""Test the path to a backend before HTTP begins, step by step: look up the name, connect, make the TLS handshake.

In: an address, a proxy, and the TLS settings. Out: the steps in order; no step follows a failed one.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.sources.http.certificates import tls_fault
from QuashLibrary.engine.sources.http.network import addresses_of
from QuashLibrary.engine.sources.http.probe.certificate_facts import certificate_facts
from QuashLibrary.engine.sources.http.proxies import host_of
from QuashLibrary.engine.sources.http.transport import tls_context
from QuashLibrary.errors import NameLookupError, TlsFilesError
from QuashLibrary.language.durations import show_duration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.outcome import FaultKind
    from QuashLibrary.registry.model import Tls

State = Literal["ok", "failed", "not tried", "not needed"]
NAME, TCP, TLS = "name", "TCP", "TLS"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ProbeStep:
    """A step and its finding; the fault of a failed step is that of a validation, and may have a hint."""

    name: str
    state: State
    found: str
    elapsed: float | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a backend; `timeout` limits each step, in seconds."""

    url: str
    proxy: str
    tls: Tls
    timeout: float
    clock: Clock


def probe_steps(way: Way) -> Iterator[ProbeStep]:
    """Yield the steps; behind a proxy, the proxy looks up the address of the backend."""
    target = urlsplit(f"http://{host_of(way.proxy)}" if way.proxy else way.url)
    host, port = target.hostname or "", target.port or _PORTS.get(target.scheme, 0)
    steps = tcp_steps(host, port, way.timeout, way.clock, "the proxy " if way.proxy else "")
    for step in steps:
        yield step
        if step.state == "failed":
            return
    if not way.url.startswith("https:"):
        yield ProbeStep(TLS, "not needed", "not used: base_url begins with http://")
    elif way.proxy:
        yield ProbeStep(TLS, "not needed", "the request makes the handshake through the proxy")
    else:
        yield _tls_step(way, host, port)


def speaks_tls(way: Way) -> bool:
    """Return whether the port of an http:// address completes a TLS handshake."""
    target = urlsplit(way.url)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        return bool(_shaken_hands(context, target.hostname or "", target.port or _PORTS["http"], way))
    except (OSError, NameLookupError):
        return False


def tcp_steps(host: str, port: int, timeout: float, clock: Clock, what: str = "") -> Iterator[ProbeStep]:
    """Yield the steps to a port: the name and the connection."""
    start = clock.monotonic()
    place = f"{what}{host}:{port}"

    def failed(name: str, kind: FaultKind, message: str) -> ProbeStep:
        return ProbeStep(name, "failed", message, clock.monotonic() - start, Fault(kind, message))

    try:
        addresses = addresses_of(host, port, clock.deadline(timeout))
    except NameLookupError as error:
        yield failed(NAME, "dns", str(error))
        return
    except TimeoutError as error:
        yield failed(NAME, "timeout", str(error))
        return
    found = f"{what}{host} is an IP address" if _is_address(host) else f"{what}{host} is {', '.join(addresses)}"
    yield ProbeStep(NAME, "ok", found, clock.monotonic() - start)
    start = clock.monotonic()
    try:
        with _connected(addresses, port, timeout) as connection:
            peer = connection.getpeername()
    except ConnectionRefusedError:
        yield failed(TCP, "refused", f"connection refused by {place}")
    except TimeoutError:
        yield failed(TCP, "timeout", f"no answer from {place} within {show_duration(timeout)}")
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        yield failed(TCP, "unreachable", f"{place} cannot be reached ({reason})")
    else:
        yield ProbeStep(TCP, "ok", f"connected to {what}{peer[0]}, port {peer[1]}", clock.monotonic() - start)


def _tls_step(way: Way, host: str, port: int) -> ProbeStep:
    start = way.clock.monotonic()

    def failed(fault: Fault, more: str = "") -> ProbeStep:
        found = f"{fault.message}; {more}" if more else fault.message
        return ProbeStep(TLS, "failed", found, way.clock.monotonic() - start, fault)

    try:
        context = tls_context(way.tls)
    except TlsFilesError as error:
        return failed(Fault("tls", str(error)))
    try:
        version, der = _shaken_hands(context, host, port, way)
    except OSError as error:
        fault = _handshake_fault(error, f"{host}:{port}", way.timeout, way.clock.monotonic() - start)
        refused = isinstance(error, ssl.SSLCertVerificationError)
        return failed(fault, _unverified_facts(host, port, way) if refused else "")
    trusted = "trusted" if way.tls.verify else "not verified (verify: false)"
    ours = "the client certificate is sent" if way.tls.cert else ""
    found = ", ".join(filter(None, [version, _facts(der, way), trusted, ours]))
    return ProbeStep(TLS, "ok", found, way.clock.monotonic() - start)


def _handshake_fault(error: OSError, place: str, timeout: float, elapsed: float) -> Fault:
    if isinstance(error, TimeoutError) or elapsed >= timeout:
        return Fault("timeout", f"no TLS handshake with {place} within {show_duration(timeout)}")
    if isinstance(error, ssl.SSLError):
        return tls_fault(error, place)
    return Fault("reset", f"connection closed by {place} during the TLS handshake")


def _shaken_hands(context: ssl.SSLContext, host: str, port: int, way: Way) -> tuple[str, bytes]:
    """Return the protocol, and the certificate of the server."""
    addresses = addresses_of(host, port, way.clock.deadline(way.timeout))
    with (
        _connected(addresses, port, way.timeout) as connection,
        _shut_down_after(connection, way.timeout),
        context.wrap_socket(connection, server_hostname=host) as secure,
    ):
        return secure.version() or "TLS", secure.getpeercert(binary_form=True) or b""


def _unverified_facts(host: str, port: int, way: Way) -> str:
    """Return the facts of a certificate that was not accepted."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        der = _shaken_hands(context, host, port, way)[1]
    except (OSError, NameLookupError):
        return ""
    facts = certificate_facts(der)
    hosts = f"it is for {', '.join(facts.hosts)}, " if facts and facts.hosts and host not in facts.hosts else ""
    return f"{hosts}{_facts(der, way)}"


def _facts(der: bytes, way: Way) -> str:
    facts = certificate_facts(der)
    if facts is None:
        return ""
    issuer = f"issued by {facts.issuer}, " if facts.issuer else ""
    return f"{issuer}{_expiry(facts.expires, way.clock.now())}"


def _expiry(expires: datetime, now: datetime) -> str:
    days = (expires - now).days
    if expires < now:
        return f"expired on {expires:%Y-%m-%d}"
    left = "today" if not days else "in 1 day" if days == 1 else f"in {days} days"
    return f"expires on {expires:%Y-%m-%d} ({left})"


def _connected(addresses: list[str], port: int, timeout: float) -> socket.socket:
    """Connect to the first address that answers; each gets its share of the time."""
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout / len(addresses))
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def _shut_down_after(connection: socket.socket, seconds: float) -> Iterator[None]:
    """Shut a socket down if the block takes too long: its own timeout limits each read, but not a whole handshake."""
    with closing(connection.dup()) as twin:
        timer = threading.Timer(seconds, partial(_shut_down, twin))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut_down(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
