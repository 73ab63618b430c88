"""Compile the environments of a connection of any type.

In: the form of a connection, and a function that compiles the value of one key. Out: the connection in each
environment, by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from QuashLibrary.registry import model
from QuashLibrary.registry.compile.redactions import compile_redactions
from QuashLibrary.registry.compile.texts import TextReader

ConnectionT = TypeVar("ConnectionT", bound=model.Connection)
CompileKey = Callable[[str, Any, TextReader], Mapping[str, Any]]
"""A function that returns the fields of a connection for a key and its value."""


def compile_environments(
    base: ConnectionT, form: Any, reader: TextReader, compile_key: CompileKey
) -> Mapping[str, ConnectionT]:
    """Return the connection in each environment, by name; the others override BASE."""
    own = _overridden(base, form, reader, compile_key)
    overridden = {
        name: _overridden(own, overrides, reader.below("environments", name), compile_key)
        for name, overrides in form.environments.items()
    }
    return {model.BASE: own, **overridden}


def _overridden(base: ConnectionT, form: Any, reader: TextReader, compile_key: CompileKey) -> ConnectionT:
    known = {item.name for item in fields(base)} & form.given - {"redact"}
    compiled: dict[str, Any] = {}
    for key in known:
        compiled |= compile_key(key, getattr(form, key), reader)
    # Rules are only added: what is secret in one environment is not shown in another one.
    return replace(base, **compiled, redact=(*base.redact, *compile_redactions(form.redact, reader)))
