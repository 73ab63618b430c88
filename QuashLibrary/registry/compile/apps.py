"""Compile the ports for the app under test: `app` of a connection, and `app_proxy` of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.registry import model

if TYPE_CHECKING:
    from QuashLibrary.registry.compile.texts import TextReader
    from QuashLibrary.registry.forms.app import AppForm, AppProxyForm


def compile_listener(form: AppForm | None, reader: TextReader) -> model.AppListener | None:
    """Return the port for the app under test."""
    if form is None:
        return None
    reader = reader.requiring("app").below("app")
    listen = reader.text(form.listen, "listen")
    return model.AppListener(listen, form.host, tuple(form.ignore), reader.locate(("listen",)))


def compile_app_proxy(form: AppProxyForm, reader: TextReader) -> model.AppProxy:
    """Return the proxy for the app under test."""
    listen = reader.requiring("app_proxy").text(form.listen, "listen")
    hosts = tuple((str(host).lower(), name) for host, name in form.hosts.items())
    return model.AppProxy(listen, form.host, hosts, reader.locate(("listen",)))
