"""Compile connections to HTTP backends: parse texts, look for files, complete environments.

In: an HttpConnectionForm. Out: the engine's HttpConnection for each environment.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from QuashLibrary.language.templates import Template
from QuashLibrary.problems import shown_path
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.apps import compile_listener
from QuashLibrary.registry.compile.connections import compile_environments
from QuashLibrary.registry.compile.expectations import ExpectationCompiler
from QuashLibrary.registry.compile.files import why_unreadable
from QuashLibrary.registry.sources.http.requests import compile_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.sources.http.connection_form import (
        ApiKeyForm,
        AuthForm,
        CredentialsForm,
        HttpConnectionForm,
        Oauth2Form,
        TlsForm,
    )

_PROXY = re.compile(r"http://([^/\s?#@]*@)?[^/\s?#@]+/?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^/\s?#]+[^\s?#]*", re.IGNORECASE)


def compile_http_connection(
    name: str, form: HttpConnectionForm, reader: TextReader
) -> Mapping[str, model.HttpConnection]:
    """Return the connection in each environment, by name."""
    return compile_environments(model.HttpConnection(name, ""), form, reader, _compile_key)


def _compile_key(key: str, value: Any, reader: TextReader) -> Mapping[str, Any]:
    match key:
        case "base_url":
            value = _compile_base_url(value, reader)
        case "auth":
            value = compile_auth(value, reader)
        case "headers":
            value = reader.pairs(value, "headers")
        case "tls":
            value = _tls(value, reader)
        case "proxy":
            value = _proxy(value, reader)
        case "expect":
            value = _expectations(value, reader)
        case "app":
            value = compile_listener(value, reader)
        case "check":
            value = compile_request(value, reader.below("check"))
    return {key: value}


def compile_auth(form: AuthForm | None, reader: TextReader) -> model.Auth | None:
    """Return how to authenticate."""
    if form is None:
        return None
    reader = reader.requiring("auth").below("auth")
    if auth := _credentials(form, reader):
        return replace(auth, position=reader.locate(()))
    return model.TokenFrom(form.from_.removeprefix("@"), reader.locate(("from",))) if form.from_ is not None else None


def _credentials(form: AuthForm, reader: TextReader) -> model.RegistryCredentials | None:
    if form.digest is not None:
        return model.Digest(*_user(form.digest, reader.below("digest")))
    if form.oauth2 is not None:
        return _oauth2(form.oauth2, reader.below("oauth2"))
    if form.basic is not None:
        return model.Basic(*_user(form.basic, reader.below("basic")))
    if form.api_key is not None:
        return _api_key(form.api_key, reader.below("api_key"))
    if form.headers is not None:
        return model.HeaderAuth(reader.pairs(form.headers, "headers"))
    return model.Bearer(reader.text(form.bearer, "bearer")) if form.bearer is not None else None


def _user(form: CredentialsForm, reader: TextReader) -> tuple[model.Text, model.Text]:
    return reader.text(form.username, "username"), reader.text(form.password, "password")


def _api_key(form: ApiKeyForm, reader: TextReader) -> model.ApiKey:
    value = reader.text(form.value, "value")
    if form.header is not None:
        return model.ApiKey("header", form.header, value)
    return model.ApiKey("query", form.query or "", value)


def _oauth2(form: Oauth2Form, reader: TextReader) -> model.OAuth2:
    return model.OAuth2(
        token_url=reader.address(form.token_url, "token_url"),
        client_id=reader.text(form.client_id, "client_id"),
        client_secret=reader.text(form.client_secret, "client_secret"),
        scope=reader.text(form.scope, "scope"),
    )


def _expectations(written: Mapping[str, object], reader: TextReader) -> tuple[model.Expectation, ...]:
    if "status" in written:
        message = (
            f'"status" in "expect" of {reader.title} is not allowed: each validation expects its own status, or 2xx'
        )
        reader.report(("expect", "status"), message, "expect the status in the validations", key=True)
    return ExpectationCompiler(reader).compile(written, "expect")


def _compile_base_url(value: object, reader: TextReader) -> Any:
    text = reader.requiring("base_url").address(value, "base_url")
    if isinstance(text, str) and text and not _ADDRESS.fullmatch(text):
        near = f"http://{text}" if re.match(r"[\w.-]+(:\d+)?(/|\Z)", text) else "http://127.0.0.1:8080/api"
        message = f'"base_url" of {reader.title} should be http:// or https:// with a host, but is "{text}"'
        reader.report(("base_url",), message, f"write for example  base_url: {near}")
    return text


def _proxy(value: object, reader: TextReader) -> Any:
    text = reader.text(value, "proxy")
    if isinstance(text, str) and text and not _PROXY.fullmatch(text):
        # A text with an @ may contain a password.
        found = "" if "@" in text else f', but is "{text}"'
        message = f'"proxy" of {reader.title} should be http:// with a host and a port{found}'
        reader.report(("proxy",), message, "write for example  proxy: http://127.0.0.1:3128")
    return text


def _tls(form: TlsForm, reader: TextReader) -> model.Tls:
    files = {name: _file(name, getattr(form, name), reader) for name in ("ca", "cert", "key")}
    is_open = any(isinstance(file, Template) for file in files.values())
    return model.Tls(form.verify, **files, folder=str(reader.folder(("tls",)).absolute()) if is_open else "")


def _file(name: str, written: str, reader: TextReader) -> model.Text:
    """Return the full path of a file, or its name if the name is known only when it is used."""
    text: model.Text = reader.address(written, "tls", name)
    if not text or isinstance(text, Template):
        return text
    path = (reader.folder(("tls", name)) / text).absolute()
    if unreadable := why_unreadable(path, text):
        advice = f"looked for {shown_path(path)}"
        reader.report(("tls", name), f'"{name}" in "tls" of {reader.title}: {unreadable}', advice)
    return str(path)
