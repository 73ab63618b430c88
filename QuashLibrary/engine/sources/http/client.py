"""Make the exchange of an attempt: logged in, with the test's cookies, and following redirects.

In: an HttpPlan and an ExchangeContext. Out: the exchange with the answer to check. Separate from the transport, which
sends single, unrelated requests.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Answer, Exchange, Fault
from QuashLibrary.engine.plan.source import LoginError
from QuashLibrary.engine.sources.http.cookies import CookieJar
from QuashLibrary.engine.sources.http.logins import DigestLogin, TokenLogin
from QuashLibrary.engine.sources.http.messages import Request
from QuashLibrary.engine.sources.http.obstacles import advised, obstacle
from QuashLibrary.engine.sources.http.redirects import MAX_REDIRECTS, redirected, repeats_elsewhere, why_not_followed
from QuashLibrary.engine.sources.http.tokens import Token, Tokens, token_of, tokens_in
from QuashLibrary.engine.sources.http.transport import digest_credentials

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.engine.clock import Deadline
    from QuashLibrary.engine.plan.source import ExchangeContext, LoginValidation
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.engine.sources.http.plan import HttpPlan
    from QuashLibrary.engine.sources.http.transport import HttpTransport
    from QuashLibrary.registry.model import TokenFrom


@dataclass(frozen=True, slots=True)
class HttpCredentials:
    """The credentials of one test: the cookies of its answers, and the tokens that its validations fetched."""

    cookies: CookieJar = field(default_factory=CookieJar)
    tokens: Tokens = field(default_factory=Tokens)


@dataclass(frozen=True, slots=True)
class ExchangeClient:
    """Makes one exchange of a plan; `tokens` from token servers are kept for the whole run."""

    plan: HttpPlan
    context: ExchangeContext
    transport: HttpTransport
    tokens: Tokens
    redactor: Redactor

    def exchange(self) -> Exchange:
        """Make the exchange, and note what its answer means if it is unexpected."""
        exchange = self._logged_in()
        if isinstance(exchange.answer, Fault) and not exchange.login and isinstance(exchange.request, Request):
            timeout = 0.0 if self._is_cut_off() else self.context.timeout
            fault = advised(exchange.answer, exchange.request, f'connection "{self.plan.connection}"', timeout)
            return replace(exchange, answer=fault)
        found = obstacle(exchange, self.plan.credentials)
        return replace(exchange, obstacle=found) if found else exchange

    def _is_cut_off(self) -> bool:
        """Return whether the step has no time left, so a longer timeout would not help."""
        return self.context.until is not None and self.context.until.remaining() <= 0

    def _logged_in(self) -> Exchange:
        """Make the exchange; a login has its own time limit within the step."""
        login = self.plan.login
        if login is None:
            return self._followed(self.plan.request, self.context.deadline())
        if isinstance(login, DigestLogin):
            return self._challenged(login, self.context.deadline())
        clock = self.context.clock
        started, start = clock.now(), clock.monotonic()
        try:
            return self._with_token(self._token_getter(login))
        except LoginError as error:
            elapsed = clock.monotonic() - start
            return Exchange(self.plan.request, error.fault, started, elapsed, login=error.exchange)

    def _challenged(self, login: DigestLogin, deadline: Deadline) -> Exchange:
        exchange = self._followed(self.plan.request, deadline)
        request, challenge = exchange.request, exchange.answer
        if not _is_refused(exchange) or not isinstance(request, Request) or not isinstance(challenge, Answer):
            return exchange
        credentials = digest_credentials(request, challenge, login.username, login.password)
        if not credentials:
            return exchange
        again = self._followed(_authorized(request, credentials), deadline)
        return replace(again, redirected_from=(*exchange.redirected_from, *again.redirected_from))

    def _with_token(self, get_token: Callable[[str], str]) -> Exchange:
        """Send the request with a token; a refused token is renewed once."""
        token = get_token("")
        exchange = self._with_bearer(token)
        return self._with_bearer(get_token(token)) if _is_refused(exchange) else exchange

    def _with_bearer(self, token: str) -> Exchange:
        return self._followed(_authorized(self.plan.request, f"Bearer {token}"), self.context.deadline())

    def _token_getter(self, login: TokenLogin | TokenFrom) -> Callable[[str], str]:
        """Return a function that gets a token other than the refused one."""
        # While another validation logs in, wait until the step ends, or else for the time of two exchanges.
        patience = self.context.until or self.context.clock.deadline(2 * self.context.timeout)
        if isinstance(login, TokenLogin):
            return lambda refused: self.tokens.get(login, partial(self._token_by_request, login), patience, refused)
        tokens, validation = self.context.credentials.of(HttpCredentials).tokens, self.context.login
        if validation is None:
            raise LoginError(Fault("login", "no token: the validation that fetches it is unknown"))
        log_in = partial(self._token_by_validation, validation)
        return lambda refused: tokens.get(validation.key, log_in, patience, refused)

    def _token_by_validation(self, login: LoginValidation) -> Token:
        return Token(login.fetch_token(self.context.until))

    def _token_by_request(self, login: TokenLogin) -> Token:
        exchange = self.transport.send(login.request, self.plan.tls, self.context.deadline())
        self.redactor.add(tokens_in(exchange))
        return token_of(exchange, self.context.clock.monotonic())

    def _followed(self, request: Request, deadline: Deadline) -> Exchange:
        """Send a request and follow redirects; the elapsed time includes all of them."""
        exchange = self._sent(request, deadline)
        started, elapsed, urls = exchange.started, exchange.elapsed, [request.url]
        while self.plan.follows and isinstance(exchange.answer, Answer):
            target = redirected(request, exchange.answer)
            if target is None or (self.plan.keeps_path and repeats_elsewhere(request, target)):
                break
            if len(urls) > MAX_REDIRECTS:
                fault = Fault("protocol", f"redirected more than {MAX_REDIRECTS} times")
                exchange = replace(exchange, answer=fault)
                break
            request = target
            exchange = self._sent(request, deadline)
            elapsed += exchange.elapsed
            urls.append(request.url)
        answer = exchange.answer
        if isinstance(answer, Answer) and (remark := why_not_followed(request, answer, self.plan.follows)):
            answer = replace(answer, remark=remark)
        elif len(urls) == 1:
            return exchange
        return replace(exchange, answer=answer, started=started, elapsed=elapsed, redirected_from=tuple(urls[:-1]))

    def _sent(self, request: Request, deadline: Deadline) -> Exchange:
        if not self.plan.keeps_cookies:
            return self.transport.send(request, self.plan.tls, deadline)
        jar, clock = self.context.credentials.of(HttpCredentials).cookies, self.context.clock
        request = jar.add_to(request, clock.now())
        exchange = self.transport.send(request, self.plan.tls, deadline)
        if isinstance(exchange.answer, Answer):
            jar.take(request, exchange.answer, clock.now())
        return exchange


def _authorized(request: Request, credentials: str) -> Request:
    others = tuple(pair for pair in request.headers if pair[0].lower() != "authorization")
    return replace(request, headers=(*others, ("Authorization", credentials)))


def _is_refused(exchange: Exchange) -> bool:
    """Return whether the backend rejects the credentials or requires some."""
    return isinstance(exchange.answer, Answer) and exchange.answer.status == HTTPStatus.UNAUTHORIZED
