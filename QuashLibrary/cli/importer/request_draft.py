"""Draft the entry that a tester would write by hand for the request of a curl command.

In: a CurlCommand, and the connections and slugs of the registry. Out: a Draft. Identifiers in path and query become
inputs, secrets become environment variables, and headers that only a browser needs are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from QuashLibrary.cli.importer.bodies import body_of
from QuashLibrary.cli.importer.draft import ConnectionDraft, Draft, FromEnvironment, InputDraft, RequestDraft
from QuashLibrary.cli.importer.entry_names import (
    connection_name,
    description_of,
    input_name,
    prefix_of,
    slug_for,
    split_path,
    variable_in,
)
from QuashLibrary.cli.importer.login import login_of, shown_header
from QuashLibrary.cli.importer.secret_values import Variables, is_secret, is_session_cookie, is_tracker, looks_secret
from QuashLibrary.report.skeleton.leaves import Leaf, snake
from QuashLibrary.report.skeleton.names import is_identifier, singular, unique

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.draft import Body
    from QuashLibrary.cli.importer.known_connections import KnownConnection

_NOISE = re.compile(
    r"sec-.*|user-agent|accept-language|accept-encoding|referer|origin|connection|host|content-length|cache-control|pragma"
    r"|dnt|priority|upgrade-insecure-requests|te|if-none-match|if-modified-since|postman-token|traceparent|tracestate"
    r"|baggage|sentry-trace|x-datadog-.*|newrelic|x-newrelic-.*|x-b3-.*|x-request-id|x-correlation-id|via|x-forwarded-.*"
    r"|save-data|keep-alive|proxy-connection|x-client-data|alt-used",
    re.IGNORECASE,
)
_NOISE_IN_QUERY = re.compile(r"_|utm_.*|gclid|fbclid|cb|cachebuster", re.IGNORECASE)
_PAGE_NAMES = "page limit size offset per_page page_size skip take sort order v version year month day count from to"
_PAGES = frozenset(_PAGE_NAMES.split())
_CONTENT_TYPE = "content-type"
_DEFAULT_TYPES = {
    "json": "application/json",
    "graphql": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}
"""The content types that the engine sends by default, by kind of body."""


class DraftMaker:
    """Makes the draft of one command."""

    def __init__(self, command: CurlCommand, known: Sequence[KnownConnection], taken: Collection[str]) -> None:
        self._command = command
        self._known = known
        self._taken = taken
        url = urlsplit(command.url)
        has_user = url.username or url.password
        self._user = unquote(f"{url.username or ''}:{url.password or ''}") if has_user else None
        self._origin = f"{url.scheme}://{url.netloc.rpartition('@')[2]}"
        self._path, self._query = url.path or "/", "&".join(filter(None, (url.query, command.query)))
        self._inputs: dict[str, InputDraft] = {}
        self._left_out = list(command.left_out)
        self._match = max(
            (item for item in known if item.fits(self._origin, self._path)), key=lambda i: len(i.base_url), default=None
        )
        name = self._match.name if self._match else connection_name(self._origin, [item.name for item in known])
        self._name = name
        self._variables = Variables(prefix_of(name))

    def draft(self, slug: str = "") -> Draft:
        """Return the draft; a slug that already exists gets a number."""
        command = self._command
        prefix, path = self._split()
        written_path = self._written_path(path)
        login = login_of(command, self._user, self._variables)
        auth = login.auth
        self._left_out += login.left_out
        headers: dict[str, object] = dict(self._headers(login.header))
        query, key = self._written_query(has_auth=auth is not None)
        cookies = self._cookies()
        auth = auth or key
        body = body_of(command, self._variables, self._add_input)
        headers |= self._content_type(body)
        has_auth = self._match is not None and self._match.has_auth
        if auth is not None and has_auth:
            self._left_out.append(f'the credentials: the connection "{self._name}" has its own')
        if self._match:
            # The settings of the connection apply.
            shown = {"insecure": "-k", "location": "-L", "location-trusted": "--location-trusted"}
            self._left_out += [f"the option {text}" for name, text in shown.items() if name in command.options]
        method = "POST" if body and body.kind == "graphql" else command.sent_by
        new = None if self._match else self._new_connection(prefix, auth)
        for name in self._variables.unresolved:
            self._inputs.setdefault(name, InputDraft(name, "A variable of the request."))
        return Draft(
            slug=unique(slug or slug_for(method, path, body), self._taken),
            description=description_of(method, path, body),
            connection=self._name,
            new=new,
            request=RequestDraft(method, written_path, query, headers, cookies, body),
            inputs=tuple(self._inputs.values()),
            auth=auth if self._match and not has_auth else None,
            environment=self._match.environment if self._match else "",
            variables=self._variables.all,
            left_out=tuple(self._left_out),
        )

    def _split(self) -> tuple[str, str]:
        """Split the path into the part of the backend's address and the rest."""
        if self._match:
            return self._match.split(self._path)
        base = self._command.base_path
        return (base, self._path[len(base) :]) if base else split_path(self._path)

    def _new_connection(self, prefix: str, auth: object) -> ConnectionDraft:
        options = self._command.options
        base_url = self._variables.text(self._origin + prefix, "the address of the backend")
        return ConnectionDraft(
            self._name, base_url, auth, "insecure" in options, bool(options & {"location", "location-trusted"})
        )

    def _add_input(self, name: str, description: str, value: str, *, secret: bool = False) -> str:
        """Add an input and return its reference."""
        name = found = input_name(name, self._path)
        number = 1
        while found in self._inputs and self._inputs[found].value != value:
            number += 1
            found = f"{name}_{number}"
        self._inputs.setdefault(found, InputDraft(found, description, value, secret))
        return f"${{{found}}}"

    def _written_path(self, path: str) -> str:
        segments = path.split("/")
        return "/".join(self._segment(number, segments) for number in range(len(segments))) or "/"

    def _segment(self, number: int, segments: Sequence[str]) -> str:
        text = unquote(segments[number])
        before = next((word for word in reversed(segments[:number]) if word and not is_identifier(word)), "")
        thing = snake(singular(before))
        if name := variable_in(text):
            return self._add_input(snake(name) or f"{thing}_id".lstrip("_"), f"{name} in the path.", "")
        if looks_secret(text) or (is_identifier(segments[number]) and is_secret(singular(before), text)):
            what = f"Secret part of the path{f', after {before}' if before else ''}."
            return self._add_input(f"{thing or 'path'}_key", what, text, secret=True)
        if is_identifier(segments[number]) or "@" in text:
            what = f"Identifies the {thing.replace('_', ' ')}" if thing else "Identifier in the path"
            return self._add_input(f"{thing}_id".lstrip("_"), f"{what}, for example {text}.", text)
        return self._variables.text(segments[number], "a part of the path")

    def _written_query(self, *, has_auth: bool) -> tuple[dict[str, object], object]:
        """Return the query, and the credentials if it contains them."""
        found: dict[str, list[object]] = {}
        auth: object = None
        for name, value in parse_qsl(self._query, keep_blank_values=True):
            if _NOISE_IN_QUERY.fullmatch(name):
                self._left_out.append(f"the query parameter {name}")
            elif is_secret(name, value) and snake(name).endswith("key") and not (has_auth or auth):
                variable = self._variables.named(snake(name), value, f"the query parameter {name}")
                auth = {"api_key": {"query": name, "value": FromEnvironment(variable)}}
            else:
                found.setdefault(name, []).append(self._query_value(name, value))
        return {name: values if len(values) > 1 else values[0] for name, values in found.items()}, auth

    def _query_value(self, name: str, value: str) -> object:
        what = f"the query parameter {name}"
        if variable := variable_in(value):
            return self._add_input(snake(variable), f"{name} in the query.", "")
        if is_secret(name, value):
            return self._variables.secret(name, value, what)
        leaf = Leaf((name,), value)
        if leaf.key not in _PAGES and (leaf.is_identifier or leaf.is_contact):
            return self._add_input(leaf.key, f"{name} in the query, for example {value}.", value)
        return (
            int(value)
            if value.isascii() and value.isdigit() and str(int(value)) == value
            else self._variables.text(value, what)
        )

    def _headers(self, in_auth: str) -> Iterator[tuple[str, object]]:
        """Yield the headers worth keeping, except the one that became the credentials."""
        for given, value in self._command.headers:
            name = shown_header(given)
            what = f"the header {name}"
            if given == in_auth or name.lower() == _CONTENT_TYPE:
                continue
            if _NOISE.fullmatch(name) or self._is_default(name, value):
                self._left_out.append(what)
            elif is_secret(name, value):
                yield name, self._variables.secret(name.removeprefix("X-"), value, what)
            else:
                yield name, self._variables.text(value, what)

    def _is_default(self, name: str, value: str) -> bool:
        """Return whether the engine sends the header anyway, or any value would work."""
        return name.lower() == "accept" and ("*/*" in value or "text/html" in value)

    def _content_type(self, body: Body | None) -> dict[str, str]:
        """Return the header, unless the engine sends it anyway with such a body."""
        value = self._command.header(_CONTENT_TYPE)
        kind = value.partition(";")[0].strip().lower()
        if not value:
            return {}
        if kind == _DEFAULT_TYPES.get(body.kind if body else "") or (
            body is None and self._command.sent_by in ("GET", "HEAD")
        ):
            self._left_out.append("the header Content-Type")
            return {}
        return {"Content-Type": self._variables.text(value, "the header Content-Type")}

    def _cookies(self) -> dict[str, object]:
        """Return the cookies of the request."""
        found: dict[str, object] = {}
        for pair in filter(None, map(str.strip, self._command.cookies.split(";"))):
            name, _, value = pair.partition("=")
            what = f"the cookie {name}"
            if is_tracker(name):
                self._left_out.append(what)
            elif is_session_cookie(name, value):
                found[name] = self._variables.secret(name, value, what)
            else:
                found[name] = self._variables.text(value, what)
        return found
