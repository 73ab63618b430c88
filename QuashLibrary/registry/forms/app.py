"""The forms of `app` and `app_proxy`: where the app under test sends its requests, so that they are recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from QuashLibrary.errors import RequestPatternError
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.request_patterns import parse_request_pattern
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, Value, field
from QuashLibrary.registry.forms.values import TEXT, TEXT_OR_SECRET

_PORTS = range(1, 65_536)
_LOOPBACK = "127.0.0.1"


def _read_pattern(value: Any) -> object:
    if not isinstance(value, str):
        return Fault(f"should be a method and a path, but is {show_typed(value)}", "write for example  POST /orders")
    try:
        return parse_request_pattern(value)
    except RequestPatternError as error:
        return Fault(f"is no pattern of requests: {error}")


def _read_port(value: Any) -> object:
    read = TEXT_OR_SECRET.read(value)
    is_number = isinstance(read, str) and read.strip().isascii() and read.strip().lstrip("-").isdecimal()
    if isinstance(read, Fault) or (is_number and int(str(read)) not in _PORTS):
        return Fault(f"should be a port from 1 to 65535, but is {show_typed(value)}", "write for example  listen: 8888")
    if isinstance(read, str) and not is_number and "{" not in read:
        return Fault(f"should be a port, but is {show_typed(value)}", "write for example  listen: 8888")
    return read


REQUEST_PATTERN = Value(_read_pattern, {"type": "string"})
_PORT = Value(
    _read_port,
    {"type": ["integer", "string"], "description": "A port, or a text such as ${APP_PORT} that is looked up."},
)


class AppForm(Form):
    """A port that forwards what the app under test sends to the backend, and records it. Needs mitmproxy."""

    listen: Any = field(_PORT, "Point the app at this port.", "listen: 8888", required="always", default="")
    host: str = field(TEXT, "The address to listen on; 0.0.0.0 also lets devices of the network in.", default=_LOOPBACK)
    ignore: Sequence[Any] = field(
        ListOf(REQUEST_PATTERN, alone=(str,)),
        "Requests whose failures do not count: POST /analytics*, POST /login 401.",
        "ignore: [POST /analytics*]",
    )


class AppProxyForm(Form):
    """A proxy for apps whose addresses cannot be changed; the device must trust mitmproxy's certificate."""

    listen: Any = field(
        _PORT, "Set this port as the proxy of the device.", "listen: 8889", required="always", default=""
    )
    host: str = field(TEXT, "The address to listen on.", default=_LOOPBACK)
    hosts: Mapping[str, Any] = field(
        MappingOf(TEXT, can_be_empty=False),
        "The connection of each host; requests to other hosts pass through unread.",
        "hosts: {shop.example: shop}",
        required="always",
    )
