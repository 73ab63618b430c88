"""Compile connections and their authentication: texts parsed, files looked for, environments filled up.

In: a ConnectionEntry as it is written. Out: the engine's Connection for each of its environments.
"""

import re
from collections.abc import Mapping
from typing import Any

from QuashLibrary.registry import model
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.requests import compile_request
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms.connection import (
    AuthEntry,
    ConnectionEntry,
    ConnectionOverrides,
    OAuth2Entry,
    TlsEntry,
)

_PROXY = re.compile(r"http://([^/\s?#@]*@)?[^/\s?#@]+/?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^/\s?#]+[^\s?#]*", re.IGNORECASE)


def compile_connection(name: str, entry: ConnectionEntry, reader: TextReader) -> Mapping[str, model.Connection]:
    """Return the connection by the names of its environments; BASE is what they override."""
    base = _overridden(model.HttpConnection(name, ""), entry, reader)
    return {model.BASE: base} | {
        str(environment): _overridden(base, overrides, reader.below("environments", environment))
        for environment, overrides in entry.environments.items()
    }


def compile_auth(entry: AuthEntry | None, reader: TextReader) -> model.Auth | None:
    """Return how to authenticate."""
    if entry is None:
        return None
    reader = reader.below("auth")
    return _login(entry, reader) or _credentials(entry, reader)


def _credentials(entry: AuthEntry, reader: TextReader) -> model.Auth:
    """Return what is sent as it is."""
    if entry.basic is not None:
        user = reader.text(entry.basic.username, "basic", "username")
        return model.Basic(user, reader.text(entry.basic.password, "basic", "password"))
    if entry.api_key is not None:
        value = reader.text(entry.api_key.value, "api_key", "value")
        if entry.api_key.header is not None:
            return model.ApiKey("header", entry.api_key.header, value)
        return model.ApiKey("query", entry.api_key.query or "", value)
    if entry.headers is not None:
        return model.HeaderAuth(reader.pairs(entry.headers, "headers"))
    return model.Bearer(reader.text(entry.bearer, "bearer"))


def _login(entry: AuthEntry, reader: TextReader) -> model.Auth | None:
    """Return what takes an exchange of its own."""
    if entry.digest is not None:
        user = reader.text(entry.digest.username, "digest", "username")
        return model.Digest(user, reader.text(entry.digest.password, "digest", "password"))
    if entry.oauth2 is not None:
        return _oauth2(entry.oauth2, reader.below("oauth2"))
    if entry.from_ is not None:
        return model.TokenFrom(entry.from_.removeprefix("@"), reader.locate(("from",)))
    return None


def _oauth2(entry: OAuth2Entry, reader: TextReader) -> model.OAuth2:
    return model.OAuth2(
        token_url=reader.text(entry.token_url, "token_url"),
        client_id=reader.text(entry.client_id, "client_id"),
        client_secret=reader.text(entry.client_secret, "client_secret"),
        scope=reader.text(entry.scope, "scope"),
    )


def _overridden(base: model.HttpConnection, entry: ConnectionOverrides, reader: TextReader) -> model.HttpConnection:
    given = entry.model_fields_set
    return model.HttpConnection(
        name=base.name,
        base_url=_base_url(entry.base_url, reader) if "base_url" in given else base.base_url,
        auth=compile_auth(entry.auth, reader) if "auth" in given else base.auth,
        headers=reader.pairs(entry.headers, "headers") if "headers" in given else base.headers,
        timeout=entry.timeout if "timeout" in given else base.timeout,
        tls=_tls(entry.tls, reader) if "tls" in given else base.tls,
        proxy=_proxy(entry.proxy, reader) if "proxy" in given else base.proxy,
        redirects=entry.redirects if "redirects" in given else base.redirects,
        cookies=entry.cookies if "cookies" in given else base.cookies,
        # A rule is never taken away: what is secret to one environment is not shown by another one.
        redact=(*base.redact, *compile_redactions(entry.redact, reader)),
        check=compile_request(entry.check, reader.below("check")) if entry.check else base.check,
        on_failure=entry.on_failure or base.on_failure,
        on_error=entry.on_error or base.on_error,
        read_only=entry.read_only if "read_only" in given else base.read_only,
    )


def _base_url(value: object, reader: TextReader) -> Any:
    text = reader.text(value, "base_url")
    if isinstance(text, str) and text and not _ADDRESS.fullmatch(text):
        near = f"http://{text}" if re.match(r"[\w.-]+(:\d+)?(/|\Z)", text) else "http://127.0.0.1:8080/api"
        message = f'"base_url" of {reader.place.title} should be http:// or https:// with a host, is "{text}"'
        reader.report(("base_url",), message, f"write for example  base_url: {near}")
    return text


def _proxy(value: object, reader: TextReader) -> Any:
    text = reader.text(value, "proxy")
    if isinstance(text, str) and text and not _PROXY.fullmatch(text):
        # What has an @ in it may hold a password.
        found = "" if "@" in text else f', is "{text}"'
        message = f'"proxy" of {reader.place.title} should be http:// with a host and a port{found}'
        reader.report(("proxy",), message, "write for example  proxy: http://127.0.0.1:3128")
    return text


def _tls(entry: TlsEntry, reader: TextReader) -> model.Tls:
    files = {name: _file(name, getattr(entry, name), reader) for name in ("ca", "cert", "key")}
    if entry.key and not entry.cert:
        reader.report(
            ("tls", "key"), f'"tls" of {reader.place.title} has a "key" without a "cert"', "add the certificate"
        )
    return model.Tls(entry.verify, **files)


def _file(name: str, text: str, reader: TextReader) -> str:
    if not text:
        return ""
    path = (reader.folder(("tls", name)) / text).absolute()
    if "\0" in text or not path.is_file():
        message = f'"{name}" in "tls" of {reader.place.title}: there is no file "{text}"'
        reader.report(("tls", name), message, f"looked at {path}")
    return str(path)
