"""The part of QuashLibrary that runs inside mitmproxy: it reports the app's exchanges and takes orders.

mitmproxy has its own environment, so this module imports only mitmproxy and the standard library. It talks to the robot
process over a loopback socket, one JSON object per line; the first object contains the token from the environment.
When the socket closes, mitmproxy shuts down, so it does not outlive a killed robot process.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import time
import zlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mitmproxy import ctx, http, version
from mitmproxy.net import encoding
from OpenSSL import SSL, crypto

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_OF_BODY = 256 * 1024
"""The most bytes of a body that are reported."""
_SHUTDOWN_SECONDS = 2.0
_PARENT_SECONDS = 1.0
_LONGEST_LINE = 64 * 1024 * 1024
_OWN_ANSWERS = ("lost", "error")
"""The ways to break a request so that the backend never receives it."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_CERTIFICATE = "-----BEGIN CERTIFICATE-----"


class Tap:
    """Keeps the beginning of a body that passes through."""

    def __init__(self) -> None:
        self.head = b""
        self.size = 0
        self.ended = time.monotonic()
        """When the last chunk passed, which is before the app received it."""

    def __call__(self, chunk: bytes) -> bytes:
        """Pass a chunk on unchanged."""
        if len(self.head) < MOST_OF_BODY:
            self.head += chunk[: MOST_OF_BODY - len(self.head)]
        if chunk:
            self.size += len(chunk)
            self.ended = time.monotonic()
        return chunk


class Faults:
    """The requests to break on purpose, as ordered by the robot process."""

    def __init__(self) -> None:
        self.rules: list[dict[str, Any]] = []

    def take(self, way: str, request: http.Request) -> dict[str, Any]:
        """Return the rule for a request and count its use; empty without a rule."""
        for rule in self.rules:
            fits = rule["left"] and rule["way"] == way and _fits(rule, request.method, request.path)
            if fits and rule["operation"].encode() in (request.raw_content or b""):
                rule["left"] -= 1
                return rule
        return {}

    def may_break(self, way: str, method: str, path: str) -> bool:
        """Return whether a request may be broken: its body must not pass through before that is decided."""
        return any(rule["left"] and rule["way"] == way and _fits(rule, method, path) for rule in self.rules)


def _fits(rule: dict[str, Any], method: str, path: str) -> bool:
    path = path.partition("?")[0]
    base = rule["base"]
    if base and (path == base or path.startswith(f"{base}/")):
        path = path[len(base) :] or "/"
    return rule["method"] in (method.upper(), "*") and re.fullmatch(rule["path"], path, re.DOTALL) is not None


class Trust:
    """The trusted certificates of each connection; a separate addon, because mitmproxy's TLS addon must run first."""

    def __init__(self, find_way: Callable[[Any], dict[str, Any]]) -> None:
        self._find_way = find_way

    def tls_start_server(self, data: Any) -> None:
        """Trust the authority that the registry names, or every certificate."""
        way = self._find_way(data.context)
        if data.ssl_conn is None:
            return
        if way.get("trusts_all"):
            data.ssl_conn.set_verify(SSL.VERIFY_NONE, lambda *_: True)
        elif way.get("ca"):
            store = data.ssl_conn.get_context().get_cert_store()
            for part in way["ca"].split(_CERTIFICATE)[1:]:
                store.add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, (_CERTIFICATE + part).encode()))


class QuashAddon:
    """Reports what the app sends through the configured ways: reverse listeners and hosts of the proxy."""

    def __init__(self) -> None:
        self._writer: asyncio.StreamWriter | None = None
        self._ways: dict[str, dict[str, Any]] = {}
        self._hosts: dict[str, dict[str, Any]] = {}
        self._faults = Faults()
        self._number = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def running(self) -> None:
        """Connect to the robot process as soon as mitmproxy runs."""
        if not self._tasks:
            ctx.master.addons.add(Trust(self._way_of_connection))
            self._start(self._talk())
            self._start(self._watch_parent())

    async def _watch_parent(self) -> None:
        """Shut down when the robot process dies, even if a process that it forked keeps the socket open."""
        parent = os.getppid()
        while os.getppid() == parent:
            await asyncio.sleep(_PARENT_SECONDS)
        self._shut_down()

    def _shut_down(self) -> None:
        ctx.master.shutdown()
        # The app's open connections must not keep the process alive.
        asyncio.get_running_loop().call_later(_SHUTDOWN_SECONDS, os._exit, 0)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _talk(self) -> None:
        try:
            port = int(os.environ["QUASH_TRAFFIC_PORT"])
            reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=_LONGEST_LINE)
            self._send(token=os.environ.pop("QUASH_TRAFFIC_TOKEN", ""), mitmproxy=version.VERSION)
            while line := await reader.readline():
                await self._obey(json.loads(line))
        except (OSError, ValueError, asyncio.IncompleteReadError):
            pass
        finally:
            self._shut_down()

    async def _obey(self, order: dict[str, Any]) -> None:
        answer: dict[str, Any] = {}
        match order["order"]:
            case "serve":
                answer = await self._serve(order)
            case "break":
                self._faults.rules.append(order["rule"])
            case "mend":
                self._faults.rules.clear()
        self._send(reply=order["number"], **answer)

    async def _serve(self, order: dict[str, Any]) -> dict[str, Any]:
        self._ways = {way["mode"]: way for way in order["ways"]}
        self._hosts = {host: way for way in order["ways"] for host in way["hosts"]}
        try:
            ctx.options.update(server=True, mode=list(self._ways), allow_hosts=order["allow_hosts"])
            proxyserver = ctx.master.addons.get("proxyserver")
            await proxyserver.setup_servers()
        except Exception as error:  # report any error: nobody sees mitmproxy's log
            return {"problem": f"{type(error).__name__}: {error}"}
        failed = {
            server.mode.full_spec: str(server.last_exception or "it is not listening")
            for server in proxyserver.servers
            if not server.is_running
        }
        return {"failed": failed}

    def _send(self, **message: Any) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(json.dumps(message).encode() + b"\n")

    # mitmproxy calls the methods from here on.

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Report that a request has begun."""
        way = self._way_of(flow)
        if not way:
            return
        self._number += 1
        request = flow.request
        seen = flow.metadata["quash"] = {
            "number": self._number,
            "way": way["name"],
            "method": request.method,
            "path": request.path,
            "headers": _pairs(request.headers),
            "started": request.timestamp_start,
            "broken": "twice" if flow.is_replay else "",
            "origin": "",
        }
        # Somebody may set the machine's clock while the request is open.
        flow.metadata["quash-began"] = time.monotonic() - (time.time() - request.timestamp_start)
        self._send(
            began=self._number,
            way=way["name"],
            method=request.method,
            path=request.path,
            started=request.timestamp_start,
        )
        if way["is_reverse"]:
            seen["origin"] = _rewrite_origin(request, way)
        if _may_be_large(request) and not self._faults.may_break(way["name"], request.method, request.path):
            seen["sent"] = request.stream = Tap()

    async def request(self, flow: http.HTTPFlow) -> None:
        """Break a request if a rule says so."""
        seen = flow.metadata.get("quash")
        if not seen or flow.is_replay or flow.response or flow.request.stream:
            return
        rule = self._faults.take(seen["way"], flow.request)
        if not rule:
            return
        seen["broken"] = rule["as"]
        match rule["as"]:
            case way if way in _OWN_ANSWERS:
                answer = rule["answers"][rule["left"] % len(rule["answers"])]
                body = base64.b64decode(answer["body"])
                flow.response = http.Response.make(
                    answer["status"], body, [(k.encode(), v.encode()) for k, v in answer["headers"]]
                )
            case "late":
                await asyncio.sleep(rule["delay"])

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Pass the answer on while it arrives, so streams reach the app at once."""
        seen = flow.metadata.get("quash")
        if not seen or flow.response is None:
            return
        seen["answer_headers"] = _pairs(flow.response.headers)
        _rewrite_answer(flow, seen, self._way_of(flow))
        if seen["broken"] not in _OWN_ANSWERS:
            seen["tap"] = flow.response.stream = Tap()

    def response(self, flow: http.HTTPFlow) -> None:
        """Report an exchange."""
        seen = flow.metadata.get("quash")
        if not seen or flow.response is None:
            return
        tap = seen.pop("tap", None)
        if tap is None:
            # Our own answer, or an answer without a body.
            tap = Tap()
            tap(flow.response.raw_content or b"")
            seen.setdefault("answer_headers", _pairs(flow.response.headers))
        self._end(
            flow,
            seen,
            status=flow.response.status_code,
            answer=_decoded(tap, flow.response),
            answer_size=tap.size,
            ended=tap.ended,
        )
        if seen["broken"] == "twice" and not flow.is_replay:
            ctx.master.commands.call("replay.client", [flow.copy()])

    def error(self, flow: http.HTTPFlow) -> None:
        """Report an exchange without an answer."""
        seen = flow.metadata.get("quash")
        if seen and flow.error:
            if flow.response is not None and "client" in flow.error.msg.lower():
                # The app has seen the status and did not read the rest.
                self.response(flow)
                return
            server_error = getattr(flow.server_conn, "error", None)
            tap = seen.pop("tap", None)
            self._end(
                flow,
                seen,
                status=None,
                error=flow.error.msg,
                server_error=server_error or "",
                answer_size=tap.size if tap else 0,
                ended=time.monotonic(),
            )

    def _end(self, flow: http.HTTPFlow, seen: dict[str, Any], *, ended: float, **result: Any) -> None:
        tap = seen.pop("sent", None)
        if tap is None:
            tap = Tap()
            tap(flow.request.raw_content or b"")
        seen |= {"body": _decoded(tap, flow.request), "body_size": tap.size}
        del flow.metadata["quash"]
        self._send(exchange={**seen, **result, "elapsed": ended - flow.metadata["quash-began"]})

    def _way_of(self, flow: http.HTTPFlow) -> dict[str, Any]:
        way = self._ways.get(flow.client_conn.proxy_mode.full_spec)
        if way is None or way["is_reverse"]:
            return way or {}
        return self._hosts.get(flow.request.pretty_host.lower(), {})

    def _way_of_connection(self, context: Any) -> dict[str, Any]:
        way = self._ways.get(context.client.proxy_mode.full_spec)
        if way is None or way["is_reverse"]:
            return way or {}
        address = context.server.address
        return self._hosts.get(address[0].lower() if address else "", {})


def _may_be_large(request: http.Request) -> bool:
    size = request.headers.get("content-length", "")
    return int(size) > MOST_OF_BODY if size.isdecimal() else "transfer-encoding" in request.headers


def _pairs(headers: Any) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.fields]


def _decoded(tap: Tap, message: http.Message) -> str | None:
    """Return a body in Base64 without its content encoding; None if it cannot be decoded."""
    name = message.headers.get("content-encoding", "identity").strip().lower()
    try:
        if name in ("gzip", "x-gzip", "deflate"):
            content = _inflated(tap.head)
        elif name in ("", "identity"):
            content = tap.head
        elif tap.size > MOST_OF_BODY:
            return None
        else:
            content = encoding.decode(tap.head, name) or b""
    except (ValueError, zlib.error):
        return None
    return base64.b64encode(content[:MOST_OF_BODY]).decode("ascii")


def _inflated(data: bytes) -> bytes:
    """Return the beginning of compressed data; some servers send deflate without a header."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MOST_OF_BODY)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, MOST_OF_BODY)


def _rewrite_origin(request: http.Request, way: dict[str, Any]) -> str:
    """Replace the listener by the backend's own origin in Referer and Origin; return the Origin that the app sent."""
    referer = request.headers.get("referer", "")
    if _origin_of(referer)[2:] == (way["port"],):
        request.headers["referer"] = way["upstream"] + _target_of(referer)
    origin: str = request.headers.get("origin", "")
    if _origin_of(origin)[2:] != (way["port"],):
        return ""
    request.headers["origin"] = way["upstream"]
    return origin


def _origin_of(url: str) -> tuple[Any, ...]:
    """Return scheme, host and port of an absolute URL; empty for any other text."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return ()
    return (parts.scheme, parts.hostname, port) if parts.scheme in _DEFAULT_PORTS and parts.hostname else ()


def _target_of(url: str) -> str:
    """Return everything after the origin of an absolute URL; at least `/`."""
    rest = url.partition("://")[2]
    place = min((rest.index(mark) for mark in "/?#" if mark in rest), default=len(rest))
    return rest[place:] if rest[place : place + 1] == "/" else f"/{rest[place:]}"


def _rewrite_answer(flow: http.HTTPFlow, seen: dict[str, Any], way: dict[str, Any]) -> None:
    """Keep the app on the listener: redirects, cookies and CORS headers would lead to the backend's origin."""
    if not way or not way["is_reverse"] or flow.response is None:
        return
    headers, upstream = flow.response.headers, _origin_of(way["upstream"])
    location = headers.get("location", "")
    # A target that begins with two slashes would lead to another host.
    if _origin_of(location) == upstream and not _target_of(location).startswith("//"):
        headers["location"] = _target_of(location)
    if seen["origin"] and _origin_of(headers.get("access-control-allow-origin", "")) == upstream:
        headers["access-control-allow-origin"] = seen["origin"]
    cookies = headers.get_all("set-cookie")
    rewritten = [_cookie_for(item, is_tls=flow.client_conn.tls) for item in cookies]
    if rewritten != cookies:
        headers.set_all("set-cookie", rewritten)


def _cookie_for(cookie: str, *, is_tls: bool) -> str:
    """Return a cookie that the app accepts from the listener: without a domain, and without Secure over plain HTTP."""
    dropped = ("domain=",) if is_tls else ("domain=", "secure", "samesite=none", "partitioned")
    first, *attributes = cookie.split(";")
    return ";".join([first, *(part for part in attributes if not part.strip().lower().startswith(dropped))])


addons = [QuashAddon()]
