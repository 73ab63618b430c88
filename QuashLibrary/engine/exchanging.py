"""Make the exchange of an attempt: with the cookies kept, and on to where redirects lead.

In: a Plan and a Deadline. Out: the exchange whose answer is checked. Apart from the transport, which sends one
request and knows of no other.
"""

from dataclasses import replace

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.kept import Kept
from QuashLibrary.engine.outcome import Exchange, Fault, Request, Response
from QuashLibrary.engine.plan import Plan
from QuashLibrary.engine.redirects import MAX_REDIRECTS, redirected
from QuashLibrary.engine.transport import Transport


class Exchanging:
    """Makes exchanges, over one transport."""

    def __init__(self, transport: Transport, clock: Clock) -> None:
        """Take what exchanges are made with."""
        self._transport = transport
        self._clock = clock

    def exchange(self, plan: Plan, kept: Kept, deadline: Deadline) -> Exchange:
        """Make the exchange of an attempt, over before the deadline."""
        return self._followed(plan.request, plan, kept, deadline)

    def _followed(self, request: Request, plan: Plan, kept: Kept, deadline: Deadline) -> Exchange:
        """Follow redirects; `time` is that of all of them, as it is for who waits for the answer."""
        exchange = self._single(request, plan, kept, deadline)
        first, elapsed, passed = exchange.started, exchange.elapsed, [request.url]
        while plan.follows and isinstance(exchange.answer, Response):
            target = redirected(request, exchange.answer)
            if target is None:
                break
            if len(passed) > MAX_REDIRECTS:
                fault = Fault("protocol", f"redirected more than {MAX_REDIRECTS} times")
                exchange = replace(exchange, answer=fault)
                break
            request = target
            exchange = self._single(request, plan, kept, deadline)
            elapsed += exchange.elapsed
            passed.append(request.url)
        return replace(exchange, started=first, elapsed=elapsed, redirected_from=tuple(passed[:-1]))

    def _single(self, request: Request, plan: Plan, kept: Kept, deadline: Deadline) -> Exchange:
        if not plan.keeps_cookies:
            return self._transport.send(request, plan.tls, deadline)
        request = kept.cookies.add_to(request, self._clock.now())
        exchange = self._transport.send(request, plan.tls, deadline)
        if isinstance(exchange.answer, Response):
            kept.cookies.take(request, exchange.answer, self._clock.now())
        return exchange
