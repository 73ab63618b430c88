"""The forms of `app` and `app_proxy`: the ports that record the requests of the app under test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import RequestPatternError
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.request_patterns import parse_request_pattern
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, Names, Value, field
from QuashLibrary.registry.forms.values import TEXT, TEXT_OR_SECRET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PORTS = range(1, 65_536)
_NUMBER = re.compile("[0-9]{1,5}")
_ADDRESS = re.compile(r"[0-9A-Za-z.:_-]+")
_HOST = re.compile(r"[0-9A-Za-z._-]+")
_LOOPBACK = "127.0.0.1"
_VARIABLE = "a text with a variable, such as ${APP_PORT}, is also allowed"


def _read_pattern(value: Any) -> object:
    if not isinstance(value, str):
        return Fault(f"should be a method and a path, but is {show_typed(value)}", "write for example  POST /orders")
    try:
        return parse_request_pattern(value)
    except RequestPatternError as error:
        return Fault(f"is not a request pattern: {error}")


def _read_port(value: Any) -> object:
    read = TEXT_OR_SECRET.read(value)
    is_looked_up = isinstance(read, str) and ("${" in read or "%{" in read)
    if isinstance(read, str) and not is_looked_up:
        is_port = _NUMBER.fullmatch(read.strip()) and int(read) in _PORTS
        read = read if is_port else Fault("")
    if isinstance(read, Fault):
        return Fault(f"should be a port from 1 to 65535, but is {show_typed(value)}", "write for example  listen: 8888")
    return read


def _read_address(value: Any) -> object:
    read = TEXT.read(value)
    if isinstance(read, str) and not _ADDRESS.fullmatch(read):
        return Fault(
            f"should be an address of this machine, but is {show_typed(value)}", "write for example  host: 0.0.0.0"
        )
    return read


def _host_fault(name: str) -> Fault | None:
    if _HOST.fullmatch(name):
        return None
    return Fault(f'"{name}" in "hosts" should be a plain host name', "write for example  shop.example: shop")


REQUEST_PATTERN = Value(_read_pattern, {"type": "string"})
_PORT = Value(
    _read_port,
    {
        "anyOf": [
            {"type": "integer", "minimum": min(_PORTS), "maximum": max(_PORTS)},
            {"type": "string", "pattern": r"^\s*[0-9]{1,5}\s*$|[$%]\{"},
            {"$ref": "#/$defs/environmentVariable"},
        ],
    },
)


_HOST_ADDRESS = Value(_read_address, {"type": "string", "pattern": f"^{_ADDRESS.pattern}$"})


class AppForm(Form):
    """A port that records the requests of the app under test and forwards them to the backend. Needs mitmproxy."""

    listen: Any = field(
        _PORT, f"The port to point the app at; {_VARIABLE}.", "listen: 8888", required="always", default=""
    )
    host: str = field(
        _HOST_ADDRESS, "The address to listen on; 0.0.0.0 also accepts devices on the network.", default=_LOOPBACK
    )
    ignore: Sequence[Any] = field(
        ListOf(REQUEST_PATTERN, alone=(str,)),
        "Requests whose failures do not count, such as POST /analytics* or POST /login 401.",
        "ignore: [POST /analytics*]",
    )


class AppProxyForm(Form):
    """A proxy for apps whose addresses cannot be changed; the device must trust mitmproxy's certificate."""

    listen: Any = field(
        _PORT, f"The port to set as the device's proxy; {_VARIABLE}.", "listen: 8889", required="always", default=""
    )
    host: str = field(_HOST_ADDRESS, "The address to listen on.", default=_LOOPBACK)
    hosts: Mapping[str, Any] = field(
        MappingOf(TEXT, names=Names(_host_fault, {"pattern": f"^{_HOST.pattern}$"}), can_be_empty=False),
        "The connection for each host; requests to other hosts pass through unread.",
        "hosts: {shop.example: shop}",
        required="always",
    )
