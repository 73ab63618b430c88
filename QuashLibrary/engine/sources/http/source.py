"""The source of answers from HTTP backends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.source import Source
from QuashLibrary.engine.sources.http.client import ExchangeClient
from QuashLibrary.engine.sources.http.plan import HttpPlan, changing_method, make_http_plan
from QuashLibrary.engine.sources.http.tokens import Tokens
from QuashLibrary.engine.sources.http.transport import HttpTransport
from QuashLibrary.registry.model import HttpConnection, RequestSpec

if TYPE_CHECKING:
    from QuashLibrary.engine.clock import Clock
    from QuashLibrary.engine.outcome import Exchange
    from QuashLibrary.engine.plan.source import ExchangeContext, HideMessage
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.sources.http.messages import Request


class HttpSource(Source[RequestSpec, HttpConnection, HttpPlan]):
    """The source of answers from HTTP backends, with one transport."""

    plan = staticmethod(make_http_plan)
    changes = staticmethod(changing_method)

    def __init__(self, clock: Clock, redactor: Redactor, transport: HttpTransport | None = None) -> None:
        """Begin without connections; tests pass in their own transport."""
        self._transport = transport or HttpTransport(clock)
        self._redactor = redactor
        self._tokens = Tokens()

    @staticmethod
    def check_spec(connection: HttpConnection) -> RequestSpec:
        """Return the connection's own `check`, else a GET of its base URL."""
        return connection.check or RequestSpec("GET", "")

    def exchange(self, plan: HttpPlan, context: ExchangeContext) -> Exchange:
        """Send the request, logged in and following redirects."""
        return ExchangeClient(plan, context, self._transport, self._tokens, self._redactor).exchange()

    @staticmethod
    def redacted(question: Request, hide: HideMessage) -> Request:
        """Return a request with its secrets masked, including the fields of a form."""
        headers, body = hide(question.headers, question.body)
        parts = tuple(part if part.path else replace(part, data=hide((), part.data)[1]) for part in question.parts)
        return replace(question, headers=headers, body=body, parts=parts)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()
