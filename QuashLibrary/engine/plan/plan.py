"""Turn a validation and the values of this moment into a Plan: a request ready to be sent.

In: a Validation, its Connection and a Scope. Out: plain data with nothing left to look up. Every
problem of a value (not known, not usable there) is raised before anything goes over the network.
"""

import re
from dataclasses import dataclass, replace

from QuashLibrary.engine.check.judgement import GivenText
from QuashLibrary.engine.outcome import Headers, Request, Statement
from QuashLibrary.engine.plan.statuses import allowed_statuses, with_numbers
from QuashLibrary.engine.plan.values import Scope, as_text, render, render_header, render_path, render_text, render_with
from QuashLibrary.engine.redactor import basic_credentials
from QuashLibrary.engine.sources.http.addresses import join_url, with_query
from QuashLibrary.engine.sources.http.contents import listed, make_content
from QuashLibrary.engine.sources.http.logins import Login, make_login
from QuashLibrary.engine.sources.http.proxies import make_proxy
from QuashLibrary.engine.sources.sql.statements import make_statement
from QuashLibrary.errors import PathError, UnusableValueError
from QuashLibrary.language.jsonpath import compile_path
from QuashLibrary.language.jsonpath_text import literal
from QuashLibrary.language.operators.model import Conditions
from QuashLibrary.language.operators.table import resolve
from QuashLibrary.language.regexes import compile_regex
from QuashLibrary.language.templates import PatternTemplate, Reference, Template
from QuashLibrary.registry.model import (
    ApiKey,
    Auth,
    Basic,
    Bearer,
    Connection,
    Digest,
    Expectation,
    Fetch,
    HttpConnection,
    OAuth2,
    Pairs,
    Query,
    RequestSpec,
    SqlConnection,
    Subject,
    Tls,
    TokenFrom,
    Validation,
)


@dataclass(frozen=True, slots=True)
class HttpPlan:
    """The request that will be sent, and how."""

    request: Request
    timeout: float
    tls: Tls
    follows: bool = False
    keeps_cookies: bool = False
    login: Login | None = None


@dataclass(frozen=True, slots=True)
class SqlPlan:
    """The statement that will be run."""

    request: Statement
    timeout: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked, and what is expected of the answer, with every value looked up."""

    validation: Validation
    exchange: HttpPlan | SqlPlan
    expect: tuple[Expectation, ...]
    give_up_if: tuple[Expectation, ...]
    fetch: tuple[Fetch, ...]
    within: float | None

    @property
    def request(self) -> Request | Statement:
        """What will be asked."""
        return self.exchange.request


def make_plan(validation: Validation, connection: Connection, scope: Scope, within: float | None) -> Plan:
    """Look up every value of a validation.

    Raises:
        UnusableValueError: a name is not known, or a value cannot stand where it is used.
    """
    _refuse_unknown_inputs(validation, scope)
    timing = validation.timing
    return Plan(
        validation=validation,
        exchange=_exchange(validation, connection, scope),
        expect=_expectations(validation.expect, scope),
        give_up_if=_expectations(timing.give_up_if, scope) if timing else (),
        fetch=tuple(_rendered_fetch(fetch, scope) for fetch in validation.fetch),
        within=within if within is not None else timing.within if timing else None,
    )


def _exchange(validation: Validation, connection: Connection, scope: Scope) -> HttpPlan | SqlPlan:
    timeout = validation.timeout or connection.timeout
    match validation.request, connection:
        case Query() as query, SqlConnection():
            return SqlPlan(make_statement(query, connection, scope), timeout)
        case RequestSpec() as spec, HttpConnection():
            request = _request(spec, validation, connection, scope)
            return HttpPlan(
                request,
                timeout,
                connection.tls,
                follows=connection.redirects == "same-origin",
                keeps_cookies=connection.cookies == "keep",
                login=make_login(validation.auth or connection.auth, connection, request.proxy, scope),
            )
    # The registry joins them by their kind; environments do not change it.
    raise AssertionError(f"{validation.name} asks what {connection.name} cannot be asked")


def _refuse_unknown_inputs(validation: Validation, scope: Scope) -> None:
    known = [item.name for item in validation.inputs]
    unknown = [name for name in scope.call if name not in known]
    if unknown:
        takes = f"takes {', '.join(known)}" if known else "takes no inputs"
        raise UnusableValueError(f"{validation.name} has no input {', '.join(unknown)}; it {takes}")


def _request(spec: RequestSpec, validation: Validation, connection: HttpConnection, scope: Scope) -> Request:
    content = make_content(spec.body, scope) if spec.body else None
    credentials = _credentials(validation.auth or connection.auth, scope)
    media_type: Headers = (("Content-Type", content.type),) if content else ()
    headers = _merged(
        media_type,
        _rendered(connection.headers, scope),
        _rendered(validation.headers, scope),
        _rendered(spec.headers, scope),
        _cookies(spec.cookies, scope),
        # No other type names the boundary between the parts.
        media_type if content and content.parts else (),
        credentials.headers,
    )
    query = [(name, render(value, scope)) for name, value in spec.query]
    pairs = [(name, as_text(item)) for name, value in query for item in listed(value)]
    url = join_url(render_text(connection.base_url, scope), render_path(spec.path, scope))
    url = with_query(url, [*pairs, *credentials.query])
    proxy = make_proxy(connection.proxy, scope)
    if content is None:
        return Request(spec.method, url, headers, proxy=proxy)
    return Request(spec.method, url, headers, content.data, content.parts, content.file, proxy)


@dataclass(frozen=True, slots=True)
class _Credentials:
    headers: Headers = ()
    query: Headers = ()


def _credentials(auth: Auth | None, scope: Scope) -> _Credentials:
    def secret(value: object) -> str:
        text = render_header("of auth", value, scope)
        scope.redactor.add(text)
        return text

    if auth is None or isinstance(auth, Digest | OAuth2 | TokenFrom):
        return _Credentials()
    if isinstance(auth, Bearer):
        return _Credentials(headers=(("Authorization", f"Bearer {secret(auth.token)}"),))
    if isinstance(auth, Basic):
        encoded = basic_credentials(*_user(auth, scope))
        scope.redactor.add(encoded)
        return _Credentials(headers=(("Authorization", f"Basic {encoded}"),))
    if isinstance(auth, ApiKey):
        pair = ((auth.name, secret(auth.value)),)
        return _Credentials(headers=pair) if auth.place == "header" else _Credentials(query=pair)
    return _Credentials(headers=tuple((name, secret(value)) for name, value in auth.headers))


def _user(auth: Basic, scope: Scope) -> tuple[str, str]:
    username, password = render_text(auth.username, scope), render_text(auth.password, scope)
    scope.redactor.add([username, password])
    if ":" in username:
        raise UnusableValueError("the username of auth may not hold a colon (RFC 7617)")
    return username, password


def _rendered(pairs: Pairs, scope: Scope) -> Headers:
    return tuple((name, render_header(name, value, scope)) for name, value in pairs)


def _cookies(pairs: Pairs, scope: Scope) -> Headers:
    rendered = _rendered(pairs, scope)
    parted = next((name for name, value in rendered if ";" in value), None)
    if parted is not None:
        raise UnusableValueError(
            f"the cookie {parted} may not hold a semicolon, after which another cookie would begin"
        )
    cookies = "; ".join(f"{name}={value}" for name, value in rendered)
    return (("Cookie", cookies),) if cookies else ()


def _merged(*layers: Headers) -> Headers:
    merged: dict[str, tuple[str, str]] = {}
    for layer in layers:
        merged.update({name.lower(): (name, value) for name, value in layer})
    return tuple(merged.values())


def _expectations(expectations: tuple[Expectation, ...], scope: Scope) -> tuple[Expectation, ...]:
    return tuple(_rendered_expectation(expectation, scope) for expectation in expectations)


def _rendered_fetch(fetch: Fetch, scope: Scope) -> Fetch:
    pattern = str(_pattern(fetch.matches, scope))
    try:
        compile_regex(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise UnusableValueError(f"matches of fetch {fetch.name}: invalid regular expression: {error}") from error
    subject = _rendered_subject(fetch.subject, scope)
    return replace(fetch, subject=subject, matches=pattern, default=render(fetch.default, scope))


def _rendered_expectation(expectation: Expectation, scope: Scope) -> Expectation:
    if not expectation.is_open:
        return expectation
    subject = _rendered_subject(expectation.subject, scope)
    if expectation.conditions is None:
        argument = _document(expectation.argument, subject, scope)
        argument = allowed_statuses(argument) if subject.kind == "status" else argument
        return replace(expectation, subject=subject, argument=argument)
    return replace(expectation, subject=subject, conditions=_resolved(expectation.conditions, subject, scope))


def _document(value: object, subject: Subject, scope: Scope) -> object:
    if isinstance(value, Conditions):
        return _resolved(value, subject, scope)
    if isinstance(value, dict):
        return {key: _document(item, subject, scope) for key, item in value.items()}
    if isinstance(value, list):
        return [_document(item, subject, scope) for item in value]
    return _argument(value, scope)


def _resolved(conditions: Conditions, subject: Subject, scope: Scope) -> Conditions:
    def fill(argument: object) -> object:
        return _pattern(argument, scope) if isinstance(argument, PatternTemplate) else _argument(argument, scope)

    if subject.kind == "status":
        conditions = with_numbers(conditions, fill)
    parsed = resolve(conditions, fill, durations=subject.kind == "time")
    if parsed.problems:
        told = "; ".join(problem.message for problem in parsed.problems)
        raise UnusableValueError(f"{subject}: {told}")
    return parsed.conditions


def _pattern(value: object, scope: Scope) -> object:
    """Render a regular expression: a value in it stands for itself, a whole one may be an expression."""
    if isinstance(value, PatternTemplate) and not value.whole:
        return render_with(value, scope, lambda item: re.escape(as_text(item)))
    return _argument(value, scope)


def _argument(value: object, scope: Scope) -> object:
    """Render what is expected; a text given for an input is marked as such, for the hints of checks."""
    rendered = render(value, scope)
    whole = value.whole if isinstance(value, Template) else None
    is_input = isinstance(whole, Reference) and whole.name in scope.declared
    return GivenText(rendered) if is_input and isinstance(rendered, str) else rendered


def _rendered_subject(subject: Subject, scope: Scope) -> Subject:
    if subject.template is None:
        return subject
    try:
        text = render_with(subject.template, scope, literal)
        return replace(subject, name=text, path=compile_path(text))
    except PathError as error:
        raise UnusableValueError(str(error)) from error
