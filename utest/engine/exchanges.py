"""Exchanges for tests of the transport."""

from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Answer, Exchange, Fault
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import Tls

SHORT = 0.25
LONG = 20.0
_TLS = Tls()


def ask(transport: HttpTransport, request: Request | str, within: float = LONG, tls: Tls = _TLS) -> Exchange:
    """Make one exchange."""
    request = Request("GET", request) if isinstance(request, str) else request
    return transport.send(request, tls, Deadline.after(within))


def answer_of(transport: HttpTransport, request: Request | str, tls: Tls = _TLS) -> Answer:
    """Return the response of an exchange that has one."""
    answer = ask(transport, request, tls=tls).answer
    assert isinstance(answer, Answer), answer
    return answer


def fault_of(transport: HttpTransport, request: Request | str, within: float = LONG, tls: Tls = _TLS) -> Fault:
    """Return why an exchange has no response."""
    answer = ask(transport, request, within, tls).answer
    assert isinstance(answer, Fault), answer
    return answer
