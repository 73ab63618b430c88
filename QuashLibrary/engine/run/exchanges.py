"""Make the exchange of an attempt: logged in, with the cookies kept, and on to where redirects lead.

In: a Plan and a Deadline. Out: the exchange whose answer is checked. Apart from the transport, which sends one
request and knows of no other.
"""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, replace

from QuashLibrary.engine.clock import Clock, Deadline
from QuashLibrary.engine.outcome import Exchange, Fault, Request, Response
from QuashLibrary.engine.plan.plan import HttpPlan, SqlPlan
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.credentials import TestCredentials
from QuashLibrary.engine.sources.http.logins import (
    DigestLogin,
    SlugLogin,
    TokenLogin,
    authorized,
    is_refused,
    token_of,
    tokens_in,
)
from QuashLibrary.engine.sources.http.redirects import MAX_REDIRECTS, redirected
from QuashLibrary.engine.sources.http.tokens import LoginError, Token, Tokens
from QuashLibrary.engine.sources.http.transport import Transport, digest_credentials
from QuashLibrary.engine.sources.sql.transport import SqlTransport


@dataclass(frozen=True, slots=True)
class SlugToken:
    """How the token of another validation is had, and by which key it is kept; `ask` may raise LoginError."""

    key: Hashable
    ask: Callable[[], Token]


class Exchanging:
    """Makes exchanges, over one transport of requests and one of statements."""

    def __init__(self, transport: Transport, clock: Clock, redactor: Redactor, databases: SqlTransport) -> None:
        """Take what exchanges are made with."""
        self._transport = transport
        self._databases = databases
        self._redactor = redactor
        self._tokens = Tokens()
        self._clock = clock

    def under(self, clock: Clock) -> "Exchanging":
        """Return the same by the clock of one run, whose end also ends what is in flight."""
        other = copy(self)
        other._clock = clock
        return other

    def exchange(
        self, plan: HttpPlan | SqlPlan, kept: TestCredentials, until: Deadline | None, log_in: SlugToken
    ) -> Exchange:
        """Make the exchange of an attempt.

        Args:
            plan: what to ask.
            kept: what the test keeps.
            until: when the whole step has to be over; a login has a time of its own within it.
            log_in: how the token of another validation is had.
        """
        if isinstance(plan, SqlPlan):
            return self._databases.send(plan.request, self._deadline(plan, until))
        if plan.login is None:
            return self._followed(plan.request, plan, kept, self._deadline(plan, until))
        if isinstance(plan.login, DigestLogin):
            return self._challenged(plan, plan.login, kept, self._deadline(plan, until))
        started, start = self._clock.now(), self._clock.monotonic()
        try:
            return self._with_token(plan, kept, until, self._token_source(plan, plan.login, kept, until, log_in))
        except LoginError as error:
            elapsed = self._clock.monotonic() - start
            return Exchange(plan.request, error.fault, started, elapsed, login=error.exchange)

    def _deadline(self, plan: HttpPlan | SqlPlan, until: Deadline | None) -> Deadline:
        return self._clock.deadline(plan.timeout).earlier(until)

    def _challenged(self, plan: HttpPlan, login: DigestLogin, kept: TestCredentials, deadline: Deadline) -> Exchange:
        exchange = self._followed(plan.request, plan, kept, deadline)
        request = exchange.request
        if not is_refused(exchange) or not isinstance(exchange.answer, Response) or not isinstance(request, Request):
            return exchange
        answer = digest_credentials(request, exchange.answer, login.username, login.password)
        if not answer:
            return exchange
        again = self._followed(authorized(request, answer), plan, kept, deadline)
        return replace(again, redirected_from=(*exchange.redirected_from, *again.redirected_from))

    def _with_token(
        self, plan: HttpPlan, kept: TestCredentials, until: Deadline | None, token: Callable[[str], str]
    ) -> Exchange:
        """Ask with a token; one that is refused is renewed once."""
        value = token("")
        exchange = self._authorized(value, plan, kept, until)
        return self._authorized(token(value), plan, kept, until) if is_refused(exchange) else exchange

    def _authorized(self, token: str, plan: HttpPlan, kept: TestCredentials, until: Deadline | None) -> Exchange:
        request = authorized(plan.request, f"Bearer {token}")
        return self._followed(request, plan, kept, self._deadline(plan, until))

    def _token_source(
        self,
        plan: HttpPlan,
        login: TokenLogin | SlugLogin,
        kept: TestCredentials,
        until: Deadline | None,
        log_in: SlugToken,
    ) -> Callable[[str], str]:
        """Return what gives a token that is not the refused one."""
        # What others' logins take is bounded by the step; without a wait, by the time of two exchanges.
        patience = until or self._clock.deadline(2 * plan.timeout)
        if isinstance(login, SlugLogin):
            return lambda refused: kept.tokens.get(log_in.key, log_in.ask, patience, refused)

        def ask() -> Token:
            exchange = self._transport.send(login.request, plan.tls, self._deadline(plan, until))
            self._redactor.add(tokens_in(exchange))
            return token_of(exchange, self._clock.monotonic())

        return lambda refused: self._tokens.get(login, ask, patience, refused)

    def _followed(self, request: Request, plan: HttpPlan, kept: TestCredentials, deadline: Deadline) -> Exchange:
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

    def _single(self, request: Request, plan: HttpPlan, kept: TestCredentials, deadline: Deadline) -> Exchange:
        if not plan.keeps_cookies:
            return self._transport.send(request, plan.tls, deadline)
        request = kept.cookies.add_to(request, self._clock.now())
        exchange = self._transport.send(request, plan.tls, deadline)
        if isinstance(exchange.answer, Response):
            kept.cookies.take(request, exchange.answer, self._clock.now())
        return exchange
