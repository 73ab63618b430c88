"""Turn a validation and the values of this moment into a Plan: a request ready to be sent.

In: a Validation, its Connection and a Scope. Out: plain data with nothing left to look up. Every
problem of a value (not known, not usable there) is raised before anything goes over the network.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from QuashLibrary.engine.outcome import Headers, Request
from QuashLibrary.engine.redactor import basic_credentials
from QuashLibrary.engine.values import (
    Scope,
    ValueProblem,
    as_text,
    render,
    render_header,
    render_path,
    render_text,
    render_with,
)
from QuashLibrary.language.jsonpath import PathError, compile_path, literal
from QuashLibrary.language.operator_model import Conditions
from QuashLibrary.language.operators import resolve
from QuashLibrary.language.templates import PatternTemplate
from QuashLibrary.registry.model import (
    ApiKey,
    Auth,
    Basic,
    Bearer,
    Body,
    Connection,
    Expectation,
    Pairs,
    RequestSpec,
    Subject,
    Tls,
    Validation,
)

_CONTENT_TYPES = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked, and what is expected of the answer, with every value looked up."""

    validation: Validation
    request: Request
    timeout: float
    tls: Tls
    expect: tuple[Expectation, ...]
    give_up_if: tuple[Expectation, ...]
    within: float | None


def make_plan(validation: Validation, connection: Connection, scope: Scope, within: float | None) -> Plan:
    """Look up every value of a validation.

    Raises:
        ValueProblem: a name is not known, or a value cannot stand where it is used.
    """
    _refuse_unknown_inputs(validation, scope)
    timing = validation.timing
    return Plan(
        validation=validation,
        request=_request(validation, connection, scope),
        timeout=validation.timeout or connection.timeout,
        tls=connection.tls,
        expect=_expectations(validation.expect, scope),
        give_up_if=_expectations(timing.give_up_if, scope) if timing else (),
        within=within if within is not None else timing.within if timing else None,
    )


def _refuse_unknown_inputs(validation: Validation, scope: Scope) -> None:
    known = [item.name for item in validation.inputs]
    unknown = [name for name in scope.call if name not in known]
    if unknown:
        takes = f"takes {', '.join(known)}" if known else "takes no inputs"
        raise ValueProblem(f"{validation.name} has no input {', '.join(unknown)}; it {takes}")


def _request(validation: Validation, connection: Connection, scope: Scope) -> Request:
    spec = validation.request
    credentials = _credentials(validation.auth or connection.auth, scope)
    headers = _merged(
        _content_type(spec.body),
        _rendered(connection.headers, scope),
        _rendered(validation.headers, scope),
        _rendered(spec.headers, scope),
        _cookies(spec.cookies, scope),
        credentials.headers,
    )
    query = [(name, render(value, scope)) for name, value in spec.query]
    url = _url(render_text(connection.base_url, scope), spec, scope)
    return Request(spec.method, _with_query(url, [*query, *credentials.query]), headers, _content(spec.body, scope))


@dataclass(frozen=True, slots=True)
class _Credentials:
    headers: Headers = ()
    query: Headers = ()


def _credentials(auth: Auth | None, scope: Scope) -> _Credentials:
    def secret(value: object) -> str:
        text = render_header("of auth", value, scope)
        scope.redactor.add(text)
        return text

    if auth is None:
        return _Credentials()
    if isinstance(auth, Bearer):
        return _Credentials(headers=(("Authorization", f"Bearer {secret(auth.token)}"),))
    if isinstance(auth, Basic):
        encoded = basic_credentials(render_text(auth.username, scope), secret(auth.password))
        scope.redactor.add(encoded)
        return _Credentials(headers=(("Authorization", f"Basic {encoded}"),))
    if isinstance(auth, ApiKey):
        pair = ((auth.name, secret(auth.value)),)
        return _Credentials(headers=pair) if auth.place == "header" else _Credentials(query=pair)
    return _Credentials(headers=tuple((name, secret(value)) for name, value in auth.headers))


def _url(base: str, spec: RequestSpec, scope: Scope) -> str:
    path = render_path(spec.path, scope)
    if not base.startswith(("http://", "https://")):
        raise ValueProblem(f'base_url should begin with http:// or https://, is "{base}"')
    if not path.startswith(("http://", "https://")):
        return f"{base.rstrip('/')}/{path.lstrip('/')}" if path else base
    if _origin(path) != _origin(base):
        raise ValueProblem(f"{path} is not of the connection's origin {'://'.join(_origin(base)[:2])}")
    return path


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError as error:
        raise ValueProblem(f'the port of "{url}" is not a number from 1 to 65535') from error
    return parts.scheme, (parts.hostname or "").lower(), port


def _with_query(url: str, query: list[tuple[str, Any]]) -> str:
    pairs = [(name, as_text(item)) for name, value in query for item in _listed(value)]
    if not pairs:
        return url
    encoded = urlencode(pairs, quote_via=quote, errors="surrogatepass")
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{encoded}{mark}{fragment}"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _rendered(pairs: Pairs, scope: Scope) -> Headers:
    return tuple((name, render_header(name, value, scope)) for name, value in pairs)


def _cookies(pairs: Pairs, scope: Scope) -> Headers:
    cookies = "; ".join(f"{name}={value}" for name, value in _rendered(pairs, scope))
    return (("Cookie", cookies),) if cookies else ()


def _content_type(body: Body | None) -> Headers:
    return (("Content-Type", _CONTENT_TYPES[body.kind]),) if body else ()


def _merged(*layers: Headers) -> Headers:
    merged: dict[str, tuple[str, str]] = {}
    for layer in layers:
        merged.update({name.lower(): (name, value) for name, value in layer})
    return tuple(merged.values())


def _content(body: Body | None, scope: Scope) -> bytes:
    if body is None:
        return b""
    value = render(body.value, scope)
    if body.kind == "json":
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if body.kind == "form" and isinstance(value, dict):
        pairs = [(name, as_text(item)) for name, items in value.items() for item in _listed(items)]
        return urlencode(pairs, errors="surrogatepass").encode("ascii")
    return as_text(value).encode("utf-8", "surrogatepass")


def _expectations(expectations: tuple[Expectation, ...], scope: Scope) -> tuple[Expectation, ...]:
    return tuple(_rendered_expectation(expectation, scope) for expectation in expectations)


def _rendered_expectation(expectation: Expectation, scope: Scope) -> Expectation:
    if not expectation.is_open:
        return expectation
    subject = _rendered_subject(expectation.subject, scope)
    if expectation.conditions is None:
        return replace(expectation, subject=subject, argument=_document(expectation.argument, subject, scope))
    return replace(expectation, subject=subject, conditions=_resolved(expectation.conditions, subject, scope))


def _document(value: object, subject: Subject, scope: Scope) -> object:
    if isinstance(value, Conditions):
        return _resolved(value, subject, scope)
    if isinstance(value, dict):
        return {key: _document(item, subject, scope) for key, item in value.items()}
    if isinstance(value, list):
        return [_document(item, subject, scope) for item in value]
    return render(value, scope)


def _resolved(conditions: Conditions, subject: Subject, scope: Scope) -> Conditions:
    def fill(argument: object) -> object:
        if isinstance(argument, PatternTemplate) and not argument.whole:
            return render_with(argument, scope, lambda item: re.escape(as_text(item)))
        return render(argument, scope)

    parsed = resolve(conditions, fill, durations=subject.kind == "time")
    if parsed.problems:
        told = "; ".join(problem.message for problem in parsed.problems)
        raise ValueProblem(f"{subject}: {told}")
    return parsed.conditions


def _rendered_subject(subject: Subject, scope: Scope) -> Subject:
    if subject.template is None:
        return subject
    try:
        text = render_with(subject.template, scope, literal)
        return replace(subject, name=text, path=compile_path(text))
    except PathError as error:
        raise ValueProblem(str(error)) from error
